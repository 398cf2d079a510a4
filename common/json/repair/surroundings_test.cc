#include "common/json/repair/surroundings.h"

#include <gtest/gtest.h>

#include "common/json/repair/repair_case.h"

namespace jsonl::json {
namespace {

using enum MendKind;

TEST(FindJsonTest, FindsTheOneValue) {
  CheckRepairs({
      {R"(/* c */ {"a": 1})", R"({"a": 1})", {kSurroundings}},
      {R"(Here is the JSON: {"a": 1} Hope this helps!)",
       R"({"a": 1})",
       {kSurroundings, kSurroundings}},
      {"The result is [1, 2, 3].", "[1, 2, 3]", {kSurroundings, kSurroundings}},
      {"Sure! {'a': 1, 'b': None}",
       R"({"a": 1, "b": null})",
       {kSurroundings, kQuotes, kQuotes, kLiteral}},
      {R"(callback({"a": 1});)", R"({"a": 1})", {kSurroundings, kSurroundings}},
      {R"(x = {"a": 1};)", R"({"a": 1})", {kSurroundings, kSurroundings}},
      {R"(const x = {"a": 1})", R"({"a": 1})", {kSurroundings}},
      {"// c\n{\"a\": 1}", R"({"a": 1})", {kSurroundings}},
      {"```json\n{\"a\": 1}\n```", R"({"a": 1})", {kSurroundings, kSurroundings}},
      {"```\n{\"a\": 1}\n```", R"({"a": 1})", {kSurroundings, kSurroundings}},
      {"Here is the JSON:\n```json\n{\"a\": 1,}\n```\nHope this helps!",
       R"({"a": 1})",
       {kSurroundings, kExtraSeparator, kSurroundings}},
      {"```json\n{\"a\": 1\n", "{\"a\": 1\n}", {kSurroundings, kTruncated}},
      {"{\"a\": 1}\n```", R"({"a": 1})", {kSurroundings}},
      {"```json\n{\"code\": \"```py\\nx\\n```\"}\n```",
       R"({"code": "```py\nx\n```"})",
       {kSurroundings, kSurroundings}},
      {"json\n{\"a\": 1}", R"({"a": 1})", {kSurroundings}},
      {"\u00a0[1]", "[1]", {kSurroundings}},
      {"[1]\u00a0\n", "[1]", {kWhiteSpace}},
      {"<think>maybe {\"a\": 2}?</think>\n{\"a\": 1}", R"({"a": 1})", {kSurroundings}},
      {"Answer: {\"a\": 1}\n\nExplanation: the field {a} is 1.",
       R"({"a": 1})",
       {kSurroundings, kSurroundings}},
      {R"(See [1] for more: {"a": 1})", R"({"a": 1})", {kSurroundings}},
      {"{\"a\": 1}\n\nNote: \"a\" is one.", R"({"a": 1})", {kSurroundings}},
      {R"({"a": "b"} hope "this" helps)", R"({"a": "b"})", {kSurroundings}},
  });
}

}  // namespace
}  // namespace jsonl::json
