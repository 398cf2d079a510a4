// The rules of every format: what is found in which record, with its place and its words.

#include <string>
#include <string_view>
#include <vector>

#include "common/record/registry.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace jsonl::record {
namespace {

using testing::ElementsAreArray;

std::vector<std::string> Check(std::string_view format, std::string_view record, bool named) {
  test::ParsedText parsed(record);
  std::vector<report::Finding> findings;
  Find(format)->Check(parsed.root(), {.named = named}, &findings);
  std::vector<std::string> lines;
  for (const report::Finding& finding : findings) {
    lines.push_back(
        text::Cat(report::CodeName(finding.code), " ", finding.pointer, ": ", finding.message));
  }
  return lines;
}

struct Rule {
  std::string_view format;
  std::string_view record;
  std::vector<std::string> findings = {};
};

TEST(CheckTest, FindsWhatIsWrongAndNothingElse) {
  const Rule kRules[] = {
      {"any", R"({"a":1})"},
      // task
      {"task", R"({"task":"t","input":{"instruction":"i","text":"x"},"output":""})"},
      {"task", R"({"rejected":"r","chosen":"c","input":{"instruction":"i"},"task":"t","x":1})"},
      {"task",
       R"({"input":{"instruction":"i"},"output":"o"})",
       {"missing-field /task: Missing 'task' field"}},
      {"task",
       R"({"task":1,"input":{},"output":null})",
       {"wrong-type /task: Field 'task' must be a string, found a number",
        "missing-field /input/instruction: Missing 'input.instruction' field",
        "wrong-type /output: Field 'output' must be a string, found null"}},
      {"task",
       R"({"task":"t","input":"not an object","output":"o"})",
       {"wrong-type /input: Field 'input' must be an object, found a string"}},
      {"task",
       R"({"task":"t","input":{"instruction":"i"}})",
       {"missing-field /output: Missing 'output' field (or 'chosen' and 'rejected')"}},
      {"task",
       R"({"task":"t","input":{"instruction":"i"},"chosen":"c"})",
       {"missing-field /rejected: Missing 'rejected' field"}},
      {"task",
       R"({"task":"t","input":{"instruction":"i"},"output":"o","chosen":"c","rejected":"r"})",
       {"ambiguous-format : Both 'output' and 'chosen' or 'rejected': an example is either for "
        "supervised fine-tuning or for DPO"}},
      // alpaca
      {"alpaca", R"({"instruction":"i","input":"","output":"o"})"},
      {"alpaca", R"({"output":"o","instruction":"i","meta":{"a":"b"}})"},
      {"alpaca",
       R"({"instruction":"i","input":null,"meta":{"a":1},"x/y":2})",
       {"wrong-type /input: Field 'input' must be a string, found null",
        "missing-field /output: Missing required field 'output'",
        "wrong-type /meta/a: Field 'meta.a' must be a string, found a number",
        "unknown-field /x~1y: Unknown field 'x/y'"}},
      {"alpaca",
       R"({"instruction":"i","output":"o","meta":[]})",
       {"wrong-type /meta: Field 'meta' must be an object, found an array"}},
      // mutation, grpo, eval
      {"mutation", R"({"buggy_code":"b","error_message":"e","fixed_code":"f","repo":null,"n":1})"},
      {"mutation",
       R"({"buggy_code":" ","error_message":"e","fixed_code":" ","file":"\n"})",
       {"empty-field /buggy_code: Field 'buggy_code' is empty after stripping",
        "empty-field /fixed_code: Field 'fixed_code' is empty after stripping",
        "empty-field /file: Field 'file' is empty after stripping",
        "identical-pair /fixed_code: Fields 'buggy_code' and 'fixed_code' are identical"}},
      {"mutation",
       R"({"buggy_code":"\u0062","error_message":1,"fixed_code":"b","repo":2})",
       {"wrong-type /error_message: Field 'error_message' must be a string, found a number",
        "wrong-type /repo: Field 'repo' must be a string, found a number",
        "identical-pair /fixed_code: Fields 'buggy_code' and 'fixed_code' are identical"}},
      {"grpo", R"({"description":"d","starter_code":"s","tests":"t"})"},
      {"grpo",
       R"({"description":"","starter_code":[]})",
       {"empty-field /description: Field 'description' is empty after stripping",
        "wrong-type /starter_code: Field 'starter_code' must be a string, found an array",
        "missing-field /tests: Missing required field 'tests'"}},
      {"eval", R"({"description":"d","tests":"t","starter_code":1})"},
      {"eval",
       R"({"tests":" "})",
       {"missing-field /description: Missing required field 'description'",
        "empty-field /tests: Field 'tests' is empty after stripping"}},
      // templated
      {"templated", R"({"input":"","output":"o","template_style":null,"n":1})"},
      {"templated",
       R"({"input":1,"template_category":2})",
       {"wrong-type /input: Field 'input' must be a string, found a number",
        "missing-field /output: Missing required field 'output'",
        "wrong-type /template_category: Field 'template_category' must be a string, found a "
        "number"}},
      // multitask
      {"multitask",
       R"({"id":1,"task":"qa","context":null,"input":{"question":"q"},"target":{"answer":"a"}})"},
      {"multitask", R"({"id":"1","task":"mine","input":{"a":1},"target":{"b":[]},"meta":{}})"},
      {"multitask",
       R"({"id":null,"task":" ","context":[],"dialect":1,"input":{},"target":"t","meta":"m"})",
       {"wrong-type /id: Field 'id' must be a string, found null",
        "empty-field /task: Field 'task' is empty after stripping",
        "empty-field /input: Field 'input' is empty",
        "wrong-type /target: Field 'target' must be an object, found a string",
        "wrong-type /context: Field 'context' must be an object, found an array",
        "wrong-type /meta: Field 'meta' must be an object, found a string",
        "wrong-type /dialect: Field 'dialect' must be a string, found a number"}},
      {"multitask",
       R"({"id":"1","task":"error_resolution","input":{"broken_code":" ","error":1},"target":{}})",
       {"empty-field /target: Field 'target' is empty",
        "empty-field /input/broken_code: Field 'input.broken_code' is empty after stripping",
        "wrong-type /input/error: Field 'input.error' must be a string, found a number"}},
      {"multitask",
       R"({"id":"1","task":"error_resolution","input":{"broken_code":"b"},"target":{"fixed_code":"f"}})",
       {"missing-field /target/explanation: Missing required field 'target.explanation'"}},
      {"multitask",
       R"({"id":"1","task":"documentation","input":{"code":"c"},"target":{"docstring":1}})",
       {"missing-field /input/style: Missing required field 'input.style'",
        "wrong-type /target/docstring: Field 'target.docstring' must be a string, found a "
        "number"}},
      {"multitask",
       R"({"id":"1","task":"qa","input":{"question":"q"},"target":{"answer":"a","code_example":1}})",
       {"wrong-type /target/code_example: Field 'target.code_example' must be a string, found a "
        "number"}},
      // tokens
      {"tokens", R"({"input_ids":[],"labels":[1.5]})"},
      {"tokens", R"({"input_ids":[0,9223372036854775807]})"},
      {"tokens", R"({})", {"missing-field /input_ids: Missing required field 'input_ids'"}},
      {"tokens",
       R"({"input_ids":"1 2"})",
       {"wrong-type /input_ids: Field 'input_ids' must be a list, found a string"}},
      {"tokens",
       R"({"input_ids":[1.0,1e3,"1",null,-1,-0,9223372036854775808]})",
       {"wrong-type /input_ids/0: Field 'input_ids.0' must be an integer, found 1.0",
        "wrong-type /input_ids/1: Field 'input_ids.1' must be an integer, found 1e3",
        "wrong-type /input_ids/2: Field 'input_ids.2' must be an integer, found a string",
        "wrong-type /input_ids/3: Field 'input_ids.3' must be an integer, found null",
        "token-out-of-range /input_ids/4: Token ID -1 out of vocabulary range",
        "token-out-of-range /input_ids/5: Token ID -0 out of vocabulary range",
        "token-out-of-range /input_ids/6: Token ID 9223372036854775808 out of vocabulary range"}},
      // words
      {"words", R"({"examples":["a",{"any":"record"}],"n":1})"},
      {"words", R"({"examples":[]})", {"empty-field /examples: Field 'examples' is empty"}},
      {"words",
       R"({"examples":["a"," ",1]})",
       {"empty-field /examples/1: Field 'examples.1' is empty after stripping",
        "wrong-type /examples/2: Field 'examples.2' must be a string or an object, found a "
        "number"}},
      {"words",
       R"({"examples":"a"})",
       {"wrong-type /examples: Field 'examples' must be a list, found a string"}},
      // text
      {"text", R"({"text":" ","id":1})"},
      {"text", R"({"text":""})", {"empty-field /text: Field 'text' is empty"}},
      {"text",
       R"({"text":[]})",
       {"wrong-type /text: Field 'text' must be a string, found an array"}},
      {"text", R"({})", {"missing-field /text: Missing required field 'text'"}},
      // messages
      {"messages",
       R"({"messages":[{"role":"system","content":""},{"role":"developer","content":"d"},
          {"content":"u","role":"user","name":null},{"role":"assistant","content":"a","weight":0.5}]})"},
      {"messages", R"({"messages":[{"role":"user","content":[{"type":"text","text":"u"}]},
          {"role":"assistant","thinking":"t","tool_calls":[{"id":"1","name":"f","arguments":{}},
                                                           {"id":"2","name":"g","arguments":{}}]},
          {"role":"tool","tool_call_id":"1","content":"r"},
          {"role":"tool","tool_call_id":"2","content":"r"},
          {"role":"assistant","content":"a","tool_calls":null}]})"},
      {"messages", R"({"messages":[{"role":"assistant","content":null,"tool_calls":[
          {"type":"function","function":{"name":"f","arguments":"{}"}}]}]})"},
      {"messages",
       R"({"messages":[{"role":"assistant","content":null,"tool_calls":[]}]})",
       {"wrong-type /messages/0/content: Field 'messages.0.content' must be a string, found null"}},
      {"messages",
       R"({"messages":[{"role":"assistant","content":"a","tool_calls":[]},
           {"role":"tool","content":"r"}]})",
       {"bad-turn-order /messages/1: Tool's message 'messages.1' must follow an assistant's "
        "message with 'tool_calls'"}},
      {"messages", R"({})", {"missing-field /messages: Missing required field 'messages'"}},
      {"messages",
       R"({"messages":"x"})",
       {"wrong-type /messages: Field 'messages' must be a list, found a string"}},
      {"messages", R"({"messages":[]})", {"empty-field /messages: Field 'messages' is empty"}},
      {"messages",
       R"({"messages":[{"role":"user","content":"u"}]})",
       {"missing-assistant /messages: Field 'messages' has no message of the assistant"}},
      {"messages",
       R"({"messages":[{"role":"bot","content":"u"}]})",
       {"unknown-role /messages/0/role: Unknown role 'bot' in 'messages.0.role' (known: system, "
        "developer, user, assistant, tool)"}},
      {"messages",
       R"({"messages":[1,{"content":"u"},{"role":"assistant","content":null,"name":1,"weight":"1"}]})",
       {"wrong-type /messages/0: Field 'messages.0' must be an object, found a number",
        "missing-field /messages/1/role: Missing required field 'messages.1.role'",
        "wrong-type /messages/2/content: Field 'messages.2.content' must be a string, found null",
        "wrong-type /messages/2/name: Field 'messages.2.name' must be a string, found a number",
        "wrong-type /messages/2/weight: Field 'messages.2.weight' must be a number, found a "
        "string"}},
      {"messages",
       R"({"messages":[{"role":"user"},{"role":"tool","content":"r"},{"role":"assistant","content":"a"}]})",
       {"missing-field /messages/0/content: Missing required field 'messages.0.content'",
        "bad-turn-order /messages/1: Tool's message 'messages.1' must follow an assistant's "
        "message with 'tool_calls'"}},
      {"messages",
       R"({"messages":[{"role":"assistant","tool_calls":[1,{"id":"1"},{"function":{}}]}]})",
       {"wrong-type /messages/0/tool_calls/0: Field 'messages.0.tool_calls.0' must be an object, "
        "found a number",
        "missing-field /messages/0/tool_calls/1/name: Missing required field "
        "'messages.0.tool_calls.1.name'",
        "missing-field /messages/0/tool_calls/2/function/name: Missing required field "
        "'messages.0.tool_calls.2.function.name'"}},
      // preference
      {"preference", R"({"prompt":"p","chosen":"c","rejected":"r","score":1})"},
      {"preference", R"({"prompt":[{"role":"user","content":"p"}],
          "chosen":[{"role":"assistant","content":"c"}],
          "rejected":[{"role":"assistant","content":"r"}]})"},
      {"preference",
       R"({"chosen":" \u3000\n","rejected":1})",
       {"missing-field /prompt: Missing required field 'prompt'",
        "empty-field /chosen: Field 'chosen' is empty after stripping",
        "wrong-type /rejected: Field 'rejected' must be a string or a list of messages, found a "
        "number"}},
      {"preference",
       R"({"prompt":"p","chosen":"a\u0062","rejected":"ab"})",
       {"identical-pair /rejected: Fields 'chosen' and 'rejected' are identical"}},
      {"preference",
       R"({"prompt":"p","chosen":[{"role":"assistant","content":" "}],
           "rejected":[{"content":" ","role":"assistant"}]})",
       {"empty-field /chosen: Field 'chosen' is empty after stripping",
        "empty-field /rejected: Field 'rejected' is empty after stripping",
        "identical-pair /rejected: Fields 'chosen' and 'rejected' are identical"}},
      // preference-implicit
      {"preference-implicit",
       R"({"chosen":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],
           "rejected":[{"content":"u","role":"user"},{"role":"assistant","content":"b"}]})"},
      {"preference-implicit",
       R"({"chosen":"\n\nHuman: q\n\nAssistant: a","rejected":"\n\nHuman: q\n\nAssistant: b"})"},
      {"preference-implicit",
       R"({"chosen":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],
           "rejected":[{"role":"user","content":"v"},{"role":"assistant","content":"b"}]})",
       {"missing-field /prompt: Fields 'chosen' and 'rejected' share no first message: there is no "
        "prompt"}},
      {"preference-implicit",
       R"({"chosen":[{"role":"assistant","content":"a"}],"rejected":"b"})",
       {"wrong-type /rejected: Field 'rejected' must be a list of messages, as 'chosen' is, found "
        "a string"}},
      {"preference-implicit",
       R"({"chosen":" "})",
       {"empty-field /chosen: Field 'chosen' is empty after stripping",
        "missing-field /rejected: Missing required field 'rejected'"}},
      {"preference-implicit",
       R"({"chosen":"a","rejected":"a"})",
       {"identical-pair /rejected: Fields 'chosen' and 'rejected' are identical"}},
      // prompt-completion
      {"prompt-completion", R"({"prompt":"p","completion":"c","x":1})"},
      {"prompt-completion", R"({"prompt":[{"role":"user","content":"u"}],
          "completion":[{"role":"assistant","content":"c"}],"tools":[]})"},
      {"prompt-completion",
       R"({"prompt":1,"completion":" "})",
       {"wrong-type /prompt: Field 'prompt' must be a string or a list of messages, found a number",
        "empty-field /completion: Field 'completion' is empty after stripping"}},
      {"prompt-completion",
       R"({"completion":[]})",
       {"missing-field /prompt: Missing required field 'prompt'",
        "empty-field /completion: Field 'completion' is empty"}},
      // kto
      {"kto", R"({"prompt":"p","completion":"c","label":false})"},
      {"kto",
       R"({"prompt":"p","completion":[{"role":"assistant","content":"c"}]})",
       {"missing-field /label: Missing required field 'label'"}},
      {"kto",
       R"({"prompt":"p","completion":"","label":1})",
       {"empty-field /completion: Field 'completion' is empty after stripping",
        "wrong-type /label: Field 'label' must be true or false, found a number"}},
      // messages-kto
      {"messages-kto",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],
           "label":true})"},
      {"messages-kto",
       R"({"messages":[{"role":"user","content":"u"}],"label":"true"})",
       {"missing-assistant /messages: Field 'messages' has no message of the assistant",
        "wrong-type /label: Field 'label' must be true or false, found a string"}},
      // sharegpt
      {"sharegpt",
       R"({"conversations":[{"from":"system","value":"s"},{"from":"human","value":"u"},
           {"from":"function_call","value":"{}"},{"from":"observation","value":"r"},
           {"from":"gpt","value":""}],"tools":"[]","system":null})"},
      {"sharegpt",
       R"({"conversations":[{"from":"human","value":"u"},{"from":"observation","value":1},
           {"from":"bing"}],"tools":[]})",
       {"wrong-type /conversations/1/value: Field 'conversations.1.value' must be a string, found "
        "a number",
        "bad-turn-order /conversations/1: Observation 'conversations.1' must follow a "
        "function_call",
        "unknown-role /conversations/2/from: Unknown role 'bing' in 'conversations.2.from' (known: "
        "human, gpt, system, function_call, observation)",
        "missing-field /conversations/2/value: Missing required field 'conversations.2.value'",
        "wrong-type /tools: Field 'tools' must be a string, found an array"}},
      {"sharegpt",
       R"({"conversations":[{"from":"human","value":"u"}]})",
       {"missing-assistant /conversations: Field 'conversations' has no turn of gpt"}},
      // sharegpt-preference
      {"sharegpt-preference",
       R"({"conversations":[{"from":"human","value":"u"}],"chosen":{"from":"gpt","value":"c"},
           "rejected":{"from":"gpt","value":"r"}})"},
      {"sharegpt-preference",
       R"({"conversations":[],"chosen":{"from":"gpt","value":" "},
           "rejected":{"value":" ","from":"gpt"}})",
       {"empty-field /conversations: Field 'conversations' is empty",
        "empty-field /chosen/value: Field 'chosen.value' is empty after stripping",
        "empty-field /rejected/value: Field 'rejected.value' is empty after stripping",
        "identical-pair /rejected: Fields 'chosen' and 'rejected' are identical"}},
      {"sharegpt-preference",
       R"({"conversations":[{"from":"human","value":"u"}],"chosen":"c"})",
       {"wrong-type /chosen: Field 'chosen' must be an object, found a string",
        "missing-field /rejected: Missing required field 'rejected'"}},
      // harmony
      {"harmony",
       R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>analysis<|message|>)"
       R"(t<|end|><|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json)"
       R"(<|message|>{}<|call|><|start|>functions.f to=assistant<|channel|>commentary<|message|>r)"
       R"(<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>"})"},
      {"harmony", R"({})", {"missing-field /text: Missing required field 'text'"}},
      {"harmony",
       R"({"text":1})",
       {"wrong-type /text: Field 'text' must be a string, found a number"}},
      {"harmony", R"({"text":""})", {"empty-field /text: Field 'text' is empty"}},
      {"harmony",
       R"({"text":"Hello"})",
       {"bad-turn-order /text: Message 1 of 'text' does not begin with <|start|>"}},
      {"harmony",
       R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a"})",
       {"bad-turn-order /text: Message 2 of 'text' is not closed by <|end|>, <|call|> or "
        "<|return|>"}},
      {"harmony",
       R"({"text":"<|start|>user<|message|>u<|end|>"})",
       {"missing-assistant /text: Field 'text' has no message of the assistant"}},
      {"harmony",
       R"({"text":"<|start|>bot<|message|>u<|end|>"})",
       {"unknown-role /text: Message 1 of 'text' has the unknown role 'bot' (known: system, "
        "developer, user, assistant, and tools by their names)"}},
      {"harmony",
       R"({"text":"<|start|>functions.f to=assistant<|message|>r<|end|><|start|>assistant)"
       R"(<|channel|>finale<|message|>a<|return|><|start|>user<|message|>u<|return|>"})",
       {"bad-turn-order /text: Message 1 of 'text' is the result of a tool, and must follow a call",
        "unknown-role /text: Message 2 of 'text' has the unknown channel 'finale' (known: "
        "analysis, commentary, final)",
        "bad-turn-order /text: Message 3 of 'text' follows one that ends in <|return|>",
        "bad-turn-order /text: Message 3 of 'text' ends in <|return|>, as only the assistant's "
        "last can"}},
      {"harmony",
       R"({"text":"<|start|>assistant<|channel|>commentary<|message|>a<|call|>"})",
       {"bad-turn-order /text: Message 1 of 'text' ends in <|call|>, but calls no tool (to=NAME)"}},
      // harmony-tags
      {"harmony-tags",
       R"({"text":"<|user|>\nu\n<|thinking|>\nt\n<|tool_call|>\n{\"name\":\"f\"}\n<|tool_result|>)"
       R"(\nr\n<|assistant|>\na\n<|endoftext|>"})"},
      {"harmony-tags", R"({})", {"missing-field /text: Missing required field 'text'"}},
      {"harmony-tags",
       R"({"text":"<|user|>u"})",
       {"bad-turn-order /text: Field 'text' does not begin with a tag on a line of its own"}},
      {"harmony-tags",
       R"({"text":"<|user|>\nu\n<|assistant|>\na"})",
       {"bad-turn-order /text: Field 'text' does not end with <|endoftext|>"}},
      {"harmony-tags",
       R"({"text":"<|user|>\nu\n<|endoftext|>"})",
       {"missing-assistant /text: Field 'text' has nothing that the assistant says"}},
      {"harmony-tags",
       R"({"text":"<|tool_result|>\nr\n<|tool_call|>\n[]\n<|usr|>\nu\n<|endoftext|>"})",
       {"bad-turn-order /text: Part 1 of 'text' is the result of a tool, and must follow a call",
        "wrong-type /text: Part 2 of 'text' is a call, and must be a JSON object with a name",
        "unknown-role /text: Part 3 of 'text' has the unknown tag <|usr|> (known: system, "
        "developer, user, assistant, thinking, tool_call, tool_result)"}},
  };
  for (const Rule& rule : kRules) {
    EXPECT_THAT(Check(rule.format, rule.record, true), ElementsAreArray(rule.findings))
        << rule.format << " " << rule.record;
  }
}

TEST(CheckTest, UnknownFieldsPassWhereTheFormatWasNotNamed) {
  EXPECT_THAT(Check("alpaca", R"({"instruction":"i","output":"o","x":1})", false),
              testing::IsEmpty());
}

TEST(RegistryTest, RecognisesFormatsByTheFieldsThatTellThem) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {R"({"task":"t","input":{},"output":"o"})", "task"},
      {R"({"input":{"instruction":"i"},"output":"o"})", "task"},
      {R"({"task":"t","input":"not an object","output":"o"})", "task"},
      {R"({"instruction":"i","input":"","output":"o","extra":1})", "alpaca"},
      {R"({"messages":"wrong"})", "messages"},
      {R"({"conversations":[]})", "sharegpt"},
      {R"({"conversations":[],"chosen":{}})", "sharegpt-preference"},
      {R"({"prompt":"p","chosen":"c"})", "preference"},
      {R"({"chosen":"c","rejected":"r"})", "preference-implicit"},
      {R"({"chosen":0.7,"rejected":0.2})", "any"},
      {R"({"text":"x","label":1})", "text"},
      {R"({"id":"1","task":"qa","input":{"question":"q"},"target":{}})", "multitask"},
      {R"({"task":"qa","input":{"question":"q"}})", "multitask"},
      {R"({"task":"mine","input":{"a":1},"target":"wrong"})", "multitask"},
      {R"({"task":"qa","input":{"instruction":"i"},"output":"o","target":{}})", "task"},
      {R"({"task":"qa","input":{"instruction":"i"}})", "task"},
      {R"({"buggy_code":1,"fixed_code":2})", "mutation"},
      {R"({"buggy_code":1,"text":"t"})", "text"},
      {R"({"description":"d","starter_code":"s","tests":"t"})", "grpo"},
      {R"({"description":"d","tests":"t"})", "eval"},
      {R"({"description":"d","prompt":"p"})", "any"},
      {R"({"examples":[]})", "words"},
      {R"({"examples":1})", "any"},
      {R"({"input":"i","output":"o","separator_style":"dash"})", "templated"},
      {R"({"input":"i","output":"o"})", "any"},
      {R"({"instruction":"i","input":"","output":"o","template_style":"simple"})", "alpaca"},
      {R"({"task":"t","input":{"instruction":"i"},"output":"o","template_style":"s"})", "task"},
      {R"({"text":1})", "any"},
      {R"({"prompt":"p","completion":"c"})", "prompt-completion"},
      {R"({"prompt":"p","completion":"c","label":1})", "kto"},
      {R"({"messages":"wrong","label":true})", "messages-kto"},
      {R"({"messages":[],"label":"sports"})", "messages"},
      {R"({"prompt":"p","completed":"c"})", "any"},
      {R"({"question":"q","answer":"a"})", "any"},
      {R"({})", "any"},
  };
  for (const auto& [record, name] : kCases) {
    EXPECT_EQ(Recognise(test::ParsedText(record).root()).name(), name) << record;
  }
}

TEST(RegistryTest, FindsByNameAndSuggests) {
  for (const Format* format : All()) EXPECT_EQ(Find(format->name()), format);
  EXPECT_EQ(Find("Task"), nullptr);
  auto message = [](std::string_view name) {
    return std::string(FindNamed(name).status().message());
  };
  EXPECT_EQ(message("mesages"), "unknown format 'mesages', did you mean 'messages'?");
  EXPECT_EQ(message("aplaca"), "unknown format 'aplaca', did you mean 'alpaca'?");
  EXPECT_EQ(message("tsk"), "unknown format 'tsk', did you mean 'task'?");
  for (std::string_view name : {"parquet", ""}) {
    std::string all = "unknown format '" + std::string(name) + "': it is one of ";
    for (const Format* format : All()) {
      all += (format == All().front() ? "" : ", ") + std::string(format->name());
    }
    EXPECT_EQ(message(name), all + "; see --list-formats");
  }
  ASSERT_TRUE(FindNamed("alpaca").ok());
  EXPECT_EQ((*FindNamed("alpaca"))->name(), "alpaca");
}

TEST(ResponseTest, IsWhatAModelIsToAnswer) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {R"({"task":"t","input":{"instruction":"i"},"output":"the answer"})", "the answer"},
      {R"({"task":"t","input":{"instruction":"i"},"rejected":"r","chosen":"the\u0020answer"})",
       "the answer"},
      {R"({"instruction":"i","output":"the answer"})", "the answer"},
      {R"({"messages":[{"role":"assistant","content":"first"},{"role":"user","content":"u"},
          {"role":"assistant","content":"the answer"},{"role":"user","content":"u"}]})",
       "the answer"},
      {R"({"prompt":"p","chosen":"the answer","rejected":"r"})", "the answer"},
      {R"({"prompt":"p","chosen":[{"role":"assistant","content":"the answer"}],"rejected":"r"})",
       "the answer"},
      {R"({"prompt":"p","completion":"the answer"})", "the answer"},
      {R"({"prompt":"p","completion":[{"role":"assistant","content":"the answer"}],"label":true})",
       "the answer"},
      {R"({"messages":[{"role":"assistant","content":"the answer"}],"label":false})", "the answer"},
      {R"({"output":"the answer"})", "the answer"},
      {R"({"conversations":[{"from":"gpt","value":"the answer"}]})", "the answer"},
      {R"({"conversations":[],"chosen":{"from":"gpt","value":"the answer"}})", "the answer"},
      {R"({"messages":[{"role":"assistant","content":[{"type":"text","text":"the answer"}]}]})",
       "the answer"},
      {R"({"messages":[{"role":"assistant","content":[{"text":"a"},{"text":"b"}]}]})", "absent"},
      {R"({"messages":[{"role":"assistant","content":[{"type":"image"}]}]})", "absent"},
      {R"({"task":"t","input":{},"rejected":"r"})", "absent"},
      {R"({"instruction":"i","input":"","output":1})", "absent"},
      {R"({"messages":[{"role":"assistant","tool_calls":[]}]})", "absent"},
      {R"({"buggy_code":"b","error_message":"e","fixed_code":"the answer"})", "the answer"},
      {R"({"input":"i","output":"the answer","template_style":"simple"})", "the answer"},
      {R"({"task":"sql_to_ibis","input":{"sql":"s"},"target":{"b":"x","ibis":"the answer"}})",
       "the answer"},
      {R"({"task":"mine","input":{"a":1},"target":{"b":"the answer"}})", "the answer"},
      {R"({"task":"mine","input":{"a":1},"target":{"b":"c","d":"e"}})", "absent"},
      {R"({"description":"d","tests":"t"})", "absent"},
      {R"({"text":"t"})", "absent"},
      {R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>)"
       R"(the\u0020answer<|return|>"})",
       "the answer"},
      {R"({"text":"<|start|>user<|message|>u<|end|>"})", "absent"},
      {R"({"text":"<|user|>\nu\n<|assistant|>\nthe answer\n<|endoftext|>"})", "the answer"},
      {R"({"text":"<|user|>\nu\n<|assistant|>\na\n"})", "absent"},
      {R"({"a":1})", "absent"},
  };
  for (const auto& [record, expected] : kCases) {
    test::ParsedText parsed(record);
    const Format& format = Recognise(parsed.root());
    json::Value response = format.Response(parsed.root());
    EXPECT_EQ(response ? format.ResponseText(response) : "absent", expected) << record;
  }
}

TEST(CheckTest, AMessageDoesNotRepeatALongValue) {
  const std::string role(100000, 'r');
  for (const auto& [format, record] :
       {std::pair("messages", text::Cat(R"({"messages":[{"content":"c","role":")", role, "\"}]}")),
        std::pair("sharegpt",
                  text::Cat(R"({"conversations":[{"value":"c","from":")", role, "\"}]}")),
        std::pair("alpaca", text::Cat(R"({"instruction":"i","output":"o",")", role, "\":1}"))}) {
    test::ParsedText parsed(record);
    std::vector<report::Finding> findings;
    Find(format)->Check(parsed.root(), {}, &findings);
    ASSERT_EQ(findings.size(), 1u) << format;
    EXPECT_LT(findings[0].message.size(), 200u) << format;
  }
}

}  // namespace
}  // namespace jsonl::record
