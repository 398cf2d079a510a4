#include "common/schema/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

std::string ErrorOf(const std::string& schema) {
  test::ParsedText parsed(schema);
  auto compiled = Schema::Compile(parsed.root());
  EXPECT_TRUE(compiled.ok() || absl::IsInvalidArgument(compiled.status())) << compiled.status();
  return std::string(text::FromAbsl(compiled.status().message()));
}

// "pointer keyword: message", a line each.
std::string ViolationsOf(const std::string& schema, const std::string& instance,
                         const CompileOptions& options = {}) {
  test::ParsedText parsed(schema);
  auto compiled = Schema::Compile(parsed.root(), options);
  if (!compiled.ok()) return std::string(text::FromAbsl(compiled.status().message()));
  std::vector<Violation> violations;
  const bool valid = compiled->Validate(test::ParsedText(instance).root(), &violations);
  EXPECT_EQ(valid, violations.empty());
  std::string out;
  for (const Violation& v : violations) {
    text::Append(&out, out.empty() ? "" : "\n", v.pointer, " ", v.keyword, ": ", v.message);
  }
  return out;
}

// Most strings are not counted, as their size in bytes tells.
TEST(SchemaTest, CountsCodePointsWhereBytesDoNotTell) {
  const std::string_view kCharacters[] = {"a", "\u00e9", "\u20ac", "\U0001f600"};
  for (int min = 0; min <= 4; ++min) {
    for (int max = 0; max <= 4; ++max) {
      const std::string schema =
          text::Cat("{\"items\": {\"minLength\": ", min, ", \"maxLength\": ", max, "}}");
      test::ParsedText parsed(schema);
      const auto compiled = Schema::Compile(parsed.root());
      ASSERT_TRUE(compiled.ok());
      for (std::string_view character : kCharacters) {
        std::string string;
        for (int count = 0; count <= 6; ++count) {
          EXPECT_EQ(compiled->Validate(test::ParsedText("[\"" + string + "\"]").root(), nullptr),
                    count >= min && count <= max)
              << schema << " " << string;
          string += character;
        }
      }
    }
  }
}

TEST(SchemaTest, FindsMembersInAnyOrder) {
  for (const int names : {1, 3, 16, 17, 64, 65, 100}) {
    std::vector<std::string> members;
    std::string properties;
    std::string required;
    for (int i = 0; i < names; ++i) {
      const std::string name =
          text::Cat("\"", std::string(static_cast<size_t>(i % 20), 'n'), i, "\"");
      members.push_back(text::Cat(name, ": ", i));
      text::Append(&properties, i == 0 ? "" : ", ", name, ": {\"const\": ", i, "}");
      if (i % 2 == 0) text::Append(&required, i == 0 ? "" : ", ", name);
    }
    const std::string schema = text::Cat("{\"properties\": {", properties, "}, \"required\": [",
                                         required, "], \"additionalProperties\": false}");
    test::ParsedText parsed(schema);
    const auto compiled = Schema::Compile(parsed.root());
    ASSERT_TRUE(compiled.ok());
    const auto valid = [&](const std::vector<std::string>& list) {
      std::string instance = "{";
      for (const std::string& member : list) {
        text::Append(&instance, instance.size() == 1 ? "" : ", ", member);
      }
      return compiled->Validate(test::ParsedText(instance + "}").root(), nullptr);
    };
    std::mt19937_64 random(1);
    for (int round = 0; round < 20; ++round) {
      std::shuffle(members.begin(), members.end(), random);
      EXPECT_TRUE(valid(members)) << names;
      std::vector<std::string> other = members;
      other.push_back("\"other\": 1");
      EXPECT_FALSE(valid(other)) << names;
      // Each is required where its number is even.
      const std::string gone = members.back();
      other.assign(members.begin(), members.end() - 1);
      EXPECT_EQ(valid(other), (gone.back() - '0') % 2 == 1) << gone;
      other.push_back(gone + ".5");
      EXPECT_FALSE(valid(other)) << gone;
    }
  }
}

TEST(SchemaTest, SaysWhatIsWrongWithASchema) {
  const std::pair<const char*, const char*> rows[] = {
      {"1", "the schema: must be a schema (an object, true or false), found a number"},
      {R"({"properties": {"age": {"minimum": "0"}}})",
       "/properties/age/minimum: must be a number, found a string"},
      {R"({"properties": []})", "/properties: must be an object, found an array"},
      {R"({"properties": {"a/b": 1}})",
       "/properties/a~1b: must be a schema (an object, true or false), found a number"},
      {R"({"type": "int"})", "/type: is no type: \"int\""},
      {R"({"type": []})", "/type: must not be empty"},
      {R"({"type": ["string", 1]})", "/type/1: must be a string, found a number"},
      {R"({"enum": "a"})", "/enum: must be an array, found a string"},
      {R"({"minLength": -1})", "/minLength: must be a whole number, 0 or more, found -1"},
      {R"({"maxItems": 1.5})", "/maxItems: must be a whole number, 0 or more, found 1.5"},
      {R"({"multipleOf": 0})", "/multipleOf: must be above 0"},
      {R"({"exclusiveMinimum": true})", "/exclusiveMinimum: must be a number, found a boolean"},
      {R"({"required": "a"})", "/required: must be an array, found a string"},
      {R"({"required": [1]})", "/required/0: must be a string, found a number"},
      {R"({"items": {"allOf": []}})", "/items/allOf: must not be empty"},
      {R"({"anyOf": {}})", "/anyOf: must be an array, found an object"},
      {R"({"uniqueItems": 1})", "/uniqueItems: must be a boolean, found a number"},
      {R"({"pattern": "(?=a)b"})",
       "/pattern: is no pattern that can be used: the lookahead at character 4 cannot be expressed "
       "in RE2"},
      {R"({"patternProperties": {"(": {}}})",
       "/patternProperties/(: is no pattern that can be used: a '(' without ')' at character 2"},
      {R"({"$schema": "http://json-schema.org/draft-04/schema#"})",
       "/$schema: must be the URI of draft-07 or 2020-12, found "
       "\"http://json-schema.org/draft-04/schema#\""},
      {R"({"$ref": 1})", "/$ref: must be a string, found a number"},
      {R"({"$ref": "#/definitions/a"})",
       "/$ref: refers to \"#/definitions/a\", which does not exist"},
      {R"({"$ref": "#nowhere"})", "/$ref: refers to \"#nowhere\", which does not exist"},
      {R"({"$ref": "#/x", "x": 1})", "/$ref: refers to a number, which is no schema"},
      {R"({"items": {"$ref": "http://example.com/a.json#/b"}})",
       "/items/$ref: refers to \"http://example.com/a.json#/b\", which is not in this schema; "
       "others are never fetched"},
      {R"({"definitions": {"a": {"type": 1}}})",
       "/definitions/a/type: must be a string, found a number"},
      {R"({"$ref": "#"})",
       "/$ref: leads back to itself for the same instance, which would never end"},
      {R"({"then": {"minimum": null}})", "/then/minimum: must be a number, found null"},
  };
  for (const auto& [schema, error] : rows) EXPECT_EQ(ErrorOf(schema), error) << schema;
}

TEST(SchemaTest, FindsCyclesThatTakeNothing) {
  for (
      const char* schema :
      {R"({"allOf": [{"$ref": "#"}]})", R"({"anyOf": [{"type": "null"}, {"$ref": "#"}]})",
       R"({"not": {"$ref": "#"}})", R"({"if": {"$ref": "#"}})",
       R"({"dependencies": {"a": {"$ref": "#"}}})",
       R"({"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}})",
       R"({"properties": {"x": {"oneOf": [{"$ref": "#/properties/x"}]}}})"}) {
    EXPECT_NE(ErrorOf(schema).find("never end"), std::string::npos) << schema;
  }
  for (
      const char* schema :
      {R"({"properties": {"x": {"$ref": "#"}}})", R"({"items": {"$ref": "#"}})",
       R"({"contains": {"$ref": "#"}})", R"({"allOf": [{"items": {"$ref": "#"}}]})",
       R"({"allOf": [{"$ref": "#/definitions/a"}, {"$ref": "#/definitions/a"}], "definitions": {"a": {}}})"}) {
    EXPECT_EQ(ErrorOf(schema), "") << schema;
  }
}

TEST(SchemaTest, SaysWhatIsWrongWithAnInstance) {
  struct Row {
    const char* schema;
    const char* instance;
    const char* violations;
  };
  const Row rows[] = {
      {R"({"type": "integer"})", "1.5", " type: must be an integer, found 1.5"},
      {R"({"type": ["string", "null"]})", "[]", " type: must be a string or null, found an array"},
      {R"({"type": ["integer", "string", "boolean"]})", "null",
       " type: must be an integer, a string or a boolean, found null"},
      {R"({"required": ["age", "name"]})", R"({"name": 1})", " required: missing property 'age'"},
      {R"({"enum": ["a", "b"]})", R"("c")", R"( enum: must be one of "a", "b", found "c")"},
      {R"({"const": {"a": 1}})", "2", R"( const: must be {"a": 1}, found 2)"},
      {R"({"minimum": 0})", "-1", " minimum: must be at least 0, found -1"},
      {R"({"maximum": 1e2})", "101", " maximum: must be at most 1e2, found 101"},
      {R"({"exclusiveMinimum": 0})", "0", " exclusiveMinimum: must be above 0, found 0"},
      {R"({"exclusiveMaximum": 18446744073709551616})", "18446744073709551616",
       " exclusiveMaximum: must be below 18446744073709551616, found 18446744073709551616"},
      {R"({"multipleOf": 0.01})", "1.005", " multipleOf: must be a multiple of 0.01, found 1.005"},
      {R"({"minLength": 1})", R"("")", " minLength: must have at least 1 character, has 0"},
      {R"({"maxLength": 2})", "\"\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\"",
       " maxLength: must have at most 2 characters, has 3"},
      {R"({"pattern": "^a"})", R"("b")", " pattern: must match the pattern '^a', found \"b\""},
      {R"({"minItems": 2})", "[1]", " minItems: must have at least 2 items, has 1"},
      {R"({"maxProperties": 0})", R"({"a": 1})",
       " maxProperties: must have at most 0 properties, has 1"},
      {R"({"uniqueItems": true})", "[1, 2, 1.0]",
       " uniqueItems: items must be unique: items 0 and 2 are equal"},
      {R"({"contains": {"type": "null"}})", "[1]",
       " contains: must have at least 1 item of the kind that contains asks for, has 0"},
      {R"({"additionalProperties": false, "properties": {"a": {}}})", R"({"a": 1, "b/c": 2})",
       "/b~1c additionalProperties: unexpected property 'b/c'"},
      {R"({"items": [{}], "additionalItems": false})", "[1, 2]",
       "/1 additionalItems: unexpected item"},
      {R"({"propertyNames": {"pattern": "^a"}})", R"({"b": 1})",
       " propertyNames: the name 'b' is not allowed"},
      {R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})",
       " dependencies: missing property 'b', which 'a' asks for"},
      {R"({"not": {}})", "1", " not: matches the schema of not"},
      {R"({"anyOf": [{"minimum": 5}, {"minimum": 3}]})", "1",
       " anyOf: matches none of the 2 schemas of anyOf"},
      {R"({"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]})", "{}",
       " required: missing property 'a'\n anyOf: matches none of the 2 schemas of anyOf"},
      {R"({"oneOf": [{}, true]})", "1",
       " oneOf: matches 2 of the 2 schemas of oneOf, must match exactly one"},
      {"false", "1", " : nothing is allowed here"},
      {R"({"properties": {"a": {"items": {"type": "string"}}, "b": {"minimum": 1}}})",
       R"({"a": ["x", 1, true], "b": 0})",
       "/a/1 type: must be a string, found 1\n/a/2 type: must be a string, found true\n/b minimum: "
       "must be at least 1, found 0"},
      {R"({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}})",
       R"({"a": 1})", " required: missing property 'b'"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(ViolationsOf(row.schema, row.instance), row.violations) << row.schema;
}

TEST(SchemaTest, LongListsAreCut) {
  std::string values;
  for (int i = 0; i < 100; ++i) text::Append(&values, i == 0 ? "" : ", ", "\"value", i, "\"");
  const std::string found = ViolationsOf(text::Cat("{\"enum\": [", values, "]}"), "1");
  EXPECT_NE(found.find("\"value0\", \"value1\""), std::string::npos) << found;
  EXPECT_NE(found.find(" more, found 1"), std::string::npos) << found;
  EXPECT_LT(found.size(), 200);
}

TEST(SchemaTest, FormatsAreAssertedOnlyWhenAsked) {
  const char* schema = R"({"format": "date"})";
  EXPECT_EQ(ViolationsOf(schema, R"("2023-02-29")"), "");
  CompileOptions options;
  options.assert_formats = true;
  EXPECT_EQ(ViolationsOf(schema, R"("2023-02-29")", options),
            " format: must be of the format 'date', found \"2023-02-29\"");
  EXPECT_EQ(ViolationsOf(R"({"format": "color"})", R"("x")", options), "");
}

TEST(SchemaTest, OutlivesItsText) {
  absl::StatusOr<Schema> schema = absl::UnknownError("");
  {
    test::ParsedText parsed(
        R"({"properties": {"n\u0061me": {"enum": ["\u0061", "b", 3], "minimum": 4}}})");
    schema = Schema::Compile(parsed.root());
  }
  ASSERT_TRUE(schema.ok());
  std::vector<Violation> violations;
  EXPECT_TRUE(schema->Validate(test::ParsedText(R"({"name": "a"})").root(), &violations));
  EXPECT_FALSE(schema->Validate(test::ParsedText(R"({"name": 3})").root(), &violations));
  ASSERT_EQ(violations.size(), 1);
  EXPECT_EQ(violations[0].message, "must be at least 4, found 3");
}

TEST(SchemaTest, ManyPropertiesAreFoundByName) {
  std::string properties;
  std::string required;
  std::string instance;
  for (int i = 0; i < 300; ++i) {
    const char* comma = i == 0 ? "" : ", ";
    text::Append(&properties, comma, "\"property", i, "\": {\"const\": ", i, "}");
    text::Append(&required, comma, "\"property", 299 - i, "\"");
    text::Append(&instance, comma, "\"property", (i * 7) % 300, "\": ", (i * 7) % 300);
  }
  const std::string schema = text::Cat("{\"properties\": {", properties, "}, \"required\": [",
                                       required, "], \"additionalProperties\": false}");
  EXPECT_EQ(ViolationsOf(schema, text::Cat("{", instance, "}")), "");
  EXPECT_EQ(ViolationsOf(schema, text::Cat("{", instance, ", \"property300\": 1}")),
            "/property300 additionalProperties: unexpected property 'property300'");
  const size_t comma = instance.find(',');
  EXPECT_EQ(ViolationsOf(schema, text::Cat("{", instance.substr(comma + 1), "}")),
            " required: missing property 'property0'");
  // A name that comes twice does not make up for one that is missing.
  EXPECT_EQ(ViolationsOf(R"({"required": ["a", "b"]})", R"({"a": 1, "a": 2})"),
            " required: missing property 'b'");
}

}  // namespace
}  // namespace jsonl::schema
