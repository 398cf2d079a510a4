#include "tools/generate/json_tree.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/record/nested.h"

namespace jsonl::generate {
namespace {

struct Parsed {
  explicit Parsed(std::string_view text) : value(parser.Parse(text)) {
    good = ReadTree(value, &tree, &why);
  }
  record::Nested parser;
  json::Value value;
  JsonTree tree;
  std::string why;
  bool good = false;
};

TEST(JsonTreeTest, WritesTheNormalForm) {
  const struct {
    std::string_view json, normal;
  } kCases[] = {
      {" {\"b\" : 1 , \"a\" : [ true , null ] } ", "{\"a\":[true,null],\"b\":1}"},
      {"{\"é\":1,\"z\":2,\"Z\":3}", "{\"Z\":3,\"z\":2,\"é\":1}"},
      {"[1.0,1e2,-0,-0.0,0.10,1E-7]", "[1,100,0,0,0.1,1e-7]"},
      {"[9007199254740993,1e400,0.1000000000000000055511151231257827]",
       "[9007199254740993,1e+400,0.1000000000000000055511151231257827]"},
      {"\"\\u0041\\/\\u000a\"", "\"A/\\n\""},
  };
  for (const auto& test : kCases) {
    const Parsed parsed(test.json);
    ASSERT_TRUE(parsed.good) << parsed.why;
    std::string out;
    EXPECT_TRUE(WriteNormalized(parsed.tree, &out));
    EXPECT_EQ(out, test.normal);
  }
}

TEST(JsonTreeTest, RefusesKeysThatAreThereTwice) {
  EXPECT_EQ(Parsed("[{\"a\":1,\"b\":{},\"a\":2}]").why, "an object has the key 'a' twice");
  Parsed parsed("{\"a\":1,\"b\":2}");
  ASSERT_TRUE(parsed.good);
  parsed.tree.keys[1] = "a";
  std::string out;
  EXPECT_FALSE(WriteNormalized(parsed.tree, &out));
}

TEST(JsonTreeTest, RefusesWhatIsTooLarge) {
  const std::string large = "\"" + std::string(kMaxTreeSize, 'x') + "\"";
  EXPECT_EQ(Parsed(large).why, "JSON of more than 1048576 bytes is not changed");
}

TEST(JsonTreeTest, KnowsHowDeepItIs) {
  EXPECT_EQ(DepthOf(Parsed("1").tree), 0u);
  EXPECT_EQ(DepthOf(Parsed("[]").tree), 1u);
  EXPECT_EQ(DepthOf(Parsed("{\"a\":[1,{\"b\":2}],\"c\":[]}").tree), 3u);
}

TEST(JsonTreesTest, ReadsEachValueOfARecordOnce) {
  record::Nested parser;
  const json::Value record = parser.Parse("{\"a\":[1],\"b\":{\"x\":1,\"x\":2}}");
  const json::Value a = record.Find(json::Name("a"));
  const json::Value b = record.Find(json::Name("b"));
  JsonTrees trees;
  std::string why;
  const JsonTree* first = trees.OfRecord(a, &why);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(trees.OfRecord(b, &why), nullptr);
  EXPECT_EQ(why, "an object has the key 'x' twice");
  why.clear();
  EXPECT_EQ(trees.OfRecord(b, &why), nullptr);
  EXPECT_EQ(why, "an object has the key 'x' twice");
  EXPECT_EQ(trees.OfRecord(a, &why), first);
  EXPECT_EQ(first->elements.size(), 1u);
  // Another record, whose values have the same places.
  record::Nested other;
  trees.Clear();
  const json::Value second = other.Parse("{\"a\":[1,2]}").Find(json::Name("a"));
  EXPECT_EQ(trees.OfRecord(second, &why)->elements.size(), 2u);
}

}  // namespace
}  // namespace jsonl::generate
