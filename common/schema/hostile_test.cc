// Schemas and instances that are made to take long, much stack or much memory.

#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/schema/schema.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

std::string Repeat(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// Compiles and validates. Far from any bound on quadratic behaviour when that is linear.
std::vector<Violation> ViolationsOf(const std::string& schema, const std::string& instance) {
  const std::clock_t start = std::clock();  // of this process, however busy the machine is
  test::ParsedText parsed(schema);
  auto compiled = Schema::Compile(parsed.root());
  EXPECT_TRUE(compiled.ok()) << compiled.status();
  std::vector<Violation> violations;
  if (compiled.ok()) compiled->Validate(test::ParsedText(instance).root(), &violations);
  EXPECT_LT(std::clock() - start, 20 * CLOCKS_PER_SEC);
  return violations;
}

TEST(HostileTest, ExplodingAlternativesAreGivenUp) {
  std::string definitions = R"("d0": {"type": "null"})";
  for (int i = 1; i < 40; ++i) {
    text::Append(&definitions, ", \"d", i, "\": {\"anyOf\": [{\"$ref\": \"#/definitions/d", i - 1,
                 "\"}, {\"$ref\": \"#/definitions/d", i - 1, "\"}]}");
  }
  const std::string schema = text::Cat(
      "{\"allOf\": [{\"$ref\": \"#/definitions/d39\"}], \"definitions\": {", definitions, "}}");
  auto violations = ViolationsOf(schema, "1");
  ASSERT_EQ(violations.size(), 1);
  EXPECT_EQ(violations[0].keyword, "");
  EXPECT_TRUE(violations[0].message.starts_with("not checked: the schema asks for more than "))
      << violations[0].message;
  // Giving up is no answer that `not` could turn round.
  EXPECT_EQ(ViolationsOf(text::Cat("{\"not\": ", schema.substr(0, schema.find(", \"definitions\"")),
                                   "}, \"definitions\": {", definitions, "}}"),
                         "1")
                .size(),
            1);
}

TEST(HostileTest, LargeInstancesGetFewerStepsForEachValue) {
  std::string definitions = R"("d0": {"type": "null"})";
  for (int i = 1; i < 40; ++i) {
    text::Append(&definitions, ", \"d", i, "\": {\"anyOf\": [{\"$ref\": \"#/definitions/d", i - 1,
                 "\"}, {\"$ref\": \"#/definitions/d", i - 1, "\"}]}");
  }
  const auto violations =
      ViolationsOf(text::Cat("{\"items\": {\"$ref\": \"#/definitions/d39\"}, \"definitions\": {",
                             definitions, "}}"),
                   text::Cat("[1", Repeat(",1", 1'000'000), "]"));
  ASSERT_EQ(violations.size(), 1);
  EXPECT_EQ(violations[0].message, "not checked: the schema asks for more than 40325040 steps");
}

TEST(HostileTest, ChainsOfReferencesAreFollowed) {
  std::string definitions = R"("d0": {"type": "null"})";
  for (int i = 1; i < 50'000; ++i) {
    text::Append(&definitions, ", \"d", i, "\": {\"$ref\": \"#/definitions/d", i - 1, "\"}");
  }
  EXPECT_TRUE(ViolationsOf(text::Cat("{\"$ref\": \"#/definitions/d49999\", \"definitions\": {",
                                     definitions, "}}"),
                           "null")
                  .empty());
}

TEST(HostileTest, DeepChainsOfAllOfAreGivenUp) {
  std::string definitions = R"("d0": {"type": "null"})";
  for (int i = 1; i < 50'000; ++i) {
    text::Append(&definitions, ", \"d", i, "\": {\"allOf\": [{\"$ref\": \"#/definitions/d", i - 1,
                 "\"}]}");
  }
  auto violations = ViolationsOf(
      text::Cat("{\"$ref\": \"#/definitions/d49999\", \"definitions\": {", definitions, "}}"),
      "null");
  ASSERT_EQ(violations.size(), 1);
  EXPECT_NE(violations[0].message.find("within one another"), std::string::npos);
}

TEST(HostileTest, DynamicCyclesAreGivenUp) {
  auto violations = ViolationsOf(
      R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "a",
                            "$ref": "#/$defs/b", "$defs": {"b": {"$dynamicRef": "#a"}}})",
      "1");
  ASSERT_EQ(violations.size(), 1);
  EXPECT_NE(violations[0].message.find("within one another"), std::string::npos);
}

TEST(HostileTest, DeepInstancesOfRecursiveSchemas) {
  const std::string schema =
      R"({"type": "array", "items": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}})";
  EXPECT_TRUE(ViolationsOf(schema, Repeat("[", 1000) + Repeat("]", 1000)).empty());
  EXPECT_FALSE(ViolationsOf(schema, Repeat("[", 1000) + "1" + Repeat("]", 1000)).empty());
}

// Each level takes three schemas within one another, all of which ask what was evaluated.
TEST(HostileTest, DeepInstancesOfDynamicSchemas) {
  const std::string schema =
      R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "node",
          "anyOf": [{"allOf": [{"properties": {"a": {"$dynamicRef": "#node"}}}],
                     "patternProperties": {"^b": {"$ref": "#"}}, "unevaluatedProperties": false}],
          "unevaluatedProperties": {"type": "null"}})";
  EXPECT_TRUE(
      ViolationsOf(schema, Repeat("{\"a\":{\"b\":", 200) + "{}" + Repeat("}}", 200)).empty());
  EXPECT_FALSE(ViolationsOf(schema, Repeat("{\"a\":{\"b\":", 200) + "{\"c\":1}" + Repeat("}}", 200))
                   .empty());
}

TEST(HostileTest, DeepSchemas) {
  EXPECT_FALSE(ViolationsOf(Repeat("{\"not\":", 1001) + "true" + Repeat("}", 1001), "1").empty());
  EXPECT_TRUE(ViolationsOf(Repeat("{\"items\":", 1000) + "{\"type\": \"null\"}" + Repeat("}", 1000),
                           "[[[]]]")
                  .empty());
}

TEST(HostileTest, HugeEnums) {
  std::string values;
  for (int i = 0; i < 50'000; ++i)
    text::Append(&values, i == 0 ? "" : ",", "\"", i, "\",", i, ",[", i, "]");
  const std::string schema = text::Cat("{\"items\": {\"enum\": [", values, "]}}");
  EXPECT_TRUE(ViolationsOf(schema, text::Cat("[", values, "]")).empty());
  EXPECT_EQ(ViolationsOf(schema, R"(["x", -1, [1, 2]])").size(), 3);
}

TEST(HostileTest, ManyNames) {
  std::string properties;
  std::string names;
  for (int i = 0; i < 50'000; ++i) {
    text::Append(&properties, i == 0 ? "" : ",", "\"aaaaaaaa", i, "bbbbbbbb\":{}");
    text::Append(&names, i == 0 ? "" : ",", "\"aaaaaaaa", i, "bbbbbbbb\"");
  }
  EXPECT_TRUE(ViolationsOf(text::Cat("{\"properties\": {", properties, "}, \"required\": [", names,
                                     "], \"additionalProperties\": false}"),
                           text::Cat("{", properties, "}"))
                  .empty());
  const size_t comma = properties.find(',');
  const auto missing = ViolationsOf(text::Cat("{\"required\": [", names, "]}"),
                                    text::Cat("{", properties.substr(comma + 1), "}"));
  ASSERT_EQ(missing.size(), 1);
  EXPECT_EQ(missing[0].message, "missing property 'aaaaaaaa0bbbbbbbb'");
}

TEST(HostileTest, PointersIntoLargeContainers) {
  std::string refs;
  std::string targets;
  for (int i = 0; i < 50'000; ++i) {
    text::Append(&refs, i == 0 ? "" : ",", "{\"$ref\":\"#/x/", i, "\"},{\"$ref\":\"#/y/n", i,
                 "\"}");
    text::Append(&targets, i == 0 ? "" : ",", "{\"type\":\"null\"}");
  }
  std::string members;
  for (int i = 0; i < 50'000; ++i)
    text::Append(&members, i == 0 ? "" : ",", "\"n", i, "\":{\"type\":\"null\"}");
  EXPECT_TRUE(ViolationsOf(text::Cat("{\"allOf\":[{\"anyOf\":[", refs, "]}],\"x\":[", targets,
                                     "],\"y\":{", members, "}}"),
                           "null")
                  .empty());
}

TEST(HostileTest, ManyViolationsAreCut) {
  const auto violations =
      ViolationsOf(R"({"items": {"type": "string"}})", text::Cat("[1", Repeat(",1", 100'000), "]"));
  ASSERT_EQ(violations.size(), 1001);
  EXPECT_EQ(violations[999].pointer, "/999");
  EXPECT_EQ(violations[1000].message, "there are more violations, which are not listed");
  const std::string key(500'000, 'k');
  EXPECT_LT(ViolationsOf(R"({"additionalProperties": {"items": {"type": "string"}}})",
                         text::Cat("{\"", key, "\": [1", Repeat(",1", 1000), "]}"))
                .size(),
            5);
}

TEST(HostileTest, WorkOnOneValueIsBounded) {
  // Every level of the instance is hashed by every const.
  std::string schema = "{\"items\": {\"$ref\": \"#\"}, \"allOf\": [";
  for (int i = 0; i < 1000; ++i)
    text::Append(&schema, i == 0 ? "" : ",", "{\"not\": {\"const\": [", i, "]}}");
  schema += "]}";
  ViolationsOf(schema, Repeat("[", 900) + Repeat("1,", 2'000) + "1" + Repeat("]", 900));
  // One string is looked at by many patterns.
  std::string patterns = "{\"allOf\": [";
  for (int i = 0; i < 1000; ++i)
    text::Append(&patterns, i == 0 ? "" : ",", "{\"not\": {\"pattern\": \"(x+x+)+", i, "y\"}}");
  patterns += "]}";
  ViolationsOf(patterns, text::Cat("\"", std::string(50'000, 'x'), "\""));
}

// Each byte of the text leads to states that were never seen before, of many instructions.
TEST(HostileTest, WorkOfOnePatternIsBounded) {
  std::mt19937_64 random(1);
  std::string text = "\"";
  for (int i = 0; i < 200'000; ++i) text += "ab"[random() % 2];
  text += "\"";
  const auto violations = ViolationsOf(R"({"pattern": "(a|b)*a(a|b){4000}c"})", text);
  ASSERT_EQ(violations.size(), 1);
  EXPECT_EQ(violations[0].keyword, "");
  EXPECT_TRUE(ViolationsOf(R"({"pattern": "^[\\p{L}\\p{N} ]*$"})", text).empty());
}

}  // namespace
}  // namespace jsonl::schema
