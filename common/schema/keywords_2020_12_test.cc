// The keywords of 2020-12, from its specification: what draft-07 has not, or has otherwise. The
// others are covered by suite_test.cc.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/schema/schema.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

struct Row {
  const char* name;
  std::string schema;  // without $schema
  std::vector<std::string> valid;
  std::vector<std::string> invalid;
};

class Keywords202012Test : public testing::TestWithParam<Row> {};

TEST_P(Keywords202012Test, TellsValidFromInvalid) {
  const std::string text =
      text::Cat("{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", ",
                std::string_view(GetParam().schema).substr(1));
  test::ParsedText parsed(text);
  auto schema = Schema::Compile(parsed.root());
  ASSERT_TRUE(schema.ok()) << schema.status();
  for (const std::string& instance : GetParam().valid) {
    std::vector<Violation> violations;
    EXPECT_TRUE(schema->Validate(test::ParsedText(instance).root(), &violations)) << instance;
    EXPECT_TRUE(violations.empty());
  }
  for (const std::string& instance : GetParam().invalid) {
    std::vector<Violation> violations;
    EXPECT_FALSE(schema->Validate(test::ParsedText(instance).root(), &violations)) << instance;
    EXPECT_FALSE(violations.empty()) << instance;
  }
}

std::string NameOf(const testing::TestParamInfo<Row>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Arrays, Keywords202012Test,
    testing::Values(
        Row{"PrefixItems",
            R"({"prefixItems": [{"type": "string"}, {"type": "integer"}]})",
            {"[]", R"(["a"])", R"(["a", 1, null])", "{}"},
            {"[1]", R"(["a", "b"])"}},
        Row{"ItemsAfterPrefix",
            R"({"prefixItems": [true], "items": {"type": "null"}})",
            {"[1]", "[1, null]"},
            {"[1, 2]"}},
        Row{"ItemsFalse",
            R"({"prefixItems": [true, true], "items": false})",
            {"[1, 2]"},
            {"[1, 2, 3]"}},
        Row{"AdditionalItemsIsNoKeyword",
            R"({"prefixItems": [true], "additionalItems": false})",
            {"[1, 2]"},
            {}},
        Row{"MinContains",
            R"({"contains": {"const": 1}, "minContains": 2})",
            {"[1, 1]", "[1, 2, 1]", "3"},
            {"[]", "[1]", "[2, 2]"}},
        Row{"MinContainsZero",
            R"({"contains": {"const": 1}, "minContains": 0})",
            {"[]", "[2]"},
            {}},
        Row{"MaxContains",
            R"({"contains": {"const": 1}, "maxContains": 1})",
            {"[1]", "[1, 2]"},
            {"[]", "[1, 1]"}},
        Row{"MinContainsAlone", R"({"minContains": 3})", {"[]"}, {}},
        Row{"UnevaluatedItemsAfterPrefix",
            R"({"prefixItems": [true], "unevaluatedItems": {"type": "null"}})",
            {"[1]", "[1, null]"},
            {"[1, 2]"}},
        Row{"UnevaluatedItemsSeesInside",
            R"({"allOf": [{"prefixItems": [true, true]}], "unevaluatedItems": false})",
            {"[1, 2]"},
            {"[1, 2, 3]"}},
        Row{"UnevaluatedItemsAfterItems",
            R"({"items": {"type": "integer"}, "unevaluatedItems": false})",
            {"[1, 2]"},
            {R"(["a"])"}},
        Row{"UnevaluatedItemsAfterContains",
            R"({"contains": {"type": "string"}, "unevaluatedItems": false})",
            {R"(["a"])", R"(["a", "b"])"},
            {R"(["a", 1])"}},
        Row{"UnevaluatedItemsOfFailedBranch",
            R"({"anyOf": [{"prefixItems": [{"const": 1}]}, {"prefixItems": [true, {"const": 2}]}], "unevaluatedItems": false})",
            {"[1]", "[3, 2]", "[1, 2]"},
            {"[1, 3]", "[3, 2, 4]"}},
        Row{"UnevaluatedItemsNested",
            R"({"items": {"unevaluatedItems": false, "prefixItems": [true]}})",
            {"[[1]]"},
            {"[[1, 2]]"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Objects, Keywords202012Test,
    testing::Values(
        Row{"DependentRequired",
            R"({"dependentRequired": {"a": ["b", "c"]}})",
            {"{}", R"({"b": 1})", R"({"a": 1, "b": 1, "c": 1})", "[]"},
            {R"({"a": 1})", R"({"a": 1, "b": 1})"}},
        Row{"DependentSchemas",
            R"({"dependentSchemas": {"a": {"required": ["b"]}, "c": false}})",
            {"{}", R"({"a": 1, "b": 1})"},
            {R"({"a": 1})", R"({"c": 1})"}},
        Row{"DependenciesIsNoKeyword", R"({"dependencies": {"a": ["b"]}})", {R"({"a": 1})"}, {}},
        Row{"UnevaluatedProperties",
            R"({"properties": {"a": true}, "patternProperties": {"^x": true}, "unevaluatedProperties": false})",
            {"{}", R"({"a": 1, "x1": 2})"},
            {R"({"b": 1})"}},
        Row{"UnevaluatedPropertiesSchema",
            R"({"unevaluatedProperties": {"type": "integer"}})",
            {R"({"a": 1})"},
            {R"({"a": "b"})"}},
        Row{"UnevaluatedPropertiesSeesAllOf",
            R"({"allOf": [{"properties": {"a": true}}], "properties": {"b": true}, "unevaluatedProperties": false})",
            {R"({"a": 1, "b": 2})"},
            {R"({"a": 1, "c": 2})"}},
        Row{"UnevaluatedPropertiesSeesRef",
            R"({"$ref": "#/$defs/base", "properties": {"b": true}, "unevaluatedProperties": false, "$defs": {"base": {"properties": {"a": true}}}})",
            {R"({"a": 1, "b": 2})"},
            {R"({"c": 2})"}},
        Row{"UnevaluatedPropertiesAllBranches",
            R"({"anyOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"properties": {"b": true}, "required": ["b"]}], "unevaluatedProperties": false})",
            {R"({"a": 1})", R"({"b": 1})", R"({"a": 1, "b": 1})"},
            {R"({"a": "x", "b": 1})", R"({"a": 1, "c": 1})"}},
        Row{"UnevaluatedPropertiesOneOf",
            R"({"oneOf": [{"properties": {"a": {"const": 1}}, "required": ["a"]}, {"properties": {"b": {"const": 1}}, "required": ["b"]}], "unevaluatedProperties": false})",
            {R"({"a": 1})", R"({"b": 1})"},
            {R"({"a": 1, "b": 2})"}},
        Row{"UnevaluatedPropertiesIf",
            R"({"if": {"properties": {"kind": {"const": "x"}}, "required": ["kind"]}, "then": {"properties": {"x": true}}, "else": {"properties": {"y": true}}, "unevaluatedProperties": false})",
            {R"({"kind": "x", "x": 1})", R"({"y": 1})"},
            {R"({"kind": "x", "y": 1})", R"({"kind": "z"})", R"({"x": 1})"}},
        Row{"UnevaluatedPropertiesNot",
            R"({"not": {"not": {"properties": {"a": true}}}, "unevaluatedProperties": false})",
            {"{}"},
            {R"({"a": 1})"}},
        Row{"UnevaluatedPropertiesDependentSchemas",
            R"({"properties": {"a": true}, "dependentSchemas": {"a": {"properties": {"b": true}}}, "unevaluatedProperties": false})",
            {R"({"a": 1, "b": 1})"},
            {R"({"b": 1})"}},
        Row{"UnevaluatedPropertiesAdditional",
            R"({"additionalProperties": {"type": "integer"}, "unevaluatedProperties": false})",
            {R"({"a": 1})"},
            {R"({"a": "x"})"}},
        Row{"UnevaluatedPropertiesCousins",
            R"({"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": false}]})",
            {"{}"},
            {R"({"a": 1})"}},
        Row{"UnevaluatedPropertiesInner",
            R"({"allOf": [{"properties": {"a": true}, "unevaluatedProperties": {"type": "null"}}], "unevaluatedProperties": false})",
            {R"({"a": 1, "b": null})"},
            {R"({"b": 1})"}},
        Row{"UnevaluatedPropertiesRecursive",
            R"({"$id": "tree", "properties": {"child": {"$ref": "tree"}}, "unevaluatedProperties": false})",
            {R"({"child": {"child": {}}})"},
            {R"({"child": {"x": 1}})"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    References, Keywords202012Test,
    testing::Values(
        Row{"RefHasSiblings",
            R"({"$ref": "#/$defs/a", "maxItems": 1, "$defs": {"a": {"type": "array"}}})",
            {"[1]"},
            {"[1, 2]", "1"}},
        Row{"Anchor",
            R"({"$ref": "#here", "$defs": {"a": {"$anchor": "here", "type": "integer"}}})",
            {"1"},
            {"\"a\""}},
        Row{"AnchorInResource",
            R"({"$id": "http://a/root", "$ref": "child#here", "$defs": {"x": {"$id": "child", "$defs": {"y": {"$anchor": "here", "type": "null"}}}, "z": {"$anchor": "here", "type": "integer"}}})",
            {"null"},
            {"1"}},
        Row{"EmbeddedDialect",
            R"({"$ref": "old", "$defs": {"old": {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "old", "items": [{"type": "integer"}], "additionalItems": false}}})",
            {"[1]"},
            {"[1, 2]", "[null]"}},
        Row{"DefinitionsStillWork",
            R"({"$ref": "#/definitions/a", "definitions": {"a": {"type": "null"}}})",
            {"null"},
            {"1"}},
        Row{"DynamicRefWithoutAnchorIsRef",
            R"({"$dynamicRef": "#a", "$defs": {"x": {"$anchor": "a", "type": "null"}}})",
            {"null"},
            {"1"}},
        Row{"DynamicRefToOutermost",
            R"({"$id": "http://a/list-of-strings", "$ref": "list",
                "$defs": {"strings": {"$dynamicAnchor": "item", "type": "string"},
                          "list": {"$id": "list", "type": "array", "items": {"$dynamicRef": "#item"},
                                   "$defs": {"any": {"$dynamicAnchor": "item"}}}}})",
            {R"(["a"])"},
            {"[1]", "{}"}},
        Row{"RefToDynamicAnchorIsStatic",
            R"({"$id": "http://a/root", "$ref": "list",
                "$defs": {"strings": {"$dynamicAnchor": "item", "type": "string"},
                          "list": {"$id": "list", "type": "array", "items": {"$ref": "#item"},
                                   "$defs": {"any": {"$dynamicAnchor": "item"}}}}})",
            {"[1]"},
            {"{}"}},
        Row{"StrictTree",
            R"({"$id": "http://a/strict-tree", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false,
                "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node", "type": "object",
                                   "properties": {"data": true, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}}}})",
            {R"({"children": [{"data": 1}]})"},
            {R"({"children": [{"daat": 1}]})", R"({"x": 1})"}},
        Row{"Metaschema",
            R"({"$ref": "https://json-schema.org/draft/2020-12/schema"})",
            {"true", "{}", R"({"minLength": 1})", R"({"$defs": {"a": {"type": ["null"]}}})"},
            {"1", R"({"minLength": -1})", R"({"$defs": {"a": {"type": 1}}})",
             R"({"items": [{}]})"}}),
    NameOf);

}  // namespace
}  // namespace jsonl::schema
