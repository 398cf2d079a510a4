#include "tools/dedupe/overlap.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/dedupe/dedupe.h"

namespace jsonl {
namespace {

using test::ToolRun;
using test::ToolSetup;

class OverlapTest : public testing::Test {
 protected:
  ToolRun Overlap(std::string_view reference, std::string_view input, uint64_t words,
                  const ToolSetup& setup = {}, std::string_view key = "@record") {
    DedupeOptions options = {.key = std::string(key)};
    options.against = {directory_.Write("test.jsonl", reference)};
    options.overlap = words;
    options.duplicates = directory_.Path("list");
    return test::RunTool({input}, setup,
                         [&](pipeline::Session& session) { return RunDedupe(options, session); });
  }
  std::string List() const { return test::ReadFile(directory_.Path("list")); }

  test::ScratchDir directory_;
};

TEST_F(OverlapTest, DropsWhatSharesARunOfWords) {
  struct Case {
    std::string_view reference;
    std::string_view input;
    bool dropped;
  };
  const Case cases[] = {
      {"a b c d e", "x b C, d y", true},
      {"a b c d e", "b c x d e", false},
      {"a b c d e", "c b a", false},
      {"a b c d e", "c d", false},
      {"a b", "A, b!", true},
      {"a b", "a b c", false},
      {"一二三四", "二、三、四", true},
      {"一二三四", "二三五四", false},
      {"", "", false},
      {"a b c", "...", false},
  };
  for (const Case& c : cases) {
    const std::string reference = text::Cat(R"({"r":1.5,"t":")", c.reference, "\"}\n");
    const std::string input = text::Cat("\n", R"({"t":")", c.input, "\"}\n");
    const ToolRun run = Overlap(reference, input, 3, {}, "t");
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(run.output.empty(), c.dropped) << c.reference << " / " << c.input;
    EXPECT_EQ(run.account.written, c.dropped ? 0u : 1u);
  }
}

TEST_F(OverlapTest, SaysWhatAndWhere) {
  const std::string reference =
      "\n{\"t\":\"x\"}\n{\"t\":\"Zero one, (two) three\\n\\\"four\\\"\"}\n";
  const std::string input =
      "{\"t\":\"keep\"}\n{\"a\":\"see two: Three four five\",\"id\":1}\n{\"t\":\"keep\"}";
  for (size_t block_size : {8u, 100000u}) {
    const ToolRun run = Overlap(reference, input, 3, {.threads = 2, .block_size = block_size});
    ASSERT_TRUE(run.code.ok()) << run.code.status();
    EXPECT_EQ(run.output, "{\"t\":\"keep\"}\n{\"t\":\"keep\"}\n");
    const std::string path = directory_.Path("test.jsonl");
    EXPECT_EQ(List(), text::Cat(R"({"file":"1.jsonl","line":2,"duplicate_of_file":")", path,
                                R"(","duplicate_of":3,"words":"two Three four"})", "\n"));
    EXPECT_NE(run.account.ToText().find("dropped 1 (overlap 1)"), std::string::npos);
    EXPECT_NE(run.account.ToText().find(text::Cat("found in ", path, " 1")), std::string::npos);
  }
}

TEST_F(OverlapTest, WarnsWhereMostAreDropped) {
  std::string input;
  for (int i = 0; i < 30; ++i) text::Append(&input, R"({"t":"do this, please: )", i, "\"}\n");
  const ToolRun run = Overlap(R"({"t":"do this, please: what?"})"
                              "\n",
                              input, 3);
  ASSERT_EQ(run.told.size(), 1u);
  EXPECT_EQ(run.told[0].substr(0, 53), "warning: 30 of 30 records share words with --against;");
}

TEST_F(OverlapTest, KeepsRecordsWithoutTheKey) {
  const ToolRun run =
      Overlap("{\"t\":\"a b c\"}\n{\"x\":\"d e f\"}\n", "{\"x\":\"a b c d e f\"}\n", 3, {}, "t");
  EXPECT_EQ(run.output, "{\"x\":\"a b c d e f\"}\n");
  EXPECT_NE(run.account.ToText().find("kept without the key 1"), std::string::npos);
}

TEST_F(OverlapTest, SaysWhenMemoryIsTooSmall) {
  std::string words;
  for (int i = 0; i < 300000; ++i) text::Append(&words, " ", i);
  const std::string reference = text::Cat(R"({"t":")", words, "\"}\n");
  EXPECT_EQ(Overlap(reference, "{}\n", 1, {.memory = 100}).code.status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(Overlap(reference, "{}\n", 1, {.memory = 100 << 20}).code.ok());
}

TEST_F(OverlapTest, RefusesBadOptions) {
  const std::string file = directory_.Write("file", "{}\n");
  DedupeOptions plain = {.against = {file}, .overlap = 13};
  DedupeOptions keep = plain;
  keep.keep = "last";
  DedupeOptions near = plain;
  near.near = "0.8";
  DedupeOptions none = plain;
  none.overlap = 0;
  DedupeOptions line = plain;
  line.key = "@line";
  DedupeOptions ngram = plain;
  ngram.ngram = 3;
  for (const DedupeOptions& options :
       {keep, near, none, line, ngram, DedupeOptions{.overlap = 13}}) {
    const ToolRun run = test::RunTool(
        {"{}\n"}, {}, [&](pipeline::Session& session) { return RunDedupe(options, session); });
    EXPECT_EQ(run.code.status().code(), absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace jsonl
