#include "tools/stats/record_texts.h"

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

// "instruction=a|context=b", and the roles behind it.
std::string Shown(const RecordTexts& texts) {
  std::string shown;
  for (const RecordTexts::Text& text : texts.texts()) {
    text::Append(&shown, shown.empty() ? "" : "|", PartKey(text.part), "=", text.text);
  }
  for (std::string_view role : texts.roles()) text::Append(&shown, " <", role, ">");
  return shown;
}

TEST(RecordTexts, TellsPartsOfEveryFormat) {
  struct Case {
    std::string_view record;
    std::string_view shown;
  };
  const std::vector<Case> cases = {
      {R"({"task":"t","input":{"instruction":"i","json":"j","n":[1, 2],"x":null},"output":"o"})",
       "response=o|instruction=i|context=j|context=[1, 2]"},
      {R"({"task":"t","input":{"instruction":"i"},"chosen":"c","rejected":"r"})",
       "response=c|instruction=i"},
      {R"({"instruction":"i","input":"","output":"o"})", "response=o|instruction=i|context="},
      {R"({"input":"i","output":"o","template_style":"s"})", "response=o|instruction=i"},
      {R"({"prompt":"p","chosen":"c","rejected":"r"})", "response=c|instruction=p"},
      {R"({"prompt":"p","completion":"c","label":true})", "response=c|instruction=p"},
      {R"({"prompt":[{"role":"system","content":"s"},{"role":"user","content":"u"}],)"
       R"("chosen":[{"role":"assistant","content":"c"}],"rejected":[{"role":"assistant","content":"r"}]})",
       "response=c|context=s|instruction=u <system> <user> <assistant>"},
      {R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"},)"
       R"({"role":"user","content":[{"type":"text","text":"v"},{"type":"image"}]},)"
       R"({"role":"assistant","content":"b"}],"tools":[]})",
       "response=b|instruction=u|context=a|instruction=v|context=[] <user> <assistant> <user> "
       "<assistant>"},
      {R"({"messages":[{"role":7,"content":"u"},{"role":"bot"},5,{"role":"assistant",)"
       R"("content":null,"tool_calls":[{"name":"f"}]}]})",
       "context=u|context=[{\"name\":\"f\"}] <> <bot> <assistant>"},
      {R"({"conversations":[{"from":"human","value":"h"},{"from":"gpt","value":"g"}],"system":"s"})",
       "response=g|instruction=h|context=s <human> <gpt>"},
      {R"({"conversations":[{"from":"human","value":"h"}],"chosen":{"from":"gpt","value":"g"},)"
       R"("rejected":{"from":"gpt","value":"r"}})",
       "response=g|instruction=h <human> <gpt>"},
      {R"({"text":"abc"})", "text=abc"},
      {R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>"})",
       "response=a|instruction=u <user> <assistant>"},
      {R"({"buggy_code":"b","error_message":"e","fixed_code":"f"})",
       "response=f|context=b|context=e"},
      {R"({"id":1,"task":"qa","input":{"question":"q"},"target":{"answer":"a","code_example":"c"}})",
       "response=a|context=q"},
      {R"({"instruction":"i","output":"o"})", "response=o|instruction=i"},
      {R"({"task":"t","input":"text","output":"o"})", "response=o|context=text"},
      {R"({"output":"o"})", "response=o"},
      {R"({"anything":"else"})", ""},
      {R"({})", ""},
  };
  RecordTexts texts;
  for (const Case& c : cases) {
    test::ParsedText parsed(c.record);
    texts.Read(parsed.root(), LookAt(parsed.root()));
    EXPECT_EQ(Shown(texts), c.shown) << c.record;
  }
}

}  // namespace
}  // namespace jsonl::stats
