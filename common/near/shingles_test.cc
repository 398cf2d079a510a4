#include "common/near/shingles.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl::near {
namespace {

struct Read {
  Content content;
  std::vector<uint64_t> shingles;
  std::vector<uint64_t> set;
  hash::Fingerprint fingerprint;
};

Read ReadText(std::string_view record, size_t ngram) {
  ShingleReader reader(*TextKey::Parse("t"), ngram);
  test::ParsedText parsed(record);
  Read read = {reader.Read(parsed.root()), {}, {}, {}};
  read.shingles.assign(reader.shingles().begin(), reader.shingles().end());
  absl::Span<const uint64_t> set = reader.Set();
  read.set.assign(set.begin(), set.end());
  if (read.content != Content::kAbsent) read.fingerprint = reader.fingerprint();
  return read;
}

double Similarity(std::string_view a, std::string_view b, size_t ngram, double least = 0) {
  return Jaccard(ReadText(a, ngram).set, ReadText(b, ngram).set, least);
}

TEST(ShinglesTest, AreWordsThatFollowOneAnother) {
  const Read abcab = ReadText(R"({"t":"a b c, A B"})", 2);
  EXPECT_EQ(abcab.content, Content::kWords);
  ASSERT_EQ(abcab.shingles.size(), 4u);  // ab bc ca ab
  EXPECT_EQ(abcab.shingles[0], abcab.shingles[3]);
  EXPECT_EQ(abcab.set.size(), 3u);
  EXPECT_EQ(ReadText(R"({"t":["b","C-a"]})", 2).shingles,
            std::vector<uint64_t>(abcab.shingles.begin() + 1, abcab.shingles.begin() + 3));
  EXPECT_EQ(ReadText(R"({"t":"a b c"})", 5).shingles.size(), 1u);
  EXPECT_NE(ReadText(R"({"t":"a b c"})", 5).set, ReadText(R"({"t":"a c b"})", 5).set);
  EXPECT_EQ(ReadText(R"({"t":"一二三四五六"})", 5).shingles.size(), 2u);
}

// All orders of a few words, and runs of one word, have shingles of their own.
TEST(ShinglesTest, OrderCounts) {
  std::set<uint64_t> seen;
  size_t count = 0;
  for (int i = 0; i < 4 * 4 * 4 * 4 * 4 * 4; ++i) {
    std::string text;
    for (int rest = i, k = 0; k < 6; ++k, rest /= 4) text += text::Cat(" ", rest % 4);
    seen.insert(ReadText(text::Cat(R"({"t":")", text, R"("})"), 6).shingles[0]);
    ++count;
  }
  EXPECT_EQ(seen.size(), count);
}

TEST(ShinglesTest, ContentAndFingerprint) {
  EXPECT_EQ(ReadText(R"({"x":"a"})", 3).content, Content::kAbsent);
  const Read dots = ReadText(R"({"t":"..."})", 3);
  EXPECT_EQ(dots.content, Content::kNoWords);
  EXPECT_TRUE(dots.set.empty());
  EXPECT_EQ(dots.fingerprint, ReadText(R"({"t":"\u002e..","x":1})", 3).fingerprint);
  EXPECT_NE(dots.fingerprint, ReadText(R"({"t":"...."})", 3).fingerprint);
  EXPECT_EQ(ReadText(R"({"t":"a b"})", 3).fingerprint, ReadText(R"({"t":"A, b!"})", 3).fingerprint);
  EXPECT_NE(ReadText(R"({"t":"a b a"})", 1).fingerprint, ReadText(R"({"t":"a b"})", 1).fingerprint);
}

TEST(ShinglesTest, TellsTheWordsOfAShingle) {
  ShingleReader reader(*TextKey::Parse("t"), 3);
  test::ParsedText parsed(R"({"t":["One, two;","(Three) four 五六"]})");
  ASSERT_EQ(reader.Read(parsed.root()), Content::kWords);
  ASSERT_EQ(reader.shingles().size(), 4u);
  EXPECT_EQ(reader.Text(0), "One two Three");
  EXPECT_EQ(reader.Text(3), "four 五 六");
  EXPECT_NE(reader.Check(0), reader.Check(1));
  const uint64_t check = reader.Check(1);
  test::ParsedText other(R"({"t":"two three four"})");
  ASSERT_EQ(reader.Read(other.root()), Content::kWords);
  EXPECT_EQ(reader.Check(0), check);
}

TEST(JaccardTest, IsIntersectionByUnion) {
  constexpr std::string_view kAbcd = R"({"t":"a b c d"})";
  struct Case {
    std::string_view other;
    double similarity;
  };
  for (const Case& c : {Case{R"({"t":"a b c d"})", 1.0}, Case{R"({"t":"d c b a a"})", 1.0},
                        Case{R"({"t":"a b c d e"})", 0.8}, Case{R"({"t":"a b c"})", 0.75},
                        Case{R"({"t":"c d e f"})", 1.0 / 3}, Case{R"({"t":"e"})", 0.0}}) {
    EXPECT_EQ(Similarity(kAbcd, c.other, 1), c.similarity) << c.other;
    EXPECT_EQ(Similarity(c.other, kAbcd, 1), c.similarity) << c.other;
    for (double least : {0.3, 0.75, 0.8, 0.81, 1.0}) {
      EXPECT_EQ(Similarity(kAbcd, c.other, 1, least), c.similarity >= least ? c.similarity : 0)
          << c.other << " " << least;
    }
  }
}

// What is given up early would not have reached the threshold, for any overlap.
TEST(JaccardTest, ThresholdsDoNotChangeResults) {
  std::vector<uint64_t> a;
  for (uint64_t i = 0; i < 200; ++i) a.push_back(i * 7919);
  for (size_t shared = 0; shared <= 200; ++shared) {
    for (size_t own : {0u, 1u, 30u, 200u}) {
      std::vector<uint64_t> b(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(shared));
      for (uint64_t i = 0; i < own; ++i) b.push_back(i * 7919 + 1 + i % 3);
      if (b.empty()) continue;
      std::sort(b.begin(), b.end());
      const double exact =
          static_cast<double>(shared) / static_cast<double>(a.size() + b.size() - shared);
      for (double least : {0.5, 0.8, 0.95, exact}) {
        EXPECT_EQ(Jaccard(a, b, least), exact >= least ? exact : 0) << shared << " " << own;
      }
    }
  }
}

}  // namespace
}  // namespace jsonl::near
