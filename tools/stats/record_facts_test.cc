#include "tools/stats/record_facts.h"

#include <string>
#include <vector>

#include "common/testing/json_text.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

TEST(LookAt, TellsKindAndResponse) {
  struct Case {
    std::string record;
    std::string_view kind;
    std::string_view response;  // "-": none
  };
  const std::vector<Case> cases = {
      {R"({"task":"t","input":{"instruction":"i"},"output":"o"})", "sft", "o"},
      {R"({"instruction":"i","input":"","output":"o"})", "sft", "o"},
      {R"({"output":"o"})", "sft", "o"},
      {R"({"task":"t","input":{"instruction":"i"},"chosen":"c","rejected":"r"})", "dpo", "c"},
      {R"({"prompt":"p","chosen":"c","rejected":"r"})", "dpo", "c"},
      {R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})", "chat",
       "a"},
      {R"({"messages":7})", "chat", "-"},
      {R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}]})", "chat",
       "a"},
      {R"({"output":1,"output":"o"})", "other", "-"},
      {R"({"text":"abc"})", "text", "-"},
      {R"({"text":"<|start|>user<|message|>u<|end|>"})", "chat", "-"},
      {R"({"text":"<|start|>assistant<|channel|>final<|message|>\u0061<|return|>"})", "chat", "a"},
      {R"({"text":"<|user|>\nu\n<|assistant|>\na\n<|endoftext|>"})", "chat", "a"},
      {R"({"text":1})", "other", "-"},
      {R"({"task":"t","input":{"instruction":"i"},"output":{"a":1}})", "other", "-"},
      {R"({"task":"t","input":{"instruction":"i"},"chosen":1,"rejected":2})", "dpo", "-"},
      {R"({"task":"t","input":{"instruction":"i"},"rejected":"r"})", "other", "-"},
      {R"({})", "other", "-"},
  };
  for (const Case& c : cases) {
    test::ParsedText parsed(c.record);
    RecordFacts facts = LookAt(parsed.root());
    EXPECT_EQ(KindKey(facts.kind), c.kind) << c.record;
    EXPECT_EQ(facts.response.data() != nullptr ? facts.response : "-", c.response) << c.record;
  }
}

TEST(LookAt, FindsLabels) {
  const struct {
    std::string record;
    std::string_view labels;  // "-": none
  } kCases[] = {
      {R"({"difficulty":"easy","template":7,"template_category":"c"})", "\"easy\" 7 \"c\""},
      {R"({"meta":{"difficulty":1,"template_category":2},"difficulty":3,"template":4})", "1 4 2"},
      {R"({"meta":{"difficulty":null,"template":null},"difficulty":3})", "3 - -"},
      {R"({"meta":"x","difficulty":null,"template":4,"template":5})", "null 4 -"},
      {R"({"input":{"difficulty":1}})", "- - -"},
  };
  for (const auto& [record, labels] : kCases) {
    test::ParsedText parsed(record);
    std::string found;
    for (json::Value label : LookAt(parsed.root()).labels) {
      if (!found.empty()) found += ' ';
      found += label ? label.raw() : "-";
    }
    EXPECT_EQ(found, labels) << record;
  }
}

}  // namespace
}  // namespace jsonl::stats
