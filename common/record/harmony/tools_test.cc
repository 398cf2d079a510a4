#include "common/record/harmony/tools.h"

#include <string>
#include <utility>

#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::record::harmony {
namespace {

std::string Tools(std::string_view json) {
  test::ParsedText tools(json);
  std::string out;
  absl::Status status = AppendTools(tools.root(), &out);
  return status.ok() ? out : text::Cat("error: ", text::FromAbsl(status.message()));
}

// What openai-harmony 0.0.8 renders.
TEST(AppendToolsTest, SaysWhatTheLibrarySays) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"[]", ""},
      {R"([{"name": "now", "description": "Tells the time."}])",
       R"(# Tools

## functions

namespace functions {

// Tells the time.
type now = () => any;

} // namespace functions)"},
      {R"([{"name": "f", "description": "One\ntwo\r\n\n", "parameters": {"type": "object", "description": "All of it", "properties": {"location": {"type": "string", "description": "The city"}, "format": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius"}, "n": {"type": "integer", "title": "Number", "default": 3, "nullable": true}, "tags": {"type": "array", "items": {"type": "string"}, "examples": ["a", "b"]}, "more": {"type": "object", "properties": {"deep": {"type": ["number", "null"]}, "any": {}}, "required": ["any"]}, "list": {"type": "array", "default": []}, "s": {"type": "string", "default": "x"}}, "required": ["location", "tags"]}}])",
       R"(# Tools

## functions

namespace functions {

// One
// two
// 
type f = (_: // All of it
{
// The city
location: string,
format?: "celsius" | "fahrenheit", // default: celsius
// Number
//
n?: number | null, // default: 3
// Examples:
// - "a"
// - "b"
tags: string[],
more?: {
    deep?: number | null,
    any: any,
    },
list?: Array<any>, // default: []
s?: string, // default: "x"
}) => any;

} // namespace functions)"},
      {R"([{"name": "g", "parameters": {"type": "object", "properties": {"x": {"description": "Either", "oneOf": [{"type": "string", "description": "Either", "default": "a"}, {"type": "number", "description": "A number", "default": 1.5, "nullable": true}], "default": "a"}, "y": {"description": "Above", "oneOf": [{"type": "string", "enum": ["p"], "default": "p", "description": "first"}, {"type": "boolean"}]}}}}, {"name": "h", "parameters": {"oneOf": [{"type": "string", "description": "D", "enum": ["p"], "default": "p"}, {"type": "object"}]}}, {"name": "i", "parameters": {}}])",
       R"(# Tools

## functions

namespace functions {

type g = (_: {
// default: "a"
x?:
 | string // default: "a"
 | number | null // A number default: 1.5
,
// Above
y?:
 | "p" // default: p
 | boolean
,
}) => any;

type h = (_: 
 | "p" // D default: "p"
 | {
   }) => any;

type i = (_: any) => any;

} // namespace functions)"},
  };
  for (const auto& [tools, expected] : kCases) EXPECT_EQ(Tools(tools), expected) << tools;
}

TEST(AppendToolsTest, ReadsBothWaysOfWritingATool) {
  EXPECT_EQ(Tools(R"([{"type":"function","function":{"name":"f","parameters":null}}])"),
            Tools(R"([{"name":"f"}])"));
}

TEST(AppendToolsTest, FailsWhereThereIsNoName) {
  for (std::string_view tools : {"[1]", "[{}]", R"([{"name":1}])", R"([{"function":{}}])"}) {
    EXPECT_EQ(Tools(tools), "error: a tool has no name, and cannot be told in Harmony") << tools;
  }
}

TEST(AppendToolsTest, FailsWhereSchemasAreNestedTooDeep) {
  for (std::string_view open :
       {R"({"type":"array","items":)", R"({"oneOf":[)", R"({"type":"object","properties":{"a":)"}) {
    const std::string_view close = open.ends_with('[') ? "]}" : open.ends_with("a\":") ? "}}" : "}";
    std::string schema = "{}";
    for (int depth = 0; depth < 33; ++depth) schema = text::Cat(open, schema, close);
    EXPECT_EQ(Tools(text::Cat(R"([{"name":"f","parameters":)", schema, "}]")),
              "error: the parameters of the tool 'f' are nested more than 32 deep");
  }
}

}  // namespace
}  // namespace jsonl::record::harmony
