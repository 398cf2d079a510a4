// What becomes of a record in another format: golden cases, options, and what is refused.

#include <string>
#include <string_view>
#include <vector>

#include "common/record/content.h"
#include "common/record/counting_new.h"
#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::record {
namespace {

std::string Convert(std::string_view from, std::string_view to, std::string_view record,
                    const WriteOptions& options = {}) {
  Nested nested;
  Content content;
  text::Buffer out;
  absl::Status status = Find(from)->Read(nested.Parse(record), &content);
  if (status.ok()) status = Find(to)->Write(content, options, &out);
  if (!status.ok()) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(out, "");
    return text::Cat("error: ", text::FromAbsl(status.message()));
  }
  return std::string(out);
}

struct Case {
  std::string_view from;
  std::string_view to;
  std::string_view record;
  std::string_view converted;
};

constexpr std::string_view kTask =
    R"({"task":"fix","input":{"instruction":"Mend","json":"{,}","n":1.0},"output":"{}","id":7})";
constexpr std::string_view kDpo =
    R"({"task":"fix","input":{"instruction":"Mend","json":"{,}"},"chosen":"{}","rejected":"{"})";
constexpr std::string_view kChat =
    R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]},{"role":"tool","tool_call_id":"1","content":"r"},{"role":"assistant","content":"a"}],"tools":[{"type":"function","function":{"name":"f"}}]})";

TEST(ConvertTest, GoldenCases) {
  const Case kCases[] =
      {
          {"task", "messages", kTask,
           R"({"messages":[{"role":"user","content":"Mend\n\njson:\n{,}\n\nn:\n1.0"},{"role":"assistant","content":"{}"}],"id":7,"meta":{"task":"fix","input":{"instruction":"Mend","json":"{,}","n":1.0},"source_format":"task"}})"},
          {"task", "alpaca", kTask,
           R"({"instruction":"Mend","input":"json:\n{,}\n\nn:\n1.0","output":"{}","meta":{"task":"fix","input":"{\"instruction\":\"Mend\",\"json\":\"{,}\",\"n\":1.0}","id":"7","source_format":"task/task/input/output/id"}})"},
          {"task", "preference", kDpo,
           R"({"prompt":"Mend\n\njson:\n{,}","chosen":"{}","rejected":"{","meta":{"task":"fix","input":{"instruction":"Mend","json":"{,}"},"source_format":"task/task/input/chosen/rejected"}})"},
          {"task", "sharegpt-preference", kDpo,
           R"({"conversations":[{"from":"human","value":"Mend\n\njson:\n{,}"}],"chosen":{"from":"gpt","value":"{}"},"rejected":{"from":"gpt","value":"{"},"meta":{"task":"fix","input":{"instruction":"Mend","json":"{,}"},"source_format":"task/task/input/chosen/rejected"}})"},
          {"alpaca", "messages", R"({"instruction":"i","input":"x","output":"o"})",
           R"({"messages":[{"role":"user","content":"i\n\nx"},{"role":"assistant","content":"o"}],"meta":{"instruction":"i","input":"x","source_format":"alpaca"}})"},
          {"alpaca", "task", R"({"instruction":"i","input":"x","output":"o","meta":{"k":"v"}})",
           R"({"task":"instruction","input":{"instruction":"i","input":"x"},"output":"o","meta":{"k":"v","source_format":"alpaca"}})"},
          {"alpaca", "text", R"({"instruction":"i","input":" ","output":"o"})",
           R"({"text":"Below is an instruction that describes a task, paired with an input that provides further context. Write a response that appropriately completes the request.\n\n### Instruction:\ni\n\n### Input:\n \n\n### Response:o","meta":{"source_format":"alpaca"}})"},
          {"text", "alpaca",
           R"({"text":"Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\ni\n\n### Response:o"})",
           R"({"instruction":"i","input":"","output":"o","meta":{"source_format":"text"}})"},
          {"messages", "sharegpt", kChat,
           R"({"conversations":[{"from":"system","value":"s"},{"from":"human","value":"u"},{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {\"a\": 1}}","source":{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]}},{"from":"observation","tool_call_id":"1","value":"r"},{"from":"gpt","value":"a"}],"tools":"[{\"name\":\"f\"}]"})"},
          {"sharegpt", "messages", R"({"id":1,"conversations":[{"from":"human","value":"u"},{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {\"a\": 1}}"},{"from":"observation","value":"r"},{"from":"gpt","value":"a"}],"tools":"[{\"name\": \"f\"}]"})", R"({"id":1,"messages":[{"role":"user","content":"u"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]},{"role":"tool","content":"r"},{"role":"assistant","content":"a"}],"tools":[{"type":"function","function":{"name": "f"}}]})"},
          {"sharegpt", "messages",
           R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}],"system":"s"})",
           R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":{"system":"s","source_format":"sharegpt/conversations/system"}})"},
          {"sharegpt-preference", "preference",
           R"({"conversations":[{"from":"human","value":"u"}],"chosen":{"from":"gpt","value":"c"},"rejected":{"from":"gpt","value":"r"}})",
           R"({"prompt":[{"role":"user","content":"u"}],"chosen":[{"role":"assistant","content":"c"}],"rejected":[{"role":"assistant","content":"r"}]})"},
          {"preference", "messages", R"({"prompt":"p","chosen":"c","rejected":"r"})",
           R"({"messages":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"meta":{"rejected":"r","source_format":"preference"}})"},
          {"alpaca", "prompt-completion", R"({"instruction":"i","input":"x","output":"o"})",
           R"({"prompt":"Below is an instruction that describes a task, paired with an input that provides further context. Write a response that appropriately completes the request.\n\n### Instruction:\ni\n\n### Input:\nx\n\n### Response:","completion":"o","meta":{"source_format":"alpaca"}})"},
          {"task", "prompt-completion",
           R"({"task":"t","input":{"instruction":"i","x":"y"},"output":"o"})",
           R"({"prompt":"i\n\nx:\ny","completion":"o","meta":{"task":"t","input":{"instruction":"i","x":"y"},"source_format":"task"}})"},
          {"text", "prompt-completion",
           R"({"text":"Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\ni\n\n### Response:o"})",
           R"({"prompt":"Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\ni\n\n### Response:","completion":"o","meta":{"source_format":"text"}})"},
          {"messages", "prompt-completion",
           R"({"messages":[{"role":"user","content":"1"},{"role":"assistant","content":"2"},{"role":"user","content":"3"},{"role":"assistant","content":"4"}],"tools":[],"id":1})",
           R"({"prompt":[{"role":"user","content":"1"},{"role":"assistant","content":"2"},{"role":"user","content":"3"}],"completion":[{"role":"assistant","content":"4"}],"tools":[],"id":1})"},
          {"prompt-completion", "sharegpt",
           R"({"prompt":[{"role":"user","content":"u"}],"completion":[{"role":"assistant","content":"a"}]})",
           R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}]})"},
          {"prompt-completion", "messages", R"({"prompt":"p","completion":"c"})",
           R"({"messages":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"meta":{"source_format":"prompt-completion"}})"},
          {"prompt-completion", "text", R"({"prompt":"Once","completion":" upon"})",
           R"({"text":"Once upon","meta":{"prompt":"Once","completion":" upon","source_format":"prompt-completion"}})"},
          {"kto", "messages",
           R"({"prompt":[{"role":"user","content":"u"}],"completion":[{"role":"assistant","content":"a"}],"label":false})",
           R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":{"label":false,"prompt":[],"source_format":"kto"}})"},
          {"kto", "messages-kto",
           R"({"prompt":[{"role":"user","content":"u"}],"completion":[{"role":"assistant","content":"a"}],"label":false})",
           R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"label":false})"},
          {"preference", "prompt-completion", R"({"prompt":"p","chosen":"c","rejected":"r"})",
           R"({"prompt":"p","completion":"c","meta":{"rejected":"r","source_format":"preference"}})"},
          {"preference-implicit", "preference",
           R"({"id":1,"chosen":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"rejected":[{"role":"user","content":"u"},{"role":"assistant","content":"b"}]})",
           R"({"id":1,"prompt":[{"role":"user","content":"u"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":[{"role":"assistant","content":"b"}]})"},
          {"preference-implicit", "preference",
           R"({"chosen":"\n\nHuman: q\n\nAssistant: a","rejected":"\n\nHuman: q\n\nAssistant: b"})", R"({"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":[{"role":"assistant","content":"b"}],"meta":{"chosen":"\n\nHuman: q\n\nAssistant: a","rejected":"\n\nHuman: q\n\nAssistant: b","source_format":"preference-implicit"}})"},
          {"preference-implicit", "sharegpt-preference",
           R"({"chosen":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"rejected":[{"role":"user","content":"u"},{"role":"assistant","content":"b"}]})",
           R"({"conversations":[{"from":"human","value":"u"}],"chosen":{"from":"gpt","value":"a"},"rejected":{"from":"gpt","value":"b"}})"},
          {"preference", "preference-implicit", R"({"prompt":"p","chosen":"c","rejected":"r"})",
           R"({"chosen":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"rejected":[{"role":"user","content":"p"},{"role":"assistant","content":"r"}],"meta":{"prompt":"p","source_format":"preference"}})"},
          {"preference-implicit", "preference",
           R"({"chosen":"The sky is blue","rejected":"The sky is green"})",
           "error: where the prompt ends cannot be told: 'chosen' and 'rejected' share no first "
           "message, and no turns after \"\\n\\nHuman:\" before one after \"\\n\\nAssistant:\""},
          {"task", "any", kTask, kTask},
          {"mutation", "messages",
           R"({"buggy_code":"b","error_message":"e","fixed_code":"f","repo":"r"})",
           R"({"messages":[{"role":"user","content":"Fix the code so that the error goes away. Answer with the fixed code only.\n\nbuggy_code:\nb\n\nerror_message:\ne"},{"role":"assistant","content":"f"}],"repo":"r","meta":{"buggy_code":"b","error_message":"e","source_format":"mutation"}})"},
          {"mutation", "task", R"({"buggy_code":"b","error_message":"e","fixed_code":"f"})",
           R"({"task":"mutation","input":{"instruction":"Fix the code so that the error goes away. Answer with the fixed code only.","buggy_code":"b","error_message":"e"},"output":"f","meta":{"buggy_code":"b","error_message":"e","source_format":"mutation"}})"},
          {"grpo", "eval", R"({"description":"d","starter_code":"s","tests":"t","n":1.0})",
           R"({"description":"d","tests":"t","n":1.0,"meta":{"starter_code":"s","source_format":"grpo"}})"},
          {"templated", "alpaca", R"({"input":"i","output":"o","template_style":"simple","n":1})",
           R"({"instruction":"i","input":"","output":"o","meta":{"template_style":"simple","n":"1","source_format":"templated/input/output/template_style/n"}})"},
          {"templated", "messages", R"({"input":"i","output":"o","template_style":"simple"})",
           R"({"messages":[{"role":"user","content":"i"},{"role":"assistant","content":"o"}],"template_style":"simple","meta":{"source_format":"templated"}})"},
          {"multitask", "messages",
           R"({"id":"1","task":"documentation","context":{"t":[1]},"input":{"code":"c","style":"google"},"target":{"docstring":"d"},"meta":{"n":1}})",
           R"({"id":"1","messages":[{"role":"system","content":"Write a docstring in google style for the Ibis code."},{"role":"user","content":"context:\n{\"t\":[1]}\n\ncode:\nc\n\nstyle:\ngoogle"},{"role":"assistant","content":"d"}],"meta":{"n":1,"task":"documentation","context":{"t":[1]},"input":{"code":"c","style":"google"},"source_format":"multitask"}})"},
          {"multitask", "alpaca", R"({"id":1,"task":"error_resolution","input":{"broken_code":"b"},"target":{"fixed_code":"f","explanation":"e"}})", R"({"instruction":"Find the error in the Ibis code and write the code without it.","input":"b","output":"f","meta":{"id":"1","task":"error_resolution","input":"{\"broken_code\":\"b\"}","target":"{\"fixed_code\":\"f\",\"explanation\":\"e\"}","source_format":"multitask/id/task/input/target"}})"},
          {"multitask", "task",
           R"({"id":"1","task":"ibis_to_sql","dialect":"mysql","input":{"ibis":"i"},"target":{"sql":"s"}})",
           R"({"id":"1","task":"ibis_to_sql","input":{"instruction":"Write the SQL query that the Ibis expression stands for, as mysql has it.","ibis":"i"},"output":"s","meta":{"dialect":"mysql","input":{"ibis":"i"},"source_format":"multitask"}})"},
          // Not converted.
          {"grpo", "messages", R"({"description":"d","starter_code":"s","tests":"t"})",
           "error: this grpo record has no answer that is one text"},
          {"alpaca", "mutation", R"({"instruction":"i","output":"o"})",
           "error: only what was made from a record of the format mutation, and still asks the "
           "same, can become one"},
          {"multitask", "alpaca", R"({"id":1,"task":"mine","input":{"a":1},"target":{"b":"c"}})",
           "error: there is no instruction for the task 'mine': give one with --system"},
          {"multitask", "messages", R"({"id":1,"task":"qa","input":{"a":1},"target":{"b":"c"}})",
           "error: this multitask record has no answer that is one text"},
          {"text", "preference", R"({"text":"t"})", "error: a text record has no rejected answer"},
          {"alpaca", "preference", R"({"instruction":"i","output":"o"})",
           "error: an alpaca record has no rejected answer"},
          {"text", "messages", R"({"text":"t"})",
           "error: the text has not the form of Alpaca's prompt (\"### Instruction:\", \"### "
           "Response:\"), so its instruction and answer cannot be told apart"},
          {"messages", "alpaca", kChat,
           "error: a conversation of 5 turns does not fit: only one turn of the user with one "
           "answer "
           "does"},
          {"kto", "preference", R"({"prompt":"p","completion":"c","label":true})",
           "error: a kto record has one answer, good or bad: a pair takes two answers to the same "
           "prompt"},
          {"alpaca", "kto", R"({"instruction":"i","output":"o"})",
           "error: an alpaca record has no label that says whether its answer is good, nor a pair "
           "of answers"},
          {"messages", "prompt-completion", R"({"messages":[{"role":"assistant","content":"a"}]})",
           "error: the conversation is the assistant's turn alone: there is no prompt before it"},
          {"messages", "prompt-completion", R"({"messages":[{"role":"user","content":"u"}]})",
           "error: the conversation does not end with the assistant's turn"},
          {"any", "task", R"({"a":1})",
           "error: a record of the format any cannot become one of task: name the format that it "
           "has"},
          {"task", "messages", R"({"task":"t","input":{},"output":"o"})",
           "error: Missing 'input.instruction' field"},
          {"task", "alpaca",
           R"({"task":"t","input":{"instruction":"i"},"output":"o","output":"p"})",
           "error: field 'output' occurs twice"},
      };
  for (const Case& c : kCases) {
    EXPECT_EQ(Convert(c.from, c.to, c.record), c.converted) << c.from << " to " << c.to;
    if (!c.converted.starts_with("error") && c.to != "any") {
      EXPECT_EQ(Convert(c.to, c.from, c.converted), c.record) << c.to << " back to " << c.from;
    }
  }
}

TEST(ConvertTest, APairBecomesTwoRecordsWithALabel) {
  struct {
    std::string_view from;
    std::string_view to;
    std::string_view record;
    std::string_view good;
    std::string_view bad;
  } cases[] = {
      {"preference", "kto", R"({"id":1,"prompt":"p","chosen":"c","rejected":"r","meta":{"k":1}})",
       R"({"id":1,"prompt":"p","completion":"c","label":true,"meta":{"k":1}})",
       R"({"id":1,"prompt":"p","completion":"r","label":false,"meta":{"k":1}})"},
      {"preference", "messages-kto",
       R"({"prompt":[{"role":"user","content":"u"}],"chosen":[{"role":"assistant","content":"c"}],)"
       R"("rejected":"r"})",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"c"}],)"
       R"("label":true})",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"r"}],)"
       R"("label":false})"},
      {"task", "kto", kDpo,
       R"({"prompt":"Mend\n\njson:\n{,}","completion":"{}","label":true,)"
       R"("meta":{"task":"fix","input":{"instruction":"Mend","json":"{,}"}}})",
       R"({"prompt":"Mend\n\njson:\n{,}","completion":"{","label":false,)"
       R"("meta":{"task":"fix","input":{"instruction":"Mend","json":"{,}"}}})"},
      {"sharegpt-preference", "kto",
       R"({"conversations":[{"from":"human","value":"u"}],"chosen":{"from":"gpt","value":"c"},)"
       R"("rejected":{"from":"gpt","value":"r"},"system":"s","tools":"[{\"name\": \"f\"}]"})",
       R"({"prompt":[{"role":"system","content":"s"},{"role":"user","content":"u"}],)"
       R"("completion":[{"role":"assistant","content":"c"}],"label":true,)"
       R"("tools":[{"type":"function","function":{"name": "f"}}]})",
       R"({"prompt":[{"role":"system","content":"s"},{"role":"user","content":"u"}],)"
       R"("completion":[{"role":"assistant","content":"r"}],"label":false,)"
       R"("tools":[{"type":"function","function":{"name": "f"}}]})"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Convert(c.from, c.to, c.record), text::Cat(c.good, "\n", c.bad));
  }
  // Both or none.
  EXPECT_EQ(Convert("preference", "kto", R"({"prompt":"p","chosen":"c","rejected":[]})"),
            "error: this preference record has no answer that is one text");
}

TEST(ConvertTest, MetaIsNestedFlattenedOrDropped) {
  constexpr std::string_view kRecord =
      R"({"task":"t","input":{"instruction":"i"},"output":"o","id":7})";
  EXPECT_EQ(Convert("task", "alpaca", kRecord, {.meta = WriteOptions::Meta::kDrop}),
            R"({"instruction":"i","input":"","output":"o"})");
  // `input` has no room beside alpaca's, which says the same.
  const WriteOptions flatten{.meta = WriteOptions::Meta::kFlatten};
  EXPECT_EQ(Convert("task", "alpaca", kRecord, flatten),
            R"({"instruction":"i","input":"","output":"o","task":"t","id":7})");
  // In alpaca itself too.
  constexpr std::string_view kAlpaca =
      R"({"instruction":"i","input":"","output":"o","meta":{"style":"simple"}})";
  EXPECT_EQ(Convert("alpaca", "alpaca", kAlpaca), kAlpaca);
  EXPECT_EQ(Convert("alpaca", "alpaca", kAlpaca, flatten),
            R"({"instruction":"i","input":"","output":"o","style":"simple"})");
  EXPECT_EQ(Convert("alpaca", "alpaca", kAlpaca, {.meta = WriteOptions::Meta::kDrop}),
            R"({"instruction":"i","input":"","output":"o"})");
}

TEST(ConvertTest, TellsWhatIsDropped) {
  struct {
    std::string_view from;
    std::string_view to;
    std::string_view record;
    WriteOptions::Meta meta;
    std::vector<std::string> losses;
  } cases[] = {
      {"task", "messages", kTask, WriteOptions::Meta::kDrop, {"field 'task'"}},
      {"task", "alpaca", kTask, WriteOptions::Meta::kDrop, {"field 'task'", "field 'id'"}},
      {"task", "alpaca", kTask, WriteOptions::Meta::kNest, {}},
      {"task", "alpaca", kTask, WriteOptions::Meta::kFlatten, {}},
      {"alpaca",
       "messages",
       R"({"instruction":"i","input":"x","output":"o"})",
       WriteOptions::Meta::kDrop,
       {}},
      {"alpaca",
       "alpaca",
       R"({"instruction":"i","output":"o","meta":{"k":"v"}})",
       WriteOptions::Meta::kDrop,
       {"field 'meta'"}},
      {"preference",
       "messages",
       R"({"prompt":"p","chosen":"c","rejected":"r","meta":{}})",
       WriteOptions::Meta::kDrop,
       {"field 'rejected'", "field 'meta'"}},
      {"kto",
       "messages",
       R"({"prompt":"p","completion":"c","label":true})",
       WriteOptions::Meta::kDrop,
       {"field 'label'"}},
      {"task", "kto", kDpo, WriteOptions::Meta::kDrop, {"field 'task'"}},
      {"messages",
       "alpaca",
       R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},)"
       R"({"role":"assistant","thinking":"t","content":"a"}],"tools":[]})",
       WriteOptions::Meta::kDrop,
       {"field 'tools'", "system prompt", "field 'thinking' of a turn"}},
      {"messages",
       "sharegpt",
       R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},)"
       R"({"role":"assistant","thinking":"t","content":"a"}],"tools":[]})",
       WriteOptions::Meta::kDrop,
       {}},
      {"sharegpt",
       "text",
       R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}],"system":"s"})",
       WriteOptions::Meta::kDrop,
       {"system prompt"}},
  };
  for (const auto& c : cases) {
    std::vector<std::string> losses;
    Convert(c.from, c.to, c.record, {.meta = c.meta, .drop_losses = true, .losses = &losses});
    EXPECT_EQ(losses, c.losses) << c.from << " to " << c.to;
  }
}

TEST(ConvertTest, FlatteningLosesNothingInSilence) {
  const WriteOptions flatten{.meta = WriteOptions::Meta::kFlatten};
  const WriteOptions drop{.meta = WriteOptions::Meta::kFlatten, .drop_losses = true};
  struct {
    std::string_view from;
    std::string_view to;
    std::string_view record;
    std::string_view lost;
    std::string_view rest;
  } cases[] = {
      {"messages", "alpaca",
       R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"meta":1})",
       "meta", R"({"instruction":"a","input":"","output":"b"})"},
      {"alpaca", "preference", R"({"instruction":"a","output":"b","meta":{"k":1}})", "",
       "error: an alpaca record has no rejected answer"},
      {"alpaca", "text", R"({"instruction":"a","input":"","output":"b","meta":{"text":"MM"}})",
       "text", ""},
      {"alpaca", "alpaca",
       R"({"instruction":"i","input":"","output":"o","meta":{"a":"b","output":"M"},"a":1})", "a",
       R"({"instruction":"i","input":"","output":"o","a":1})"},
      {"messages", "messages",
       R"({"messages":[{"role":"user","content":"a"}],"id":1,"meta":{"id":2,"k":3}})", "id",
       R"({"messages":[{"role":"user","content":"a"}],"id":1,"k":3})"},
  };
  for (const auto& c : cases) {
    if (!c.lost.empty()) {
      EXPECT_EQ(Convert(c.from, c.to, c.record, flatten),
                text::Cat("error: field '", c.lost,
                          "' has no room beside the target's fields; --on-loss drop drops it"));
    }
    if (!c.rest.empty()) {
      EXPECT_EQ(Convert(c.from, c.to, c.record, drop), c.rest);
    }
  }
}

TEST(ConvertTest, MetaGoesWhateverThePair) {
  constexpr std::string_view kMessages =
      R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}])";
  const std::string record = text::Cat(kMessages, R"(,"meta":{"k":1},"id":2})");
  const WriteOptions drop{.meta = WriteOptions::Meta::kDrop};
  EXPECT_EQ(Convert("messages", "messages", record, drop), text::Cat(kMessages, R"(,"id":2})"));
  EXPECT_EQ(
      Convert("messages", "sharegpt", record, drop),
      R"({"conversations":[{"from":"human","value":"a"},{"from":"gpt","value":"b"}],"id":2})");
  EXPECT_EQ(Convert("messages", "sharegpt", record, {.meta = WriteOptions::Meta::kFlatten}),
            R"({"conversations":[{"from":"human","value":"a"},{"from":"gpt","value":"b"}],"id":2,)"
            R"("k":1})");
  // Also what a conversion brings back.
  const std::string there = Convert(
      "alpaca", "messages", R"({"instruction":"i","input":"x","output":"o","meta":{"k":"v"}})");
  EXPECT_EQ(Convert("messages", "alpaca", there, drop),
            R"({"instruction":"i","input":"x","output":"o"})");
  EXPECT_EQ(Convert("messages", "messages", there, drop),
            there.substr(0, there.find(R"(,"meta")")) + "}");
}

TEST(ConvertTest, ASourceFormatOfSomebodyElseIsData) {
  for (std::string_view source : {"alpaca/gpt4", "alpaca/instruction/zzz", "alpaca/meta", "wiki"}) {
    EXPECT_EQ(
        Convert("messages", "alpaca",
                text::Cat(R"({"messages":[{"role":"user","content":"a"},{"role":"assistant",)",
                          R"("content":"b"}],"meta":{"source_format":")", source, R"(","k":1}})")),
        text::Cat(
            R"({"instruction":"a","input":"","output":"b","meta":{"meta":"{\"source_format\":)",
            R"(\")", source, R"(\",\"k\":1}","source_format":"messages"}})"));
  }
}

TEST(ConvertTest, ArgumentsAreStringsOrObjects) {
  constexpr std::string_view kString =
      R"({"messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"a\": 1.0}"}}]}]})";
  constexpr std::string_view kObject =
      R"({"messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":{"a": 1.0}}}]}]})";
  const WriteOptions string{.arguments = WriteOptions::Arguments::kString};
  const WriteOptions object{.arguments = WriteOptions::Arguments::kObject};
  for (std::string_view record : {kString, kObject}) {
    EXPECT_EQ(Convert("messages", "messages", record), record);
    EXPECT_EQ(Convert("messages", "messages", record, string), kString);
    EXPECT_EQ(Convert("messages", "messages", record, object), kObject);
  }
  for (std::string_view none : {R"("{oops")", R"("5")", "[1]", "null", R"("{\"a\":1,\"a\":2}")"}) {
    const std::string record =
        text::Cat(R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":)",
                  none, "}]}]}");
    EXPECT_EQ(Convert("messages", "messages", record, object),
              "error: the arguments of a call of 'f' are no JSON object");
  }
  constexpr std::string_view kEmpty =
      R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":" "}]}]})";
  EXPECT_EQ(Convert("messages", "messages", kEmpty, object),
            R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":{}}]}]})");
}

TEST(ConvertTest, WhatWasKeptGivesWayToAnEditedRecord) {
  EXPECT_EQ(
      Convert("messages", "task",
              R"({"messages":[{"role":"user","content":"Do"},{"role":"assistant","content":"n"}],)"
              R"("meta":{"task":"t","input":{"instruction":"i","x":"y"},"source_format":"task"}})"),
      R"({"task":"t","input":{"instruction":"Do"},"output":"n"})");
  // The answer is the record's; the prompt agrees, so its parts come back.
  EXPECT_EQ(Convert("messages", "alpaca",
                    R"({"messages":[{"role":"user","content":"i\n\nx"},)"
                    R"({"role":"assistant","content":"new"}],)"
                    R"("meta":{"instruction":"i","input":"x","source_format":"alpaca"}})"),
            R"({"instruction":"i","input":"x","output":"new"})");
  EXPECT_EQ(Convert("sharegpt", "messages",
                    R"({"conversations":[{"from":"system","value":"new",)"
                    R"("source":{"role":"developer","content":"old"}}]})"),
            R"({"messages":[{"role":"system","content":"new","source":{"from":"system",)"
            R"("value":"new","source":{"role":"developer","content":"old"}}}]})");
}

// Converts there, edits, and converts back.
std::string Edited(std::string_view format, std::string_view by, std::string_view record,
                   std::string_view old_text, std::string_view new_text) {
  std::string there = Convert(format, by, record);
  const size_t place = there.find(old_text);
  EXPECT_NE(place, there.npos) << there;
  there.replace(place, old_text.size(), new_text);
  return Convert(by, format, there);
}

TEST(ConvertTest, EditsOfAConvertedRecordStay) {
  // An answer after several turns; a system prompt that came from a field.
  EXPECT_EQ(
      Edited("preference", "messages",
             R"({"prompt":[{"role":"user","content":"1"},{"role":"assistant","content":"2"},)"
             R"({"role":"user","content":"3"}],"chosen":[{"role":"assistant","content":"old"}],)"
             R"("rejected":[{"role":"assistant","content":"r"}]})",
             "old", "new"),
      "error: a messages record has no rejected answer");
  EXPECT_EQ(Edited("sharegpt", "messages",
                   R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}],)"
                   R"("system":"old"})",
                   "old", "new"),
            R"({"conversations":[{"from":"system","value":"new"},{"from":"human","value":"u"},)"
            R"({"from":"gpt","value":"a"}]})");
  // Fields that were added.
  EXPECT_EQ(Edited("alpaca", "messages", R"({"output":"o","instruction":"i","input":""})",
                   R"("meta":{)", R"("meta":{"quality":"5",)"),
            R"({"output":"o","instruction":"i","input":"","meta":{"quality":"5"}})");
  EXPECT_EQ(
      Edited("task", "messages", R"({"task":"t","input":{"instruction":"i"},"output":"o"})",
             R"(,"meta")", R"(,"output":"mine","meta")"),
      R"({"task":"instruction","input":{"instruction":"i"},"output":"o","meta":{"output":"mine",)"
      R"("meta":{"task":"t","input":{"instruction":"i"},"source_format":"task"},)"
      R"("source_format":"messages/messages/output/meta"}})");
}

TEST(ConvertTest, AnInstructionThatTheRecordDidNotSayMayChange) {
  constexpr std::string_view kMutation =
      R"({"buggy_code":"b","error_message":"e","fixed_code":"f"})";
  constexpr std::string_view kMultitask =
      R"({"id":1,"task":"qa","input":{"question":"q"},"target":{"answer":"a"}})";
  for (std::string_view by : {"messages", "alpaca", "task", "text"}) {
    EXPECT_EQ(Edited("mutation", by, kMutation, "goes away", "is gone"), kMutation) << by;
    EXPECT_EQ(Edited("multitask", by, kMultitask, "to the point", "at length"), kMultitask) << by;
    // The answer is the record's, and so is what is asked.
    EXPECT_EQ(Edited("multitask", by, kMultitask, by == "text" ? "Response:a" : "\"a\"",
                     by == "text" ? "Response:new" : "\"new\""),
              R"({"id":1,"task":"qa","input":{"question":"q"},"target":{"answer":"new"}})")
        << by;
  }
  EXPECT_EQ(Edited("multitask", "messages", kMultitask, "question:\\nq", "question:\\nnew"),
            "error: only what was made from a record of the format multitask, and still asks the "
            "same, can become one");
}

TEST(ConvertTest, EditsOfAConvertedTurnStay) {
  constexpr std::string_view kCall =
      R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function",)"
      R"("function":{"name":"f","arguments":"{\"a\":1}"}}]}]})";
  const std::string edited =
      Edited("messages", "sharegpt", kCall, R"({\"a\":1}})", R"({\"a\":2}})");
  EXPECT_EQ(
      edited.find(R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"type":)"
                  R"("function","function":{"name":"f","arguments":"{\"a\":2}"}}],"source":)"),
      0u)
      << edited;
  // The source of somebody else.
  constexpr std::string_view kTheirs =
      R"({"messages":[{"role":"user","content":"u","source":{"from":"wikipedia","value":"v"}}]})";
  EXPECT_EQ(Convert("messages", "sharegpt", kTheirs).find(R"({"conversations":[{"from":"human",)"),
            0u);
  EXPECT_EQ(Convert("sharegpt", "messages", Convert("messages", "sharegpt", kTheirs)), kTheirs);
  // Options hold for what comes back too.
  EXPECT_EQ(Convert("sharegpt", "messages", Convert("messages", "sharegpt", kCall),
                    {.arguments = WriteOptions::Arguments::kObject}),
            R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":)"
            R"("function","function":{"name":"f","arguments":{"a":1}}}]}]})");
}

TEST(ConvertTest, WhatComesBackIsARecordOfTheFormat) {
  constexpr std::string_view kChatOfTwo =
      R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":)";
  const std::string deep =
      text::Cat(R"({"task":"t","input":"{\"instruction\":\"i\",\"x\":)", std::string(1023, '['),
                std::string(1023, ']'), R"(}","source_format":"task"}})");
  const std::string_view metas[] = {
      R"({"instruction":"i","input":"","source_format":"alpaca/instruction/output/output"}})",
      R"({"instruction":5,"source_format":"alpaca"}})",
  };
  for (std::string_view meta : metas) {
    const std::string converted = Convert("messages", "alpaca", text::Cat(kChatOfTwo, meta));
    EXPECT_EQ(converted.find(R"({"instruction":"u","input":"","output":"a","meta":{"meta":)"), 0u)
        << converted;
  }
  const std::string alpaca = text::Cat(R"({"instruction":"i","output":"o","meta":)", deep);
  for (auto meta : {WriteOptions::Meta::kNest, WriteOptions::Meta::kDrop}) {
    const std::string converted = Convert("alpaca", "task", alpaca, {.meta = meta});
    EXPECT_EQ(converted.find(R"({"task":"instruction","input":{"instruction":"i"},"output":"o")"),
              0u)
        << converted.substr(0, 200);
  }
  EXPECT_EQ(
      Convert("any", "alpaca",
              text::Cat(kChatOfTwo, R"({"instruction":"i","source_format":"alpaca"}})")),
      "error: a record of the format any cannot become one of alpaca: name the format that it "
      "has");
  EXPECT_EQ(Convert("preference", "messages", R"({"prompt":"p","chosen":[],"rejected":[]})"),
            "error: this preference record has no answer that is one text");
}

TEST(AllocationTest, NoneForARecordOnceWarm) {
  struct {
    std::string_view from;
    std::string_view to;
    std::string_view record;
  } cases[] = {
      {"task", "messages", kTask},
      {"task", "task", kDpo},
      {"alpaca", "messages", R"({"instruction":"i","input":"x","output":"o"})"},
      {"messages", "messages", kChat},
      {"messages", "sharegpt",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})"},
  };
  for (const auto& c : cases) {
    Nested nested;
    json::Value root = nested.Parse(c.record);
    const Format& from = *Find(c.from);
    const Format& to = *Find(c.to);
    Content content;
    text::Buffer out;
    std::vector<report::Finding> findings;
    for (int i = 0; i < 3; ++i) {
      const size_t before = Allocations();
      from.Check(root, {}, &findings);
      EXPECT_EQ(Allocations(), before) << "Check of " << c.from;
      EXPECT_TRUE(findings.empty());
      out.clear();
      EXPECT_TRUE(from.Read(root, &content).ok());
      EXPECT_TRUE(to.Write(content, {}, &out).ok());
      if (i > 0) {
        EXPECT_EQ(Allocations(), before) << c.from << " to " << c.to;
      }
    }
  }
}

}  // namespace
}  // namespace jsonl::record
