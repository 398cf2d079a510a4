#include "tools/validate/schema_rule.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

#include "tools/validate/rule_testing.h"

namespace jsonl {
namespace {

TEST(SchemaRuleTest, SaysWhatIsWrongAndWhere) {
  const test::ParsedText schema(R"({
    "type": "object",
    "required": ["id"],
    "properties": {
      "id": {"type": "string", "pattern": "^[a-z]+$"},
      "tags": {"type": "array", "items": {"type": "string"}},
      "a.b": {"minimum": 3}
    },
    "additionalProperties": false
  })");
  SchemaRule rule(schema::Schema::Compile(schema.root()).value());
  const std::pair<std::string_view, std::string_view> cases[] = {
      {R"({"id": "a"})", ""},
      {R"({"id": "a", "tags": ["x", "y"], "a.b": 3})", ""},
      {R"({})", "schema-violation  Record: missing property 'id' (schema: required)"},
      {R"({"id": "A"})",
       "schema-violation /id Field 'id': must match the pattern '^[a-z]+$', found \"A\" "
       "(schema: pattern)"},
      {R"({"id": "a", "tags": ["x", 7]})",
       "schema-violation /tags/1 Field 'tags.1': must be a string, found 7 "
       "(schema: type)"},
      {R"({"id": "a", "a.b": 2})",
       "schema-violation /a.b Field '/a.b': must be at least 3, found 2 (schema: minimum)"},
      {R"({"id": "a", "other": 1})",
       "schema-violation /other Field 'other': unexpected property 'other' "
       "(schema: additionalProperties)"},
  };
  for (const auto& [record, findings] : cases) {
    EXPECT_EQ(test::Check(rule, record), findings) << record;
  }
}

TEST(SchemaRuleTest, FindsAll) {
  const test::ParsedText schema(R"({"required": ["a", "b"], "properties": {"c": false}})");
  SchemaRule rule(schema::Schema::Compile(schema.root()).value());
  EXPECT_EQ(test::Check(rule, R"({"c": 1})"),
            "schema-violation /c Field 'c': unexpected property 'c' (schema: properties) | "
            "schema-violation  Record: missing property 'a' (schema: required) | "
            "schema-violation  Record: missing property 'b' (schema: required)");
  // Nothing is left of the record before.
  EXPECT_EQ(test::Check(rule, R"({"a": 1, "b": 2})"), "");
}

}  // namespace
}  // namespace jsonl
