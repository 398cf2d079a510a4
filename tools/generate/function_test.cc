#include "tools/generate/function.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

struct Result {
  bool good = false;
  std::string text;  // or why it cannot be had
};

Result Evaluate(std::string_view name, const std::vector<std::string_view>& texts,
                uint64_t seed = 1) {
  const Function* function = FindFunction(name);
  if (function == nullptr) return {false, "no such function"};
  std::vector<Argument> arguments;
  for (std::string_view text : texts) arguments.push_back({text, {}});
  record::Nested parser;
  record::Nested checker;
  JsonTrees trees;
  const Call call{.arguments = arguments,
                  .seed = seed,
                  .parser = &parser,
                  .checker = &checker,
                  .trees = &trees};
  std::string out;
  std::string why;
  const bool good = function->evaluate(call, &out, &why);
  return {good, good ? out : why};
}

bool IsJson(std::string_view text) {
  record::Nested parser;
  return static_cast<bool>(parser.Parse(text));
}

TEST(FunctionTest, WhatTheyGive) {
  const struct {
    std::string_view name;
    std::vector<std::string_view> arguments;
    std::string_view result;
  } kCases[] = {
      {"letters", {"naïve"}, "n a ï v e"},
      {"letters", {"abc", "comma"}, "a, b, c"},
      {"letters", {"abc", "dash"}, "a-b-c"},
      {"letters", {"abc", " + "}, "a + b + c"},
      {"letters", {"", "dash"}, ""},
      {"nth_letter", {"北京市", "2"}, "京"},
      {"ordinal", {"1"}, "first"},
      {"ordinal", {"12"}, "twelfth"},
      {"ordinal", {"40"}, "fortieth"},
      {"ordinal", {"93"}, "ninety-third"},
      {"ordinal", {"111"}, "111th"},
      {"ordinal", {"122"}, "122nd"},
      {"length", {"crème"}, "5"},
      {"count", {"banana", "an"}, "2"},
      {"reversed", {"añb"}, "bña"},
      {"upper", {"aZé"}, "AZé"},
      {"capitalized", {"name"}, "Name"},
      {"compact", {" {\"b\" : 1.0 , \"a\":[ ]}"}, "{\"b\":1.0,\"a\":[]}"},
      {"sorted",
       {"{\"b\":1.0,\"a\":[{\"z\":\"\\u00e9\\/\",\"y\":-0}]}"},
       "{\"a\":[{\"y\":0,\"z\":\"é/\"}],\"b\":1}"},
      {"sorted",
       {"[12345678901234567890,0.1000000000000000000001,1e400]"},
       "[12345678901234567890,0.1000000000000000000001,1e+400]"},
      {"pretty",
       {"{\"a\":[1,{}],\"b\":[]}"},
       "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"},
      {"renamed", {"{\"b\":1,\"a\":2}", "b", "c"}, "{\"a\":2,\"c\":1}"},
      {"kept", {"{\"b\":1,\"a\":2,\"c\":3}", "c", "b"}, "{\"b\":1,\"c\":3}"},
      {"cast", {"{\"a\":\"12\",\"b\":\"x1\",\"c\":\"1.50\"}"}, "{\"a\":12,\"b\":\"x1\",\"c\":1.5}"},
      {"stringified", {"{\"a\":[1,true]}"}, "{\"a\":[\"1\",true]}"},
      {"camel_keys", {"{\"First-Name\":{\"last_name\":1}}"}, "{\"firstName\":{\"lastName\":1}}"},
      {"flattened",
       {"{\"user\":{\"name\":\"x\",\"at\":{\"zip\":1}},\"n\":[{\"a\":1}]}"},
       "{\"n\":[{\"a\":1}],\"userAtZip\":1,\"userName\":\"x\"}"},
      {"entries",
       {"{\"b\":[],\"a\":null}"},
       "[{\"name\":\"b\",\"type\":\"array\",\"value\":[]},"
       "{\"name\":\"a\",\"type\":\"null\",\"value\":null}]"},
      {"member", {"{\"b\":\"x\\ty\"}", "b"}, "x\ty"},
      {"member", {"{\"b\":[1, 2]}", "b"}, "[1,2]"},
      {"quoted", {"a\"\n"}, "\"a\\\"\\n\""},
      {"folded", {"ÉaΣ"}, "éaσ"},
      {"misspelled", {"aab"}, "aba"},
      {"grouped",
       {"[{\"r\":\"b\",\"i\":1},{\"r\":\"a\"},{\"r\":\"b\",\"i\":2}]", "r"},
       "{\"a\":[{\"r\":\"a\"}],\"b\":[{\"i\":1,\"r\":\"b\"},{\"i\":2,\"r\":\"b\"}]}"},
      {"broken", {"{\"a\": 1}", "trailing_comma"}, "{\"a\": 1,}"},
      {"broken", {"{\"a\":1,\"b\":2}", "missing_comma"}, "{\"a\": 1 \"b\": 2}"},
      {"broken", {"{\"1\":\"value\"}", "missing_quote"}, "{\"1\": value}"},
      {"broken", {"{\"a\":1}", "wrong_bracket"}, "[\"a\": 1]"},
      {"broken", {"{\"a\":\"nnn\"}", "malformed_escape"}, "{\"a\": \"nnn\\\"}"},
      {"broken", {"{\"a\":1}", "missing_bracket"}, "{\"a\": 1"},
  };
  for (const auto& test : kCases) {
    const Result result = Evaluate(test.name, test.arguments);
    EXPECT_TRUE(result.good) << test.name;
    EXPECT_EQ(result.text, test.result) << test.name;
  }
}

TEST(FunctionTest, WhatCannotBeHad) {
  const struct {
    std::string_view name;
    std::vector<std::string_view> arguments;
    std::string_view why;
  } kCases[] = {
      {"nth_letter", {"cat", "4"}, "'cat' has 3 letters and no letter 4"},
      {"nth_letter", {"cat", "0"}, "'cat' has 3 letters and no letter 0"},
      {"nth_letter", {"cat", "x"}, "'x' is no whole number"},
      {"ordinal", {"0"}, "there is no 0th"},
      {"any_letter", {""}, "the text is empty"},
      {"sorted", {"{\"a\":1,\"a\":2}"}, "an object has the key 'a' twice"},
      {"sorted", {"nonsense"}, "'nonsense' is not JSON"},
      {"messy", {"{}"}, "there is no member or element to write another way"},
      {"renamed", {"{\"a\":1,\"b\":2}", "a", "b"}, "two keys would become one"},
      {"kept", {"{\"a\":1}", "a"}, "nothing would be left out"},
      {"cast", {"{\"a\":1}"}, "it has no string that is a number"},
      {"flattened", {"{\"a\":1}"}, "it has no object in it"},
      {"pretty", {"[]"}, "there is no member or element to write another way"},
      {"entries", {"{\"a\":1}"}, "it has fewer than two members"},
      {"member", {"{\"a\":1}", "b"}, "it has no such key"},
      {"member", {"[1]", "b"}, "it is no object"},
      {"misspelled", {"aaa"}, "there are no two different letters side by side"},
      {"broken", {"[]", "trailing_comma"}, "there is no place for a trailing_comma"},
      {"broken", {"1", "easy"}, "there is place for 0 faults only"},
      {"broken", {"{}", "soft"}, "'soft' is neither easy, medium or hard nor the name of a fault"},
      {"partly_fixed", {"{\"a\":1}", "easy"}, "one fault cannot be mended in part"},
  };
  for (const auto& test : kCases) {
    const Result result = Evaluate(test.name, test.arguments);
    EXPECT_FALSE(result.good) << test.name << ": " << result.text;
    EXPECT_EQ(result.text, test.why) << test.name;
  }
}

constexpr std::string_view kRecord =
    R"({"name":"Ana","age":27,"tags":["graph","json"],"address":{"city":"Zürich","n":[1,2]},"ok":true})";

TEST(FunctionTest, BrokenIsNeverJsonAndEachSeedBreaksOtherwise) {
  const std::string nested = Evaluate("nested", {kRecord}).text;
  for (std::string_view level : {"easy", "medium", "hard"}) {
    std::set<std::string> texts;
    for (uint64_t seed = 0; seed < 300; ++seed) {
      const Result broken = Evaluate("broken", {nested, level}, seed);
      ASSERT_TRUE(broken.good) << broken.text;
      EXPECT_FALSE(IsJson(broken.text)) << broken.text;
      texts.insert(broken.text);
      EXPECT_EQ(Evaluate("broken", {nested, level}, seed).text, broken.text);
      if (level == "easy") continue;
      const Result partly = Evaluate("partly_fixed", {nested, level}, seed);
      ASSERT_TRUE(partly.good) << partly.text;
      EXPECT_FALSE(IsJson(partly.text)) << partly.text;
      EXPECT_NE(partly.text, broken.text);
    }
    EXPECT_GT(texts.size(), level == "easy" ? 15u : 200u) << level;
  }
}

TEST(FunctionTest, MessyKeepsTheValueAndOverfixedDoesNot) {
  const std::string normal = Evaluate("sorted", {kRecord}).text;
  std::set<std::string> texts;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const Result messy = Evaluate("messy", {kRecord}, seed);
    ASSERT_TRUE(messy.good);
    EXPECT_EQ(Evaluate("sorted", {messy.text}).text, normal) << messy.text;
    EXPECT_NE(messy.text, normal);
    texts.insert(messy.text);
    const Result overfixed = Evaluate("overfixed", {kRecord}, seed);
    ASSERT_TRUE(overfixed.good);
    EXPECT_TRUE(IsJson(overfixed.text)) << overfixed.text;
    EXPECT_NE(overfixed.text, normal);
  }
  EXPECT_GT(texts.size(), 250u);
}

TEST(FunctionTest, KeysOfOneExampleAreDifferent) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    std::set<std::string> keys;
    for (std::string_view n : {"1", "2", "3", "4", "5"}) {
      keys.insert(Evaluate("any_key", {kRecord, n}, seed).text);
    }
    EXPECT_EQ(keys.size(), 5u);
  }
}

// Made far larger, or nested as deep as a record may be.
TEST(FunctionTest, HostileJsonTakesBoundedTime) {
  std::string deep(1000, '[');
  deep += std::string(1000, ']');
  std::string wide = "[";
  while (wide.size() < 900'000) wide += "1,";
  wide += "1]";
  for (const Function& function : JsonFaults()) {
    for (const std::string& json : {deep, wide}) {
      std::vector<std::string_view> arguments = {json};
      if (function.min_arguments > 1) arguments.emplace_back("medium");
      Evaluate(function.name, arguments);
    }
  }
  EXPECT_LT(Evaluate("pretty", {deep}).text.size(), 1'000'000u);
  EXPECT_FALSE(Evaluate("letters", {std::string(2'000'000, 'a')}).good);
}

TEST(FunctionTest, TheRegistryIsDocumentedAndWithoutDoubles) {
  std::set<std::string_view> names;
  for (const Function& function : Functions()) {
    EXPECT_TRUE(names.insert(function.name).second) << function.name;
    EXPECT_FALSE(function.does.empty());
    EXPECT_LE(function.min_arguments, function.max_arguments);
  }
}

}  // namespace
}  // namespace jsonl::generate
