#include "tools/validate/embedded_schema_rule.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "tools/validate/response_rule.h"
#include "tools/validate/rule_testing.h"

namespace jsonl {
namespace {

// A record of the task format; `schema` and `rest` as JSON.
std::string Record(std::string_view schema, std::string_view rest) {
  return text::Cat(R"({"task": "t", "input": {"instruction": "i", "schema": )", schema, "}, ", rest,
                   "}");
}

TEST(EmbeddedSchemaRuleTest, HoldsForTheResponse) {
  constexpr std::string_view kText = R"("{\"type\": \"integer\"}")";
  constexpr std::string_view kObject = R"({"properties": {"a": {"type": "integer"}}})";
  const std::pair<std::string, std::string_view> cases[] = {
      {Record(kText, R"("output": "7")"), ""},
      {Record(kText, R"("output": "7.5")"),
       "schema-violation /output Value of output: must be an integer, found 7.5 (schema: type)"},
      {Record(kText, R"("chosen": "7", "rejected": "no")"), ""},
      {Record(kText, R"("chosen": "no", "rejected": "7")"),
       "output-not-json /chosen Invalid JSON in chosen (column 1: expected a value, found 'no')"},
      {Record(kObject, R"("output": "{\"a\": 1}")"), ""},
      {Record(kObject, R"("output": "{\"a\": \"x\"}")"),
       "schema-violation /output Field 'a' of output: must be an integer, found a string "
       "(schema: type)"},
      {Record("true", R"("output": "7")"), ""},
      {Record("\"false\"", R"("output": "7")"),
       "schema-violation /output Value of output: nothing is allowed here (schema)"},
  };
  EmbeddedSchemaRule rule({});
  for (const auto& [record, findings] : cases) {
    EXPECT_EQ(test::Check(rule, record), findings) << record;
  }
}

TEST(EmbeddedSchemaRuleTest, LeavesRecordsWithoutOneAlone) {
  EmbeddedSchemaRule rule({});
  for (const std::string& record : {
           Record("null", R"("output": "no JSON")"),
           Record("\" \\n\"", R"("output": "no JSON")"),
           Record("{}", R"("output": 7)"),
           std::string(R"({"task": "t", "input": {"instruction": "i"}, "output": "no JSON"})"),
           std::string(R"({"instruction": "i", "input": "{}", "output": "no JSON"})"),
           std::string(R"({"messages": [], "input": {"schema": false}})"),
           std::string(R"({})"),
       }) {
    EXPECT_EQ(test::Check(rule, record), "unchecked") << record;
  }
}

TEST(EmbeddedSchemaRuleTest, AWrongSchemaIsAFindingOfTheRecord) {
  const std::pair<std::string, std::string_view> cases[] = {
      {Record(R"("{\"type\": 7}")", R"("output": "7")"),
       "bad-schema /input/schema Schema in 'input.schema': /type: "},
      {Record(R"({"type": "int"})", R"("output": "7")"),
       "bad-schema /input/schema Schema in 'input.schema': /type: "},
      {Record(R"("{")", R"("output": "7")"),
       "bad-schema /input/schema Schema in 'input.schema': not JSON (column 2: "},
      {Record("[1]", R"("output": "7")"), "bad-schema /input/schema Schema in 'input.schema': "},
      {Record(R"-({"pattern": "(?=x)"})-", R"("output": "7")"),
       "bad-schema /input/schema Schema in 'input.schema': /pattern: "},
      {Record(R"({"$ref": "http://localhost/s.json"})", R"("output": "7")"),
       "bad-schema /input/schema Schema in 'input.schema': /$ref: "},
      {Record(R"({"type": 7})", R"("output": 7)"),
       "bad-schema /input/schema Schema in 'input.schema': /type: "},
  };
  EmbeddedSchemaRule rule({});
  for (const auto& [record, findings] : cases) {
    const std::string found = test::Check(rule, record);
    EXPECT_TRUE(found.starts_with(findings)) << record << "\n" << found;
    EXPECT_EQ(found.find(" | "), found.npos) << found;
  }
}

TEST(EmbeddedSchemaRuleTest, FormatsAreAssertedWhereThatIsAsked) {
  const std::string record = Record(R"({"format": "date"})", R"("output": "\"tomorrow\"")");
  EmbeddedSchemaRule annotating({});
  EXPECT_EQ(test::Check(annotating, record), "");
  EmbeddedSchemaRule asserting({.assert_formats = true});
  EXPECT_EQ(test::Check(asserting, record),
            "schema-violation /output Value of output: must be of the format 'date', found "
            "\"tomorrow\" (schema: format)");
}

TEST(EmbeddedSchemaRuleTest, AResponseThatIsNoJsonIsOneFinding) {
  const test::ParsedText parsed(Record("true", R"("output": "no JSON")"));
  RecordContext context;
  context.Reset(parsed.root(), record::Recognise(parsed.root()));
  std::vector<report::Finding> findings;
  ResponseRule response({.json = true});
  EmbeddedSchemaRule embedded({});
  EXPECT_TRUE(response.Check(context, &findings));
  EXPECT_TRUE(embedded.Check(context, &findings));
  EXPECT_EQ(findings.size(), 1u) << test::Listed(findings);
}

}  // namespace
}  // namespace jsonl
