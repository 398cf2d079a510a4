#include "tools/generate/evaluator.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tools/generate/node_table.h"

namespace jsonl::generate {
namespace {

class EvaluatorTest : public testing::Test {
 protected:
  EvaluatorTest() : table_(&library_.nodes) {}

  // The value as it is, within a string, and as JSON; or why there is none.
  std::string Show(Evaluator* evaluator, uint32_t node) {
    std::string why;
    const Argument* value = evaluator->Evaluate(node, &why);
    if (value == nullptr) return why;
    std::string out(value->text);
    text::Buffer written;
    written.append(" | ");
    EXPECT_TRUE(evaluator->AppendInString(node, &written, &why));
    written.append(" | ");
    if (!evaluator->AppendAsJson(node, &written, &why)) written.append(why);
    return out + std::string(std::string_view(written));
  }

  Library library_;
  NodeTable table_;
  record::Nested parser_;
};

TEST_F(EvaluatorTest, ShowsEachKindOfValue) {
  const uint32_t text = table_.Text("a\"b");
  const uint32_t plain = *table_.Field("plain");
  const uint32_t escaped = *table_.Field("escaped");
  const uint32_t number = *table_.Field("in.n");
  const uint32_t object = *table_.Field("in");
  const uint32_t null = *table_.Field("null");
  const uint32_t none = *table_.Field("none");
  const uint32_t joined = *table_.Joined({plain, text});
  const uint32_t sorted = *table_.Call(*FindFunction("sorted"), {table_.Record()});
  const uint32_t failing = *table_.Call(*FindFunction("nth_letter"), {plain, table_.Text("9")});
  Evaluator evaluator(library_);
  evaluator.StartRecord(parser_.Parse(
      "{\"plain\":\"xyz\",\"escaped\":\"\\u0041\\n\",\"in\":{\"n\": 1.50},\"null\":null}"));
  evaluator.StartExample({1, 2});
  EXPECT_EQ(Show(&evaluator, text), "a\"b | a\\\"b | what stands behind !json is not JSON");
  EXPECT_EQ(Show(&evaluator, plain), "xyz | xyz | \"xyz\"");
  EXPECT_EQ(Show(&evaluator, escaped), "A\n | A\\n | \"A\\n\"");
  EXPECT_EQ(Show(&evaluator, number), "1.50 | 1.50 | 1.50");
  EXPECT_EQ(Show(&evaluator, object), "{\"n\": 1.50} | {\\\"n\\\": 1.50} | {\"n\":1.50}");
  EXPECT_EQ(Show(&evaluator, null), "field 'null' is null");
  EXPECT_EQ(Show(&evaluator, none), "there is no field 'none'");
  EXPECT_EQ(Show(&evaluator, joined), "xyza\"b | xyza\\\"b | what stands behind !json is not JSON");
  const std::string normal = R"({"escaped":"A\n","in":{"n":1.5},"null":null,"plain":"xyz"})";
  EXPECT_EQ(Show(&evaluator, sorted).substr(0, normal.size()), normal);
  EXPECT_EQ(Show(&evaluator, failing), "nth_letter(word, n): 'xyz' has 3 letters and no letter 9");
}

TEST_F(EvaluatorTest, SaysWhetherAPatternMatches) {
  const uint32_t word = *table_.Field("word");
  const uint32_t match = *table_.Match(word, "^a+$");
  EXPECT_EQ(*table_.Match(word, "^a+$"), match);
  EXPECT_NE(*table_.Match(word, "^b+$"), match);
  Evaluator evaluator(library_);
  evaluator.StartWord("aaa");
  EXPECT_EQ(evaluator.Evaluate(match, nullptr)->text, "1");
  evaluator.StartWord("aab");
  EXPECT_EQ(evaluator.Evaluate(match, nullptr)->text, "");
  evaluator.StartRecord(parser_.Parse("{}"));
  EXPECT_EQ(evaluator.Evaluate(match, nullptr), nullptr);
}

TEST_F(EvaluatorTest, WordsAreRecordsOfOneField) {
  const uint32_t word = *table_.Field("word");
  const uint32_t other = *table_.Field("other");
  const uint32_t record = table_.Record();
  Evaluator evaluator(library_);
  evaluator.StartWord("cat");
  evaluator.StartExample({1, 2});
  EXPECT_EQ(Show(&evaluator, word), "cat | cat | \"cat\"");
  EXPECT_EQ(Show(&evaluator, other), "there is no field 'other'");
  EXPECT_EQ(Show(&evaluator, record), "a word is no record");
}

TEST_F(EvaluatorTest, ValuesFollowTheRecordAndTheExample) {
  const uint32_t word = *table_.Field("word");
  const uint32_t chosen = *table_.Call(*FindFunction("any_letter"), {word});
  const uint32_t upper = *table_.Call(*FindFunction("upper"), {word});
  Evaluator evaluator(library_);
  std::set<std::string> letters;
  for (uint64_t id = 0; id < 50; ++id) {
    evaluator.StartWord(id % 2 == 0 ? "ab" : "xy");
    evaluator.StartExample({id, id});
    EXPECT_EQ(evaluator.Evaluate(upper, nullptr)->text, id % 2 == 0 ? "AB" : "XY");
    letters.emplace(evaluator.Evaluate(chosen, nullptr)->text);
    evaluator.StartExample({id, id + 1000});
    letters.emplace(evaluator.Evaluate(chosen, nullptr)->text);
  }
  EXPECT_EQ(letters, (std::set<std::string>{"a", "b", "x", "y"}));
}

TEST(ToUuidTest, WritesVersion8) {
  EXPECT_EQ(ToUuid({0xffffffffffffffff, 0xffffffffffffffff}),
            "ffffffff-ffff-8fff-bfff-ffffffffffff");
  EXPECT_EQ(ToUuid({0, 0}), "00000000-0000-8000-8000-000000000000");
}

}  // namespace
}  // namespace jsonl::generate
