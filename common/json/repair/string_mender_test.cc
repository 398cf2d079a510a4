#include "common/json/repair/string_mender.h"

#include <gtest/gtest.h>

#include "common/json/repair/repair_case.h"

namespace jsonl::json {
namespace {

using enum MendKind;

TEST(StringMenderTest, ReplacesOtherQuotes) {
  CheckRepairs({
      {"'abc'", R"("abc")", {kQuotes}},
      {"{'a': 'b'}", R"({"a": "b"})", {kQuotes, kQuotes}},
      {R"({'a': "it's ok"})", R"({"a": "it's ok"})", {kQuotes}},
      {"{“a”: “b”}", R"({"a": "b"})", {kQuotes, kQuotes}},
      {"{‘a’: ‘b’}", R"({"a": "b"})", {kQuotes, kQuotes}},
      {R"({"a": “b”})", R"({"a": "b"})", {kQuotes}},
      {"{`a`: `b`}", R"({"a": "b"})", {kQuotes, kQuotes}},
      {R"({""a"": ""x""})", R"({"a": "x"})", {kQuotes, kQuotes}},
      {R"({""a"": 1})", R"({"a": 1})", {kQuotes}},
      {R"([""a"", ""b""])", R"(["a", "b"])", {kQuotes, kQuotes}},
      {R"({"a": u'x'})", R"({"a": "x"})", {kQuotes, kQuotes}},
      {R"({"a": 'x', "b": "y'z"})", R"({"a": "x", "b": "y'z"})", {kQuotes}},
      {R"({"a": 'x"y'})", R"({"a": "x\"y"})", {kQuotes}},
      {R"({"a": "x'y", 'b': 2,})", R"({"a": "x'y", "b": 2})", {kQuotes, kExtraSeparator}},
      {"{'a': 'b', 'c': 'd'",
       R"({"a": "b", "c": "d"})",
       {kQuotes, kQuotes, kQuotes, kQuotes, kTruncated}},
      {R"({'text': 'He said "hi"', 'n': 1})",
       R"({"text": "He said \"hi\"", "n": 1})",
       {kQuotes, kQuotes, kQuotes}},
      {R"({'text': "He said 'hi'", 'n': 1})",
       R"({"text": "He said 'hi'", "n": 1})",
       {kQuotes, kQuotes}},
      {"{'a': True, 'b': [None, False], 'c': {'d': 'e'}}",
       R"({"a": true, "b": [null, false], "c": {"d": "e"}})",
       {kQuotes, kLiteral, kQuotes, kLiteral, kLiteral, kQuotes, kQuotes, kQuotes}},
      {"('a', 'b')", R"(["a", "b"])", {kWrongBracket, kQuotes, kQuotes}},
  });
}

TEST(StringMenderTest, FindsWhereAStringEndsThatLacksAQuote) {
  CheckRepairs({
      {R"({"a": "text\"bad})", R"({"a": "text\"bad"})", {kMissingQuote}},
      {R"({a": 1, "b": 2})", R"({"a": 1, "b": 2})", {kMissingQuote}},
      {R"({"a":1,"b)", R"({"a":1})", {kExtraSeparator, kMissingQuote, kDanglingKey, kTruncated}},
      {R"({"a":1,"b":")", R"({"a":1,"b":""})", {kMissingQuote, kTruncated}},
      {R"({"a":1,"b":"x)", R"({"a":1,"b":"x"})", {kMissingQuote, kTruncated}},
      {R"(["a","b)", R"(["a","b"])", {kMissingQuote, kTruncated}},
      {R"([{"a":1},{"b)", R"([{"a":1},{}])", {kMissingQuote, kDanglingKey, kTruncated}},
      {R"("abc)", R"("abc")", {kMissingQuote}},
      {R"({"a": "b”})", R"({"a": "b”"})", {kMissingQuote}},
      {R"({"a": "x", "b: 1})", R"({"a": "x", "b": 1})", {kMissingQuote}},
      {R"({"a: "x", "b": 1})", R"({"a": "x", "b": 1})", {kMissingQuote}},
      {R"({"a": "x, "b": 1})", R"({"a": "x", "b": 1})", {kMissingQuote}},
      {R"({"a": "x, "b": "y"})", R"({"a": "x", "b": "y"})", {kMissingQuote}},
      {R"(["a", "b, "c"])", R"(["a", "b", "c"])", {kMissingQuote}},
      {R"(["a, "b", "c"])", R"(["a", "b", "c"])", {kMissingQuote}},
      {R"(["a, "b"])", R"(["a", "b"])", {kMissingQuote}},
      {R"({"a"": 1})", R"({"a": 1})", {kExtraQuote}},
      {R"({"a: ["12", "y"]})", R"({"a": ["12", "y"]})", {kMissingQuote}},
      {R"({"a: "12"})", R"({"a": "12"})", {kMissingQuote}},
      {R"({"a": [["x"], y"], "b": 1})", R"({"a": [["x"], "y"], "b": 1})", {kMissingQuote}},
      {R"({"a": x", "b": 1})", R"({"a": "x", "b": 1})", {kMissingQuote}},
      {R"({"a": hello"})", R"({"a": "hello"})", {kMissingQuote}},
      {R"({"a": "})", R"({"a": ""})", {kMissingQuote}},
      {R"({"a": "x})", R"({"a": "x"})", {kMissingQuote}},
      {R"({"a": "x])", R"({"a": "x]"})", {kMissingQuote, kTruncated}},
      {R"(["x])", R"(["x"])", {kMissingQuote}},
      {R"({"a": ["x], "b": 1})", R"({"a": ["x"], "b": 1})", {kMissingQuote}},
      {"{\n  \"a: \"x\",\n  \"b\": \"y\"\n}",
       "{\n  \"a\": \"x\",\n  \"b\": \"y\"\n}",
       {kMissingQuote}},
  });
}

TEST(StringMenderTest, EscapesQuotesInside) {
  CheckRepairs({
      {"{'a': 'it's ok'}", R"({"a": "it's ok"})", {kQuotes, kQuotes, kInnerQuote}},
      {R"({"a": "he said "hi" to me"})",
       R"({"a": "he said \"hi\" to me"})",
       {kInnerQuote, kInnerQuote}},
      {R"({"a": "he said "hi", then left", "b": 1})",
       R"({"a": "he said \"hi\", then left", "b": 1})",
       {kInnerQuote, kInnerQuote}},
      {R"({"a": "he said "hi"", "b": 1})",
       R"({"a": "he said \"hi\"", "b": 1})",
       {kInnerQuote, kInnerQuote}},
      {R"({"a": ""hi" he said"})", R"({"a": "\"hi\" he said"})", {kInnerQuote, kInnerQuote}},
      {R"({"a": "use {"x"} here"})", R"({"a": "use {\"x\"} here"})", {kInnerQuote, kInnerQuote}},
      {R"(["he said "hi" ok", "b"])", R"(["he said \"hi\" ok", "b"])", {kInnerQuote, kInnerQuote}},
      {R"(["a "b", c", "d"])", R"(["a \"b\", c", "d"])", {kInnerQuote, kInnerQuote}},
      {R"({"a": "x"y", "b": "z"})", R"({"a": "x\"y", "b": "z"})", {kInnerQuote}},
      {R"({"a "b" c": 1})", R"({"a \"b\" c": 1})", {kInnerQuote, kInnerQuote}},
      {R"({"a": "x"", "b": 1})", R"({"a": "x\"", "b": 1})", {kInnerQuote}},
      {R"({"a": "he said ""hi"" ok"})",
       R"({"a": "he said \"\"hi\"\" ok"})",
       {kInnerQuote, kInnerQuote, kInnerQuote, kInnerQuote}},
  });
}

TEST(StringMenderTest, JoinsConcatenatedStrings) {
  CheckRepairs({
      {R"({"a": "x" + "y"})", R"({"a": "xy"})", {kConcatenation}},
      {R"({"a": "x" +)", R"({"a": "x"})", {kConcatenation, kTruncated}},
      {R"({"a": "x" + "y" + "z"})", R"({"a": "xyz"})", {kConcatenation, kConcatenation}},
      {R"({"a": "x" + })", R"({"a": "x"})", {kConcatenation}},
      {R"(["a" + "b", "c"])", R"(["ab", "c"])", {kConcatenation}},
      {"{\"a\": \"x\" +\n \"y\"}", R"({"a": "xy"})", {kConcatenation}},
  });
}

TEST(StringMenderTest, WritesEscapesAsJsonHasThem) {
  CheckRepairs({
      {R"({"a":"abc\)", R"({"a":"abc"})", {kEscape, kMissingQuote, kTruncated}},
      {R"({"a":"abc\u12)", R"({"a":"abc"})", {kEscape, kMissingQuote, kTruncated}},
      {R"({'a': 'it\'s ok'})", R"({"a": "it's ok"})", {kQuotes, kQuotes, kEscape}},
      {"{\"a\": \"tab\tx\"}", R"({"a": "tab\tx"})", {kControlCharacter}},
      {R"({"a": "it\'s"})", R"({"a": "it's"})", {kEscape}},
      {R"({"a": "\x41"})", R"({"a": "\u0041"})", {kEscape}},
      {R"({"a": "\_b"})", R"({"a": "_b"})", {kEscape}},
      {R"({"a": "C:\Users\new"})", R"({"a": "C:\\Users\new"})", {kEscape}},
      {R"({"a": "\d+\.\w"})", R"({"a": "\\d+\\.\\w"})", {kEscape, kEscape, kEscape}},
      {R"({"a": "$\alpha$"})", R"({"a": "$\\alpha$"})", {kEscape}},
      {R"({"a": "\$5"})", R"({"a": "$5"})", {kEscape}},
      {R"({"a": "\u12G4"})", R"({"a": "\\u12G4"})", {kEscape}},
      {R"({"a": "\v"})", R"({"a": "\\v"})", {kEscape}},
      {"{\"a\": \"line1\nline2\"}", R"({"a": "line1\nline2"})", {kControlCharacter}},
      {"{\"a\": \"a\\\nb\"}", R"({"a": "a\nb"})", {kEscape, kControlCharacter}},
      {"{\"a\": \"x\n}", "{\"a\": \"x\"\n}", {kControlCharacter, kMissingQuote}},
      {"{\n  \"a\": \"x,\n  \"b\": \"y\"\n}",
       "{\n  \"a\": \"x\",\n  \"b\": \"y\"\n}",
       {kMissingQuote, kControlCharacter}},
      {"{\n  \"a\": \"x\n  \"b\": \"y\"\n}",
       "{\n  \"a\": \"x\",\n  \"b\": \"y\"\n}",
       {kControlCharacter, kMissingQuote, kMissingComma}},
      {"{\"a\": \"x\ny\", \"b\": \"z\tw\"}",
       R"({"a": "x\ny", "b": "z\tw"})",
       {kControlCharacter, kControlCharacter}},
  });
}

}  // namespace
}  // namespace jsonl::json
