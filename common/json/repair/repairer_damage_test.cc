// Documents with one fault, made at random. Two well-known libraries for this agree on each of
// them.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/json/repair/repairer.h"
#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

struct Case {
  std::string_view text;
  std::string_view mended;
};

TEST(RepairerDamageTest, MendsOneFault) {
  Repairer repairer;
  for (const Case& c : std::vector<Case>{
           // a comment
           {R"({"value": 42} // x)", R"({"value": 42})"},
           {R"({"age":581,"first_name":[5, /* note */ 53]})",
            R"({"age":581,"first_name":[5,  53]})"},
           {"{\"count\": null, \"age\": [\"New York\", // note\n \"green\", \"x1\"]}",
            "{\"count\": null, \"age\": [\"New York\", \n \"green\", \"x1\"]}"},
           {"{\"items\": 251, \"city\": [\"x1\", // note\n \"New York\", \"green\"]}",
            "{\"items\": 251, \"city\": [\"x1\", \n \"New York\", \"green\"]}"},
           {R"({"items":"a b c","count":"New York", /* note */ "data":["green"]})",
            R"({"items":"a b c","count":"New York",  "data":["green"]})"},
           {R"({"text":{"tags":"a b c","items":[93,58, /* note */ 65],"id":false}})",
            R"({"text":{"tags":"a b c","items":[93,58,  65],"id":false}})"},
           // a quote is missing
           {R"({"id":true,"age":New York"})", R"({"id":true,"age":"New York"})"},
           {R"({tags": [46]})", R"({"tags": [46]})"},
           {R"({data": 1})", R"({"data": 1})"},
           {R"({"items": "12})", R"({"items": "12"})"},
           {R"({"tags": ["hello]})", R"({"tags": ["hello"]})"},
           {R"({"data": John Smith"})", R"({"data": "John Smith"})"},
           // a comma is missing
           {R"({"value": [false] "text": true})", R"({"value": [false], "text": true})"},
           {R"({"text": {"note": 698} "is_ok": false})",
            R"({"text": {"note": 698}, "is_ok": false})"},
           {R"({"age": [["x1", "New York" "x1"]]})", R"({"age": [["x1", "New York", "x1"]]})"},
           {R"({"tags": ["x1" "green"], "age": false})",
            R"({"tags": ["x1", "green"], "age": false})"},
           {R"({"age": 759, "count": [75 52], "id": ["John Smith", "red"]})",
            R"({"age": 759, "count": [75, 52], "id": ["John Smith", "red"]})"},
           {R"({"age": -0.5 "tags": ["x1"], "value": "John Smith"})",
            R"({"age": -0.5, "tags": ["x1"], "value": "John Smith"})"},
           // a colon is missing
           {"{\n  \"age\" \"John Smith\"\n}", "{\n  \"age\": \"John Smith\"\n}"},
           {R"({"name":1,"is_ok""green","data":308})", R"({"name":1,"is_ok":"green","data":308})"},
           {R"({"city":{"value""red","is_ok":"green"}})",
            R"({"city":{"value":"red","is_ok":"green"}})"},
           {R"({"items": 0, "value" "New York"})", R"({"items": 0, "value": "New York"})"},
           {R"({"count""New York"})", R"({"count":"New York"})"},
           {R"({"name" "a b c"})", R"({"name": "a b c"})"},
           // an opening bracket is missing
           {R"({"name": "New York"}, {"name": false}])",
            R"([{"name": "New York"},{"name": false}])"},
           {"{\n  \"text\": \n    null\n  ]\n}", "{\n  \"text\": \n    null\n  \n}"},
           {R"({"data":775,"tags":[true,42]]})", R"({"data":775,"tags":[true,42]})"},
           {R"({"tags": "John Smith"]})", R"({"tags": "John Smith"})"},
           {R"({"count": "it's"}, {"count": 1000000.0}])",
            R"([{"count": "it's"},{"count": 1000000.0}])"},
           {R"({"text":["a,b newline\nhere hello",193],"note":"New York"]})",
            R"({"text":["a,b newline\nhere hello",193],"note":"New York"})"},
           // a closing bracket is missing
           {R"({"text": ["green"})", R"({"text": ["green"]})"},
           {R"({"text": ["hello"})", R"({"text": ["hello"]})"},
           {R"({"data": [1000000})", R"({"data": [1000000]})"},
           {R"({"note": ["hello", [true]})", R"({"note": ["hello", [true]]})"},
           {R"({"data": "(ok) it's", "id": [27, 13})", R"({"data": "(ok) it's", "id": [27, 13]})"},
           {R"([{"city": null}, {"city": [5, 71}])", R"([{"city": null}, {"city": [5, 71]}])"},
           // a closing brace is missing
           {R"({"text":{"city":1})", R"({"text":{"city":1}})"},
           {R"({"age": [43])", R"({"age": [43]})"},
           {R"({"city":[68,59])", R"({"city":[68,59]})"},
           {"{\n  \"note\": true,\n  \"tags\": true\n",
            "{\n  \"note\": true,\n  \"tags\": true\n}"},
           {R"({"age":-0.5)", R"({"age":-0.5})"},
           {R"({"first_name": 3.14, "items": 535)", R"({"first_name": 3.14, "items": 535})"},
           // a quote is doubled
           {R"({"is_ok": [[18], "green"], "value": "tab hello hello"", "tags": true})",
            R"({"is_ok": [[18], "green"], "value": "tab hello hello\"", "tags": true})"},
           // an opening bracket is doubled
           {R"({"data": [[97]})", R"({"data": [[97]]})"},
           {R"({"name": [[82, 40, 21]})", R"({"name": [[82, 40, 21]]})"},
           {R"({"city": [["John Smith"]})", R"({"city": [["John Smith"]]})"},
           {"{\n  \"tags\": [[\n    \"a b c\",\n    \"green\"\n  ]\n}",
            "{\n  \"tags\": [[\n    \"a b c\",\n    \"green\"\n  ]\n]}"},
           // a closing bracket is doubled
           {R"({"id": ["a b c"]]})", R"({"id": ["a b c"]})"},
           {R"([{"age": "John"}, {"age": [522]}]])", R"([{"age": "John"}, {"age": [522]}])"},
           {R"({"age": 856, "note": ["red"]]})", R"({"age": 856, "note": ["red"]})"},
           {R"({"first_name": "\"quoted\"", "value": 42, "data": ["x1"]]})",
            R"({"first_name": "\"quoted\"", "value": 42, "data": ["x1"]})"},
           {R"({"tags": "x1", "count": ["x1", "green"]]})",
            R"({"tags": "x1", "count": ["x1", "green"]})"},
           {R"([{"value": "green"}, {"value": {"count": "hello"}}]])",
            R"([{"value": "green"}, {"value": {"count": "hello"}}])"},
           // a closing brace is doubled
           {R"({"id": 579, "city": 375}})", R"({"id": 579, "city": 375})"},
           {R"({"id":"green"}})", R"({"id":"green"})"},
           {R"({"note":["green","green","red"]}})", R"({"note":["green","green","red"]})"},
           {R"({"count":[-0.5],"note":false}})", R"({"count":[-0.5],"note":false})"},
           {R"({"id": 475}})", R"({"id": 475})"},
           {R"({"value": ["a b c"]}})", R"({"value": ["a b c"]})"},
           // quotes inside lost their backslash
           {R"({"count": ""quoted" red"})", R"({"count": "\"quoted\" red"})"},
           // a comma too many
           {R"({,"age":3.14})", R"({"age":3.14})"},
           {R"({"is_ok": [,"red"]})", R"({"is_ok": ["red"]})"},
           {R"({,"name": [9, 42, 66]})", R"({"name": [9, 42, 66]})"},
           {R"({"text": true,})", R"({"text": true})"},
           {R"({"value":[,"green","red"]})", R"({"value":["green","red"]})"},
           {R"({"items": [27, 9,]})", R"({"items": [27, 9]})"},
           // a closing bracket too many
           {"{\n  \"name\": 234\n]}", "{\n  \"name\": 234\n}"},
           {"{\n  \"first_name\": [\n    55\n  ]]\n}", "{\n  \"first_name\": [\n    55\n  ]\n}"},
           {R"({"is_ok": "http://x.y/z?q=1", "text": {"data": "red"]}})",
            R"({"is_ok": "http://x.y/z?q=1", "text": {"data": "red"}})"},
           {R"({"id": ["hello"], "is_ok": {"age": "John Smith"]}})",
            R"({"id": ["hello"], "is_ok": {"age": "John Smith"}})"},
           {R"([{"text": 1000000, "age": 305}], {"text": "New York", "age": false}])",
            R"([[{"text": 1000000, "age": 305}],{"text": "New York", "age": false}])"},
           // a closing brace too many
           {R"({"age":{"tags":true},"count":[59}]})", R"({"age":{"tags":true},"count":[59]})"},
           {R"([{"id": null}, {"id": 0}}])", R"([{"id": null}, {"id": 0}])"},
           {R"({"text": "green"}})", R"({"text": "green"})"},
           {R"({"id": null, "first_name": {}"id": "New York"}})",
            R"({"id": null, "first_name": {},"id": "New York"})"},
           // a comma behind the document
           {R"({"name": [33, 73]},)", R"({"name": [33, 73]})"},
           {R"({"city":"New York"},)", R"({"city":"New York"})"},
           {R"({"tags": -0.5},)", R"({"tags": -0.5})"},
           {R"({"city":42,"tags":1000000.0},)", R"({"city":42,"tags":1000000.0})"},
           {R"({"first_name":"New York","age":false},)",
            R"({"first_name":"New York","age":false})"},
           {R"({"data": [0], "first_name": 3.14},)", R"({"data": [0], "first_name": 3.14})"},
           // Python's repr
           {"{'text': 356, 'items': None, 'note': 755}",
            R"({"text": 356, "items": null, "note": 755})"},
           {"{'text': {'tags': {'first_name': False}}}",
            R"({"text": {"tags": {"first_name": false}}})"},
           {"{'items': 42, 'age': 42, 'name': 332}", R"({"items": 42, "age": 42, "name": 332})"},
           {"{'text': 356}", R"({"text": 356})"},
           {"{'count': 238}", R"({"count": 238})"},
           {"{'data': 1000000.0, 'age': [None]}", R"({"data": 1000000.0, "age": [null]})"},
           // single quotes
           {"{'data':-0.5}", R"({"data":-0.5})"},
           {"{\n  'value': 'a b c'\n}", "{\n  \"value\": \"a b c\"\n}"},
           {"{'id':42,'items':-0.5}", R"({"id":42,"items":-0.5})"},
           {"{'data':'hello'}", R"({"data":"hello"})"},
           {"{\n  'is_ok': 'fox',\n  'id': 872\n}", "{\n  \"is_ok\": \"fox\",\n  \"id\": 872\n}"},
           {"{'value':false,'count':false}", R"({"value":false,"count":false})"},
           // a bracket turned into a brace
           {R"({"id": "red", "note": [83}})", R"({"id": "red", "note": [83]})"},
           {R"({"city":"green","items":[767}})", R"({"city":"green","items":[767]})"},
           {"{\n  \"city\": [\n    [\n      43\n    }\n  ]\n}",
            "{\n  \"city\": [\n    [\n      43\n    ]\n  ]\n}"},
           {R"([{"value":[29,69,74]},{"value":"C:\\dir"}})",
            R"([{"value":[29,69,74]},{"value":"C:\\dir"}])"},
           {"{\n  \"is_ok\": [\n    [\n      \"x1\"\n    ]\n  }\n}",
            "{\n  \"is_ok\": [\n    [\n      \"x1\"\n    ]\n  ]\n}"},
           {"{\n  \"note\": [\n    8,\n    3,\n    20\n  }\n}",
            "{\n  \"note\": [\n    8,\n    3,\n    20\n  ]\n}"},
           // a brace turned into a bracket
           {R"({"first_name": 1000000])", R"({"first_name": 1000000})"},
           {R"({"id": "red", "note": "yes,"])", R"({"id": "red", "note": "yes,"})"},
           {"{\n  \"items\": 38\n]", "{\n  \"items\": 38\n}"},
           {R"({"data":"{curly}"])", R"({"data":"{curly}"})"},
           {R"({"id": null])", R"({"id": null})"},
           {R"({"id": 190, "text": ["green", "hello"], "value": "New York"])",
            R"({"id": 190, "text": ["green", "hello"], "value": "New York"})"},
           // a trailing comma
           {"{\n  \"id\": \"50%\"\n,}", "{\n  \"id\": \"50%\"\n}"},
           {R"({"is_ok": [3.14], "count": 1000000,})", R"({"is_ok": [3.14], "count": 1000000})"},
           {R"({"items": "x1", "note": -5,})", R"({"items": "x1", "note": -5})"},
           {R"({"id": "hello",})", R"({"id": "hello"})"},
           {"{\n  \"id\": \"x1\"\n,}", "{\n  \"id\": \"x1\"\n}"},
           {R"({"name": true, "note": null, "first_name": [37, 45, 16,]})",
            R"({"name": true, "note": null, "first_name": [37, 45, 16]})"},
           // the end is cut off
           {"{\n  \"first_name\": [\n   ", "{\n  \"first_name\": [\n   ]}"},
           {"[\n ", "[\n ]"},
           {"{\n  \"items\": [", "{\n  \"items\": []}"},
           {"{\n  \"is_ok\": \"brown {cur", "{\n  \"is_ok\": \"brown {cur\"}"},
           {R"({"age":"n)", R"({"age":"n"})"},
           {"{\n  ", "{\n  }"},
           // keys without quotes
           {"{\n  city: \"hello\"\n}", "{\n  \"city\": \"hello\"\n}"},
           {R"({city: "red"})", R"({"city": "red"})"},
           {"{id: {data: 180}}", R"({"id": {"data": 180}})"},
           {R"({text: 1, data: "hello"})", R"({"text": 1, "data": "hello"})"},
           {"{tags: true}", R"({"tags": true})"},
           {R"({age: "text 50%", name: {age: 1000000.0}})",
            R"({"age": "text 50%", "name": {"age": 1000000.0}})"},
       }) {
    const test::PaddedText text(c.text);
    std::string out;
    std::vector<Mend> mends;
    const RepairResult result = repairer.Repair(text.view(), &out, &mends);
    EXPECT_EQ(result.outcome, RepairOutcome::kMended) << c.text << ": " << result.fault.words;
    EXPECT_EQ(out, c.mended) << c.text;
  }
}

}  // namespace
}  // namespace jsonl::json
