#include "tools/validate/rules/task_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tools/validate/rule_testing.h"

namespace jsonl {
namespace {

std::string Check(std::string_view record) {
  TaskRules rules({}, true);
  return test::Check(rules, record);
}

struct Case {
  std::string_view record;
  std::string_view findings;  // how they start
};

void Expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const std::string all = Check(c.record);
    if (c.findings.empty()) {
      EXPECT_EQ(all, "") << c.record;
    } else {
      EXPECT_EQ(all.substr(0, c.findings.size()), c.findings) << c.record;
    }
  }
}

TEST(TaskRulesTest, SchemaGenerate) {
  Expect({
      {R"({"task":"schema_generate","input":{"instruction":"i","schema":"{\"type\":\"object\"}"},)"
       R"("output":"{}"})",
       ""},
      {R"({"task":"schema_generate","input":{"instruction":"i","schema":{"type":"object"}},)"
       R"("chosen":"{}","rejected":"["})",
       ""},
      {R"({"task":"schema_generate","input":{"instruction":"i",)"
       R"("schema":"{\"properties\":{\"a\":{\"type\":\"integer\"}}}"},"output":"{\"a\":\"1\"}"})",
       "schema-violation /output "},
      {R"({"task":"schema_generate","input":{"instruction":"i","schema":{"type":"object"}},)"
       R"("chosen":"[]","rejected":"{}"})",
       "schema-violation /chosen "},
      {R"({"task":"schema_generate","input":{"instruction":"i","schema":"{type}"},"output":"{}"})",
       "bad-schema /input/schema "},
      {R"({"task":"schema_generate","input":{"instruction":"i","schema":{"type":"thing"}},)"
       R"("output":"{}"})",
       "bad-schema /input/schema "},
      {R"({"task":"schema_generate","input":{"instruction":"i"},"output":"{}"})",
       "missing-field /input/schema Missing 'input.schema' field"},
      {R"({"task":"schema_generate","input":{"instruction":"i","schema":{}},"output":"{"})",
       "output-not-json /output Invalid JSON in output (column 2"},
  });
}

TEST(TaskRulesTest, JsonRepair) {
  Expect({
      {R"({"task":"json_repair","input":{"instruction":"i","broken_json":"{\"a\":1,}"},)"
       R"("output":"{\"a\":1}"})",
       ""},
      {R"({"task":"json_repair","input":{"instruction":"i","broken_json":"{\"a\":1,}"},)"
       R"("chosen":"{\"a\":1}","rejected":"{\"a\":1,}"})",
       ""},
      {R"({"task":"json_repair","input":{"instruction":"i","broken_json":"{\"a\":1}"},)"
       R"("output":"{\"a\":1}"})",
       "input-not-broken /input/broken_json Field 'input.broken_json' is JSON"},
      {R"({"task":"json_repair","input":{"instruction":"i","broken_json":"{"},"output":"{"})",
       "output-not-json /output "},
      {R"({"task":"json_repair","input":{"instruction":"i"},"output":"{}"})",
       "missing-field /input/broken_json Missing 'input.broken_json' field"},
      {R"({"task":"json_repair","input":{"instruction":"i","broken_json":7},"output":"{}"})",
       "wrong-type /input/broken_json Field 'input.broken_json' must be a string"},
  });
}

TEST(TaskRulesTest, TextToJson) {
  Expect({
      {R"({"task":"text_to_json","input":{"instruction":"Extract {name:string, age:int}.",)"
       R"("text":"t"},"output":"{\"age\":27,\"name\":\"Ana\"}"})",
       ""},
      {R"({"task":"text_to_json","input":{"instruction":"Extract {name:string, age:int}."},)"
       R"("output":"{\"age\":\"27\"}"})",
       "field-mismatch /output Output has a string for 'age', not an integer | "
       "field-mismatch /output Output has no field 'name'"},
      {R"({"task":"text_to_json","input":{"instruction":"Extract {name:string}."},)"
       R"("chosen":"{\"name\":\"x\"}","rejected":"{}"})",
       ""},
      {R"({"task":"text_to_json","input":{"instruction":"Extract the name."},"output":"no"})",
       "output-not-json /output "},
  });
  EXPECT_EQ(Check(R"({"task":"text_to_json","input":{"instruction":"All."},"output":"{}"})"),
            "unchecked");
}

TEST(TaskRulesTest, JsonTransform) {
  Expect({
      {R"({"task":"json_transform","input":{"instruction":"i","json":"{\"a\": 1}"},)"
       R"("output":"{\"b\":1}"})",
       ""},
      {R"({"task":"json_transform","input":{"instruction":"i","json":{"a":1}},"output":"{}"})", ""},
      {R"({"task":"json_transform","input":{"instruction":"i","json":"{'a': 1}"},"output":"{}"})",
       "input-not-json /input/json Invalid JSON in input.json (column 2"},
      {R"({"task":"json_transform","input":{"instruction":"i"},"output":"{}"})",
       "missing-field /input/json Missing 'input.json' field"},
      {R"({"task":"json_transform","input":"i","output":"{}"})", ""},
      {R"({"task":"json_transform","input":{"instruction":"i","json":"[]"},"output":"b"})",
       "output-not-json /output "},
  });
}

TEST(TaskRulesTest, JsonStyleStrict) {
  Expect({
      {R"({"task":"json_style_strict","input":{"instruction":"i","json":"{\"b\": 1.0, \"a\": []}"},)"
       R"("output":"{\"a\":[],\"b\":1}"})",
       ""},
      {R"({"task":"json_style_strict","input":{"instruction":"i","json":"{\"b\":1,\"a\":2}"},)"
       R"("chosen":"{\"a\":2,\"b\":1}","rejected":"{\"b\":1,\"a\":2}"})",
       ""},
      {R"({"task":"json_style_strict","input":{"instruction":"i","json":"{\"b\":1,\"a\":2}"},)"
       R"("output":"{\"a\":2, \"b\":1}"})",
       "not-normalized /output Output is not minified: white space at column 8"},
      {R"({"task":"json_style_strict","input":{"instruction":"i","json":"{\"b\":1,\"a\":2}"},)"
       R"("output":"{\"b\":1,\"a\":2}"})",
       "not-normalized /output Output does not have its keys sorted: 'a', at /a, belongs before"},
      {R"({"task":"json_style_strict","input":{"instruction":"i","json":"{\"b\":1,\"a\":2}"},)"
       R"("output":"{\"a\":2}"})",
       "not-normalized /output Output is not the same JSON as input.json"},
      {R"({"task":"json_style_strict","input":{"instruction":"i","json":"{b:1}"},)"
       R"("output":"{\"b\":1}"})",
       "input-not-json /input/json "},
  });
}

TEST(TaskRulesTest, Multitask) {
  Expect({
      {R"({"id":"1","task":"code_completion","input":{"partial_code":"t.filter(t.age > "},)"
       R"("target":{"completed_code":"t.filter(t.age\n> 18).a"}})",
       ""},
      {R"({"id":"1","task":"code_completion","input":{"partial_code":"t.filter(t.age >"},)"
       R"("target":{"completed_code":"t.select(t.age).a"}})",
       "field-mismatch /target/completed_code Field 'target.completed_code' does not start with"},
      {R"({"id":"1","task":"code_completion","input":{"partial_code":"abc"},)"
       R"("target":{"completed_code":"ab "}})",
       "field-mismatch /target/completed_code "},
      {R"({"id":"1","task":"error_resolution","input":{"broken_code":"a"},)"
       R"("target":{"fixed_code":"b","explanation":"e"}})",
       ""},
      {R"({"id":"1","task":"error_resolution","input":{"broken_code":"a"},)"
       R"("target":{"fixed_code":"a\n","explanation":"e"}})",
       "identical-pair /target/fixed_code Fields 'input.broken_code' and 'target.fixed_code' are"},
      {R"({"id":"1","task":"qa","input":{"question":"q"},"target":{"answer":"a"}})", ""},
  });
  EXPECT_EQ(Check(R"({"id":"1","task":"new","input":{"q":"q"},"target":{"a":"a"}})"), "unchecked");
}

TEST(TaskRulesTest, OtherTasksAreNotChecked) {
  for (std::string_view record :
       {R"({"task":"translate","input":{"instruction":"i"},"output":"o"})",
        R"({"instruction":"json_repair","input":"","output":"{"})", R"({"a":1})"}) {
    EXPECT_EQ(Check(record), "unchecked") << record;
  }
}

TEST(TaskRulesTest, SchemasThatSomebodyElseSeesToAreLeftToThem) {
  TaskRules rules({}, false);
  EXPECT_EQ(test::Check(rules, R"({"task":"schema_generate","input":{"instruction":"i",)"
                               R"("schema":{"type":"object"}},"output":"[]"})"),
            "");
}

}  // namespace
}  // namespace jsonl
