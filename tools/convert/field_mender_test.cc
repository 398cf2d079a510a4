#include "tools/convert/field_mender.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using report::Finding;

std::vector<json::FieldPath> Paths(const std::vector<std::string_view>& fields) {
  std::vector<json::FieldPath> paths;
  for (std::string_view field : fields) paths.push_back(*json::FieldPath::Parse(field));
  return paths;
}

// The record with its fields mended, or what is wrong with it; then the number of warnings.
std::string Mend(const std::vector<std::string_view>& fields, std::string_view record) {
  const std::vector<json::FieldPath> paths = Paths(fields);
  FieldMender mender(paths);
  std::vector<Finding> warnings, findings;
  const test::ParsedText parsed(record);
  const json::Value root = mender.Mend(parsed.root(), &warnings, &findings);
  std::string out;
  for (const Finding& finding : findings) {
    text::Append(&out, report::CodeName(finding.code), " ", finding.pointer, " ", finding.message,
                 "\n");
  }
  EXPECT_EQ(static_cast<bool>(root), findings.empty());
  if (root) out = root.raw();
  return text::Cat(out, " ", warnings.size());
}

TEST(FieldMenderTest, MendsTheTextAndNothingElse) {
  struct Case {
    std::vector<std::string_view> fields;
    std::string_view record;
    std::string_view result;
  };
  const Case cases[] = {
      {{"output"},
       R"({ "n" : 1.0, "output":"{'a': \"x\",}" ,"z":"\u0041"})",
       R"({ "n" : 1.0, "output":"{\"a\": \"x\"}" ,"z":"\u0041"} 2)"},
      // Text that is JSON stays as it was written, escapes and all.
      {{"output"},
       R"({"output": "{\u0022a\u0022: [1, 2]}"})",
       R"({"output": "{\u0022a\u0022: [1, 2]}"} 0)"},
      {{"output"},
       R"({"output":"Here you are:\n```json\n{\"a\": True}\n```"})",
       R"({"output":"{\"a\": true}"} 3)"},
      // Several, whatever their order, and one of them twice.
      {{"b", "a", "/b"},
       R"({"a":"[1,]","b":"{x:1}","c":"[1,]"})",
       R"({"a":"[1]","b":"{\"x\":1}","c":"[1,]"} 3)"},
      {{"m.1.content"},
       R"({"m":[{"content":"[1,]"},{"content":"[2,]"}]})",
       R"({"m":[{"content":"[1,]"},{"content":"[2]"}]} 1)"},
      // What is absent or no string is left alone.
      {{"x", "n", "o"}, R"({"n":1,"o":{"a":1}})", R"({"n":1,"o":{"a":1}} 0)"},
      {{"a", "b"},
       R"({"a":"[1,]","b":"no JSON"})",
       "output-not-json /b Invalid JSON in b, not mended: column 1: no JSON value\n 1"},
      {{"a"},
       R"({"a":""})",
       "output-not-json /a Invalid JSON in a, not mended: column 1: nothing but white space\n 0"},
  };
  for (const Case& c : cases) EXPECT_EQ(Mend(c.fields, c.record), c.result) << c.record;
}

TEST(FieldMenderTest, CountsWhatItLeavesAlone) {
  const std::vector<json::FieldPath> paths = Paths({"a", "b", "c"});
  FieldMender mender(paths);
  std::vector<Finding> warnings, findings;
  const test::ParsedText record(R"({"a":1,"x":"[1,]"})");
  EXPECT_EQ(mender.Mend(record.root(), &warnings, &findings).raw(), record.root().raw());
  EXPECT_EQ(mender.absent(), 0b110u);  // b and c
  EXPECT_EQ(mender.not_strings(), 1u);
  const test::ParsedText whole(R"({"a":"1","b":"2","c":"3"})");
  mender.Mend(whole.root(), &warnings, &findings);
  EXPECT_EQ(mender.absent() + mender.not_strings(), 0u);
}

}  // namespace
}  // namespace jsonl
