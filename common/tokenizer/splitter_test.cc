#include "common/tokenizer/splitter.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace jsonl::tokenizer {
namespace {

using Pieces = std::vector<std::string>;

Pieces Split(std::string_view pattern, std::string_view text) {
  absl::StatusOr<std::unique_ptr<Splitter>> splitter = SplitterFor(pattern);
  EXPECT_TRUE(splitter.ok()) << splitter.status();
  Pieces pieces;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = (*splitter)->EndOfPiece(text, begin);
    pieces.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return pieces;
}

TEST(Gpt2Pattern, CutsWordsNumbersSymbolsAndSpace) {
  EXPECT_EQ(Split(kGpt2Pattern, "It's 1234, I'LL  go\n\n x"),
            (Pieces{"It", "'s", " 1234", ",", " I", "'", "LL", " ", " go", "\n\n", " x"}));
  EXPECT_EQ(Split(kGpt2Pattern, "a \n "), (Pieces{"a", " \n "}));
}

TEST(Cl100kPattern, CutsNumbersByThreeAndSpaceAtLineEnds) {
  EXPECT_EQ(Split(kCl100kPattern, "I'LL\t12345(x)\n\n  y  "),
            (Pieces{"I", "'LL", "\t", "123", "45", "(x", ")\n\n", " ", " y", "  "}));
  EXPECT_EQ(Split(kCl100kPattern, " \n \n  z"), (Pieces{" \n \n", " ", " z"}));
  EXPECT_EQ(Split(kCl100kPattern, "it'\u017f"), (Pieces{"it", "'\u017f"}));
}

TEST(O200kPattern, CutsWhereCaseChanges) {
  EXPECT_EQ(Split(kO200kPattern, "camelCase XMLFile's"), (Pieces{"camel", "Case", " XMLFile's"}));
  EXPECT_EQ(Split(kO200kPattern, "ABCdef"), (Pieces{"ABCdef"}));
  // What has no case ends a word of capitals that nothing small follows.
  EXPECT_EQ(Split(kO200kPattern, "中ABC"), (Pieces{"中", "ABC"}));
  EXPECT_EQ(Split(kO200kPattern, "a//\n/b"), (Pieces{"a", "//\n/", "b"}));
}

TEST(OtherPatterns, RunOnRe2) {
  EXPECT_EQ(Split(R"(\d|\p{L}+)", "ab12--cd"), (Pieces{"ab", "1", "2", "--", "cd"}));
  EXPECT_EQ(Split(R"(\S+|\s+(?!\S)|\s+)", "a  b\u3000"), (Pieces{"a", " ", " ", "b", "\u3000"}));
  EXPECT_EQ(Split(R"([\s\w]+)", "é\u00a01!"), (Pieces{"é\u00a01", "!"}));
}

TEST(OtherPatterns, AreRefusedIfRe2CannotMatchThem) {
  for (std::string_view pattern : {R"((?<=a)b)", R"(x\s+(?!\S))", R"(\p{L}++)", R"((a)\1)"}) {
    const absl::Status status = SplitterFor(pattern).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << pattern;
    EXPECT_NE(status.message().find("cannot be matched by RE2"), status.message().npos) << status;
  }
}

}  // namespace
}  // namespace jsonl::tokenizer
