#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"
#include "tools/validate/rule_testing.h"
#include "tools/validate/rules/pattern_rule.h"
#include "tools/validate/rules/values_rule.h"

namespace jsonl {
namespace {

constexpr std::string_view kRecord =
    R"({"task":"qa","n":1.50,"none":null,"output":"As an AI, I can\u0027t",)"
    R"("messages":[{"content":"a"},{"role":"b"},{"content":"b"}],"list":[1,2],"a=b":"c"})";

// "code pointer message" of the findings, or what is wrong with the option.
std::string FindingsOf(const absl::StatusOr<NewRule>& new_rule) {
  if (!new_rule.ok()) return text::Cat("refused: ", new_rule.status().message());
  const std::unique_ptr<RecordRule> rule = (*new_rule)();
  return test::Check(*rule, kRecord);
}

struct Case {
  std::string_view option;
  std::string_view findings;  // how they start
};

TEST(PatternRuleTest, DenyAndRequire) {
  const Case denied[] = {
      {"output=(?i)as an ai",
       "pattern-denied /output Field 'output' has 'As an AI', which --deny '(?i)as an ai' forbids"},
      {"output=as an ai", ""},
      {"output=can't", "pattern-denied /output "},
      {"nothing=.*", "unchecked"},
      {"n=^1\\.50$", "pattern-denied /n Field 'n' has '1.50'"},
      {"none=null", "pattern-denied /none "},
      {"list=^\\[1,2\\]$", "pattern-denied /list "},
      {"messages.*.content=b", "pattern-denied /messages/2/content Field 'messages.*.content' has"},
      {"/messages/0/content=b", ""},
      {"messages.*.content=x*=b", ""},
      {"messages.*.name=b", "unchecked"},
      {"output=(a", "refused: --deny: the expression '(a' is wrong: missing ): (a"},
      {"output=a(?=b)", "refused: --deny: the expression 'a(?=b)' is wrong: "},
      {"output", "refused: --deny takes FIELD=REGEX, not 'output'"},
      {"output=", "refused: --deny takes FIELD=REGEX, not 'output='"},
      {"=a", "refused: --deny takes FIELD=REGEX, not '=a'"},
      {"a..b=c", "refused: --deny: field 'a..b': empty name"},
  };
  const Case required[] = {
      {"task=^(qa|sql)$", ""},
      {"task=^sql$",
       "pattern-missing /task Field 'task' does not match '^sql$', as --require asks"},
      {"id=.", "pattern-missing  No field 'id', which --require asks to match '.'"},
      {"messages.*.content=^[ab]$", ""},
      {"messages.*.content=^a$", "pattern-missing /messages/2/content "},
      {"messages.*.name=.", "pattern-missing  No field 'messages.*.name'"},
  };
  for (const Case& c : denied) {
    const std::string all = FindingsOf(PatternRule::Parse(PatternRule::Kind::kDeny, c.option));
    EXPECT_EQ(c.findings.empty() ? all : all.substr(0, c.findings.size()), c.findings) << c.option;
  }
  for (const Case& c : required) {
    const std::string all = FindingsOf(PatternRule::Parse(PatternRule::Kind::kRequire, c.option));
    EXPECT_EQ(c.findings.empty() ? all : all.substr(0, c.findings.size()), c.findings) << c.option;
  }
}

TEST(ValuesRuleTest, OneOfTheLinesOfAFile) {
  test::ScratchDir dir;
  const std::string tasks = dir.Write("tasks", "\xef\xbb\xbfqa\r\n\nsql\n1.50\na\nnull");
  const std::string empty = dir.Write("empty", "\n\n");
  const Case cases[] = {
      {"task=tasks", ""},
      {"n=tasks", ""},
      {"none=tasks", ""},
      {"nothing=tasks", "unchecked"},
      {"messages.0.content=tasks", ""},
      {"messages.*.content=tasks",
       "value-not-allowed /messages/2/content Field 'messages.*.content' is 'b', not one of the 5 "
       "values in "},
      {"output=tasks", "value-not-allowed /output Field 'output' is 'As an AI, I can't', not one"},
      {"list=tasks", "value-not-allowed /list Field 'list' is '[1,2]', not one of"},
      {"task=empty", "refused: --values: "},
      {"task=nowhere", "refused: "},
      {"task", "refused: --values takes FIELD=FILE, not 'task'"},
  };
  for (const Case& c : cases) {
    std::string option(c.option);
    if (size_t sign = option.find('='); sign != option.npos)
      option.insert(sign + 1, dir.path() + "/");
    const std::string all = FindingsOf(ValuesRule::Parse(option));
    EXPECT_EQ(c.findings.empty() ? all : all.substr(0, c.findings.size()), c.findings) << c.option;
  }
}

}  // namespace
}  // namespace jsonl
