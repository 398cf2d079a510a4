#include "common/json/repair/walker.h"

#include <gtest/gtest.h>

#include "common/json/repair/repair_case.h"

namespace jsonl::json {
namespace {

using enum MendKind;

TEST(WalkerTest, MendsSeparators) {
  CheckRepairs({
      {R"({"a": 1, "b": 2,})", R"({"a": 1, "b": 2})", {kExtraSeparator}},
      {R"({"a": 1 "b": 2})", R"({"a": 1, "b": 2})", {kMissingComma}},
      {"[1, 2, 3,]", "[1, 2, 3]", {kExtraSeparator}},
      {"[1,,2]", "[1,2]", {kExtraSeparator}},
      {"[,1]", "[1]", {kExtraSeparator}},
      {R"({"a": "x":, "b": 1})", R"({"a": "x", "b": 1})", {kExtraSeparator}},
      {R"(["a", :"b"])", R"(["a", "b"])", {kExtraSeparator}},
      {R"({,"a":1})", R"({"a":1})", {kExtraSeparator}},
      {R"({"a":1,,"b":2})", R"({"a":1,"b":2})", {kExtraSeparator}},
      {"[1,2,,]", "[1,2]", {kExtraSeparator, kExtraSeparator}},
      {"[1 2 3]", "[1, 2, 3]", {kMissingComma, kMissingComma}},
      {R"([1 "a" true])", R"([1, "a", true])", {kMissingComma, kMissingComma}},
      {R"(["a" "b"])", R"(["a", "b"])", {kMissingComma}},
      {R"(["a""b"])", R"(["a","b"])", {kMissingComma}},
      {R"([{"a":1}{"b":2}])", R"([{"a":1},{"b":2}])", {kMissingComma}},
      {R"([{"a":1} {"b":2}])", R"([{"a":1}, {"b":2}])", {kMissingComma}},
      {"[[1][2]]", "[[1],[2]]", {kMissingComma}},
      {R"({"a":"x" "b":"y"})", R"({"a":"x", "b":"y"})", {kMissingComma}},
      {R"({"a":{"x":1} "b":2})", R"({"a":{"x":1}, "b":2})", {kMissingComma}},
      {R"({"a":[1] "b":2})", R"({"a":[1], "b":2})", {kMissingComma}},
      {R"(["a" "b" ""])", R"(["a", "b", ""])", {kMissingComma, kMissingComma}},
      {R"(["" "" ""])", R"(["", "", ""])", {kMissingComma, kMissingComma}},
      {R"(["a" "b" "c" "d" "e" "f", 1])",
       R"(["a", "b", "c", "d", "e", "f", 1])",
       {kMissingComma, kMissingComma, kMissingComma, kMissingComma, kMissingComma}},
      {R"({"a" 1})", R"({"a": 1})", {kMissingColon}},
      {R"({"a" "b"})", R"({"a": "b"})", {kMissingColon}},
      {R"({"a" {"b":1}})", R"({"a": {"b":1}})", {kMissingColon}},
      {R"({"a" [1]})", R"({"a": [1]})", {kMissingColon}},
      {R"({"a"= 1})", R"({"a": 1})", {kWrongSeparator}},
      {R"({"a"; 1})", R"({"a": 1})", {kWrongSeparator}},
      {R"({"a"：1，"b"：[2]})",
       R"({"a":1,"b":[2]})",
       {kWrongSeparator, kWrongSeparator, kWrongSeparator}},
      {R"({"a" => 1})", R"({"a" : 1})", {kWrongSeparator}},
      {R"({"a": 1; "b": 2})", R"({"a": 1, "b": 2})", {kWrongSeparator}},
      {R"({"a": "b",})", R"({"a": "b"})", {kExtraSeparator}},
      {R"({ "a": 1 , })", R"({ "a": 1  })", {kExtraSeparator}},
      {R"({"a":"“x”",})", R"({"a":"“x”"})", {kExtraSeparator}},
      {R"({"a": "http://x.y/z", "b": 1,})", R"({"a": "http://x.y/z", "b": 1})", {kExtraSeparator}},
      {R"({"a": "x # y", "b": "/* z */",})",
       R"({"a": "x # y", "b": "/* z */"})",
       {kExtraSeparator}},
      {"{\"a\":1\n\"b\":2}", "{\"a\":1,\n\"b\":2}", {kMissingComma}},
      {"{\"a\": \"x\",\n\"b\": \"y\",\n}", "{\"a\": \"x\",\n\"b\": \"y\"\n}", {kExtraSeparator}},
      {"[\n1\n2\n]", "[\n1,\n2\n]", {kMissingComma}},
      {"[\"a\"\n\"b\"]", "[\"a\",\n\"b\"]", {kMissingComma}},
  });
}

TEST(WalkerTest, DropsBackslashesBetweenTokens) {
  CheckRepairs({
      {"{\"a\": 1, \\\n \"b\":\\ \"c\"}", "{\"a\": 1, \n \"b\": \"c\"}", {kEscape, kEscape}},
      {R"([1,\ 2, \ "x"\ ])", R"([1, 2,  "x" ])", {kEscape, kEscape, kEscape}},
      {R"({\ "a":\ [null]})", R"({ "a": [null]})", {kEscape, kEscape}},
  });
}

TEST(WalkerTest, MendsBrackets) {
  CheckRepairs({
      {R"(["a": 1])", R"({"a": 1})", {kWrongBracket, kWrongBracket}},
      {R"({"a": [1, 2})", R"({"a": [1, 2]})", {kMissingBracket}},
      {R"(["a":1,"b":"x"})", R"({"a":1,"b":"x"})", {kWrongBracket}},
      {R"({"a": 1}})", R"({"a": 1})", {kExtraBracket}},
      {R"({"a": [1, 2], "b": 3], "c": 4})", R"({"a": [1, 2], "b": 3, "c": 4})", {kExtraBracket}},
      {R"({"a": 1}])", R"({"a": 1})", {kExtraBracket}},
      {"[1, 2]]", "[1, 2]", {kExtraBracket}},
      {R"({"a": [1, 2, "b": 3})",
       R"({"a": [1, 2 ],"b": 3})",
       {kExtraSeparator, kMissingBracket, kMissingComma}},
      {R"({"a": [1, 2}, "b": 3})", R"({"a": [1, 2], "b": 3})", {kWrongBracket}},
      {R"({"a": {"b": 1], "c": 2})", R"({"a": {"b": 1}, "c": 2})", {kWrongBracket}},
      {R"([{"a": 1, {"b": 2}])",
       R"([{"a": 1 },{"b": 2}])",
       {kExtraSeparator, kMissingBracket, kMissingComma}},
      {R"({"a": (1, 2)})", R"({"a": [1, 2]})", {kWrongBracket}},
      {R"("a": 1, "b": 2})", R"({"a": 1, "b": 2})", {kMissingBracket}},
      {R"("a": 1, "b": 2)", R"({"a": 1, "b": 2})", {kMissingBracket, kTruncated}},
      {"1, 2, 3]", "[1, 2, 3]", {kMissingBracket}},
      {R"("a", "b"])", R"(["a", "b"])", {kMissingBracket}},
  });
}

TEST(WalkerTest, ClosesWhatIsCutOff) {
  CheckRepairs({
      {R"({"a":1)", R"({"a":1})", {kTruncated}},
      {R"({"a":1,)", R"({"a":1})", {kExtraSeparator, kTruncated}},
      {R"({"a":1,"b")", R"({"a":1})", {kExtraSeparator, kDanglingKey, kTruncated}},
      {R"({"a":1,"b":)", R"({"a":1})", {kExtraSeparator, kDanglingKey, kTruncated}},
      {R"({"a":1,"b":-)", R"({"a":1})", {kExtraSeparator, kDanglingKey, kTruncated}},
      {"[1,2", "[1,2]", {kTruncated}},
      {"[1,2,", "[1,2]", {kExtraSeparator, kTruncated}},
      {"[[1,2],[3", "[[1,2],[3]]", {kTruncated}},
      {R"({"a": [1, 2])", R"({"a": [1, 2]})", {kTruncated}},
      {R"({"a": {"b": 1, "c": 2})", R"({"a": {"b": 1, "c": 2}})", {kTruncated}},
      {R"({"a": 1, "a2": [1, 2, {"b": "c")", R"({"a": 1, "a2": [1, 2, {"b": "c"}]})", {kTruncated}},
      {R"({"a":"b","c":{"d":"e")", R"({"a":"b","c":{"d":"e"}})", {kTruncated}},
  });
}

TEST(WalkerTest, DropsCommentsAndEllipses) {
  CheckRepairs({
      {R"({"a": 1 /* note */, "b": 2})", R"({"a": 1 , "b": 2})", {kComment}},
      {R"({"a": 1} // c)", R"({"a": 1})", {kComment}},
      {"[1, 2, ...]", "[1, 2 ]", {kExtraSeparator, kEllipsis}},
      {"[1, 2, …]", "[1, 2 ]", {kExtraSeparator, kEllipsis}},
      {"[..., 3]", "[ 3]", {kEllipsis, kExtraSeparator}},
      {"[1, ..., 9]", "[1,  9]", {kEllipsis, kExtraSeparator}},
      {"[1, 2 ...]", "[1, 2 ]", {kEllipsis}},
      {R"({"a": 1, ...})", R"({"a": 1 })", {kExtraSeparator, kEllipsis}},
      {R"({"a": 1, "b": 2, ... })", R"({"a": 1, "b": 2  })", {kExtraSeparator, kEllipsis}},
      {"{...}", "{}", {kEllipsis}},
      {"[...]", "[]", {kEllipsis}},
      {R"({"a": [1, 2, ...], "b": 1})", R"({"a": [1, 2 ], "b": 1})", {kExtraSeparator, kEllipsis}},
      {"{\"a\": 1, // note\n\"b\": 2}", "{\"a\": 1, \n\"b\": 2}", {kComment}},
      {"{\"a\": 1, # note\n\"b\": 2}", "{\"a\": 1, \n\"b\": 2}", {kComment}},
      {"{\"a\": 1 // c\n}", "{\"a\": 1 \n}", {kComment}},
      {"{\"a\": \"x\", \n  // comment\n  \"b\": \"y\" /* c */\n}",
       "{\"a\": \"x\", \n  \n  \"b\": \"y\" \n}",
       {kComment, kComment}},
      {"{\"a\":\u00a01}", R"({"a": 1})", {kWhiteSpace}},
      {"{\"a\": 1,\n\n\"b\": 2,\n// end\n}",
       "{\"a\": 1,\n\n\"b\": 2\n\n}",
       {kExtraSeparator, kComment}},
  });
}

}  // namespace
}  // namespace jsonl::json
