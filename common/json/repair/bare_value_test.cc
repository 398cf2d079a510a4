#include <gtest/gtest.h>

#include "common/json/repair/repair_case.h"
#include "common/json/repair/walker.h"

namespace jsonl::json {
namespace {

using enum MendKind;

TEST(BareValueTest, PutsKeysInQuotes) {
  CheckRepairs({
      {"{a: 1}", R"({"a": 1})", {kUnquotedKey}},
      {"{a: 1, b: 2}", R"({"a": 1, "b": 2})", {kUnquotedKey, kUnquotedKey}},
      {"{a-b: 1}", R"({"a-b": 1})", {kUnquotedKey}},
      {"{$a: 1, _b: 2}", R"({"$a": 1, "_b": 2})", {kUnquotedKey, kUnquotedKey}},
      {"{a b: 1}", R"({"a b": 1})", {kUnquotedKey}},
      {"{1: 2}", R"({"1": 2})", {kUnquotedKey}},
      {"{1.5: 2}", R"({"1.5": 2})", {kUnquotedKey}},
      {"{true: 1}", R"({"true": 1})", {kUnquotedKey}},
      {"{a = 1}", R"({"a": 1})", {kUnquotedKey, kWrongSeparator}},
      {"{name: John Smith, age: 30, city: New York}",
       R"({"name": "John Smith", "age": 30, "city": "New York"})",
       {kUnquotedKey, kUnquotedString, kUnquotedKey, kUnquotedKey, kUnquotedString}},
      {"{a: hello\nb: 1}",
       "{\"a\": \"hello\",\n\"b\": 1}",
       {kUnquotedKey, kUnquotedString, kMissingComma, kUnquotedKey}},
  });
}

TEST(BareValueTest, PutsNumberedKeysInQuotes) {
  CheckRepairs({
      {R"({1: "a", 2: "b"})", R"({"1": "a", "2": "b"})", {kUnquotedKey, kUnquotedKey}},
      {R"({"x": "a", 2: [3]})", R"({"x": "a", "2": [3]})", {kUnquotedKey}},
      // A time of day is text.
      {R"({"x": "at "5", 12:30 or so"})",
       R"({"x": "at \"5\", 12:30 or so"})",
       {kInnerQuote, kInnerQuote}},
  });
}

TEST(BareValueTest, PutsTextInQuotes) {
  CheckRepairs({
      {R"({"a": value})", R"({"a": "value"})", {kUnquotedString}},
      {R"({"a": hello})", R"({"a": "hello"})", {kUnquotedString}},
      {R"({"a": hello world})", R"({"a": "hello world"})", {kUnquotedString}},
      {R"({"a": hello world, "b": 1})", R"({"a": "hello world", "b": 1})", {kUnquotedString}},
      {R"({"a": Hello, world, "b": 1})", R"({"a": "Hello, world", "b": 1})", {kUnquotedString}},
      {"[hello, world]", R"(["hello", "world"])", {kUnquotedString, kUnquotedString}},
      {"[hello world, foo]", R"(["hello world", "foo"])", {kUnquotedString, kUnquotedString}},
      {R"({"url": http://example.com/a, "b": 1})",
       R"({"url": "http://example.com/a", "b": 1})",
       {kUnquotedString}},
      {R"({"t": 12:30, "b": 1})", R"({"t": "12:30", "b": 1})", {kUnquotedString}},
      {R"({"d": 2024-01-02})", R"({"d": "2024-01-02"})", {kUnquotedString}},
      {R"({"a": 12 Main St})", R"({"a": "12 Main St"})", {kUnquotedString}},
      {R"({"color": #fff})", R"({"color": "#fff"})", {kUnquotedString}},
      {R"({"a": ...})", R"({"a": "..."})", {kUnquotedString}},
      {"[1e]", R"(["1e"])", {kUnquotedString}},
      {"[--1]", R"(["--1"])", {kUnquotedString}},
      {"[1.2.3]", R"(["1.2.3"])", {kUnquotedString}},
      {"[1/2]", R"(["1/2"])", {kUnquotedString}},
      {"[10%]", R"(["10%"])", {kUnquotedString}},
      {"[$5]", R"(["$5"])", {kUnquotedString}},
      {R"({"a": ObjectId("x1")})", R"_({"a": "ObjectId(\"x1\")"})_", {kUnquotedString}},
      {R"({"a": yes, "b": no})", R"({"a": "yes", "b": "no"})", {kUnquotedString, kUnquotedString}},
      {R"({"name": John, "age": 30})", R"({"name": "John", "age": 30})", {kUnquotedString}},
      {R"({"name": John "age": 30})",
       R"({"name": "John", "age": 30})",
       {kUnquotedString, kMissingComma}},
      {"{\"a\": hello\n\"b\": 1}",
       "{\"a\": \"hello\",\n\"b\": 1}",
       {kUnquotedString, kMissingComma}},
      {"{\"a\": hello\n, \"b\": 1}", "{\"a\": \"hello\"\n, \"b\": 1}", {kUnquotedString}},
  });
}

TEST(BareValueTest, WritesNumbersAndWordsAsJsonHasThem) {
  CheckRepairs({
      {R"({"a":1,"b":1.)", R"({"a":1,"b":1.0})", {kNumber, kTruncated}},
      {R"({"a":1,"b":2e)", R"({"a":1,"b":2})", {kNumber, kTruncated}},
      {"True", "true", {kLiteral}},
      {"None", "null", {kLiteral}},
      {"NaN", "null", {kNoJsonValue}},
      {".5", "0.5", {kNumber}},
      {R"({"a": True, "b": False, "c": None})",
       R"({"a": true, "b": false, "c": null})",
       {kLiteral, kLiteral, kLiteral}},
      {R"({"a": TRUE})", R"({"a": true})", {kLiteral}},
      {R"({"a": Null})", R"({"a": null})", {kLiteral}},
      {R"({"a": undefined})", R"({"a": null})", {kNoJsonValue}},
      {R"({"a": NaN, "b": Infinity, "c": -Infinity})",
       R"({"a": null, "b": null, "c": null})",
       {kNoJsonValue, kNoJsonValue, kNoJsonValue}},
      {"[NaN]", "[null]", {kNoJsonValue}},
      {R"({"a": 1_000})", R"({"a": 1000})", {kNumber}},
      {"[.5, 5., +1, 0x1F]", "[0.5, 5.0, 1, 31]", {kNumber, kNumber, kNumber, kNumber}},
      {"[1.e5]", "[1.0e5]", {kNumber}},
      {"[-.5]", "[-0.5]", {kNumber}},
  });
}

}  // namespace
}  // namespace jsonl::json
