// Chats to the formats in which they are one text, and back.

#include <string>
#include <string_view>

#include "common/record/content.h"
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
  json::Value root = nested.Parse(record);
  EXPECT_TRUE(root) << record;
  absl::Status status = Find(from)->Read(root, &content);
  if (status.ok()) status = Find(to)->Write(content, options, &out);
  return status.ok() ? std::string(out) : text::Cat("error: ", text::FromAbsl(status.message()));
}

struct Case {
  std::string_view from;
  std::string_view to;
  std::string_view record;
  std::string_view converted;
};

TEST(EncodedTest, Converts) {
  const Case
      kCases[] =
          {
              {"messages", "harmony",
               R"({"messages":[{"role":"system","content":"s"},{"role":"developer","content":"d"},{"role":"user","content":"\u0075"},{"role":"assistant","content":"a"}],"id":1})",
               R"({"text":"<|start|>system<|message|>s<|end|><|start|>developer<|message|># Instructions\n\nd<|end|><|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","id":1})"},
              {"harmony", "messages",
               R"({"text":"<|start|>system<|message|>s<|end|><|start|>developer<|message|># Instructions\n\nd<|end|><|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","id":1})",
               R"({"messages":[{"role":"system","content":"s"},{"role":"developer","content":"d"},{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"id":1})"},
              // Reasoning stays after the first answer, and where no answer is the last.
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"},{"role":"user","content":"v"},{"role":"assistant","thinking":"t","content":"b"}]})",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|end|><|start|>user<|message|>v<|end|><|start|>assistant<|channel|>analysis<|message|>t<|end|><|start|>assistant<|channel|>final<|message|>b<|return|>"})"},
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","thinking":"t","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}]}]})",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>analysis<|message|>t<|end|><|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{}<|call|>"})"},
              // Reasoning that is left out is kept for the way back.
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","reasoning_content":"t","content":"a"}]})",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","meta":{"messages":[{"role":"user","content":"u"},{"role":"assistant","reasoning_content":"t","content":"a"}],"source_format":"messages"}})"},
              {"harmony", "messages",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","meta":{"messages":[{"role":"user","content":"u"},{"role":"assistant","reasoning_content":"t","content":"a"}],"source_format":"messages"}})",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","reasoning_content":"t","content":"a"}]})"},
              // What was kept gives way to a text that was edited.
              {"harmony", "messages",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>b<|return|>","meta":{"messages":[{"role":"user","content":"u"},{"role":"assistant","reasoning_content":"t","content":"a"}],"source_format":"messages"}})",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"b"}]})"},
              // So is a text that is written in another way than ours.
              {"harmony", "messages",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a<|end|>"})",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":{"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a<|end|>","source_format":"harmony"}})"},
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":{"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a<|end|>","source_format":"harmony"}})",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a<|end|>"})"},
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":"v"},{"role":"assistant","content":"a"}],"meta":{"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a<|end|>","source_format":"harmony"}})", R"({"text":"<|start|>user<|message|>v<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>"})"},
              // Calls are named by the results' names, ids, or their order.
              {"harmony", "messages",
               R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|channel|>commentary<|message|>p<|end|><|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{\"a\": 1}<|call|><|start|>functions.f to=assistant<|channel|>commentary<|message|>r<|end|>"})",
               R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"p","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]},{"role":"tool","name":"f","content":"r"}]})"},
              {"sharegpt", "harmony",
               R"({"conversations":[{"from":"human","value":"u"},{"from":"function_call","value":"[{\"name\": \"f\", \"arguments\": {}}, {\"name\": \"g\", \"arguments\": {\"a\": [1.0]}}]"},{"from":"observation","value":"r"},{"from":"observation","value":"s"},{"from":"gpt","value":"a"}]})", R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{}<|call|><|start|>assistant to=functions.g<|channel|>commentary <|constrain|>json<|message|>{\"a\": [1.0]}<|call|><|start|>functions.f to=assistant<|channel|>commentary<|message|>r<|end|><|start|>functions.g to=assistant<|channel|>commentary<|message|>s<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","meta":{"conversations":[{"from":"human","value":"u"},{"from":"function_call","value":"[{\"name\": \"f\", \"arguments\": {}}, {\"name\": \"g\", \"arguments\": {\"a\": [1.0]}}]"},{"from":"observation","value":"r"},{"from":"observation","value":"s"},{"from":"gpt","value":"a"}],"source_format":"sharegpt"}})"},
              // Without instructions the tools have a message of their own, after the system's.
              {"messages", "harmony",
               R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"tools":[{"name":"f"}]})",
               R"({"text":"<|start|>system<|message|>s<|end|><|start|>developer<|message|># Tools\n\n## functions\n\nnamespace functions {\n\ntype f = () => any;\n\n} // namespace functions<|end|><|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","meta":{"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"tools":[{"name":"f"}],"source_format":"messages"}})"},
              {"task", "harmony", R"({"task":"t","input":{"instruction":"i","x":1},"output":"o"})",
               R"({"text":"<|start|>user<|message|>i\n\nx:\n1<|end|><|start|>assistant<|channel|>final<|message|>o<|return|>","meta":{"task":"t","input":{"instruction":"i","x":1},"source_format":"task"}})"},
              {"preference", "harmony", R"({"prompt":"p","chosen":"c","rejected":"r"})",
               R"({"text":"<|start|>user<|message|>p<|end|><|start|>assistant<|channel|>final<|message|>c<|return|>","meta":{"rejected":"r","source_format":"preference"}})"},
              // Tags.
              {"messages", "harmony-tags",
               R"({"messages":[{"role":"developer","content":"d"},{"role":"user","content":"u"},{"role":"assistant","thinking":"t","tool_calls":[{"id": "1", "name": "f", "arguments": {"a": 1}}]},{"role":"tool","tool_call_id":"1","content":"r"},{"role":"assistant","content":"a"}]})",
               R"({"text":"<|developer|>\nd\n<|user|>\nu\n<|thinking|>\nt\n<|tool_call|>\n{\"id\": \"1\", \"name\": \"f\", \"arguments\": {\"a\": 1}}\n<|tool_result|>\nr\n<|assistant|>\na\n<|endoftext|>"})"},
              {"harmony-tags", "messages",
               R"({"text":"<|developer|>\nd\n<|user|>\nu\n<|thinking|>\nt\n<|tool_call|>\n{\"id\": \"1\", \"name\": \"f\", \"arguments\": {\"a\": 1}}\n<|tool_result|>\nr\n<|assistant|>\na\n<|endoftext|>"})",
               R"({"messages":[{"role":"developer","content":"d"},{"role":"user","content":"u"},{"role":"assistant","thinking":"t","tool_calls":[{"id": "1", "name": "f", "arguments": {"a": 1}}]},{"role":"tool","tool_call_id":"1","content":"r"},{"role":"assistant","content":"a"}]})"},
              {"harmony-tags", "harmony",
               R"({"text":"<|user|>\nu\n<|tool_call|>\n{\"name\": \"f\"}\n<|tool_result|>\nr\n<|assistant|>\na\n<|endoftext|>"})", R"({"text":"<|start|>user<|message|>u<|end|><|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{}<|call|><|start|>functions.f to=assistant<|channel|>commentary<|message|>r<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>","meta":{"text":"<|user|>\nu\n<|tool_call|>\n{\"name\": \"f\"}\n<|tool_result|>\nr\n<|assistant|>\na\n<|endoftext|>","source_format":"harmony-tags"}})"},
              // What cannot be said, or would be taken for something else.
              {"messages", "harmony", R"({"messages":[{"role":"user","content":"<|start|>"}]})",
               "error: a text contains <|start|>, which is a special token of Harmony"},
              {"messages", "harmony",
               R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f<|message|>","arguments":"{}"}]}]})",
               "error: a tool cannot be called 'f<|message|>' in Harmony"},
              {"messages", "harmony",
               R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":"<|end|>"}]}]})",
               "error: a text contains <|end|>, which is a special token of Harmony"},
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":"u"}],"tools":[{"name":"f","description":"<|end|>"}]})",
               "error: a text contains <|end|>, which is a special token of Harmony"},
              {"messages", "harmony", R"({"messages":[{"role":"tool","content":"r"}]})",
               "error: a tool's message answers no call, and has no name"},
              {"messages", "harmony",
               R"({"messages":[{"role":"user","content":[{"type":"text"}]}]})",
               "error: a content of several parts has no place in Harmony"},
              {"messages", "harmony-tags",
               R"({"messages":[{"role":"user","content":"a\n<|user|>\nb"}]})",
               "error: a text contains <|user|>, which would be taken for a tag"},
              {"messages", "harmony-tags",
               R"({"messages":[{"role":"user","content":"a<|endoftext|>"}]})",
               "error: a text contains <|endoftext|>, which would be taken for a tag"},
              {"harmony", "messages", R"({"text":"<|start|>user<|message|>u"})",
               "error: Message 1 of 'text' is not closed by <|end|>, <|call|> or <|return|>"},
              {"harmony-tags", "messages", R"({"text":"<|tool_call|>\nno JSON\n<|endoftext|>"})",
               "error: Part 1 of 'text' is a call, and must be a JSON object with a name"},
          };
  for (const Case& c : kCases) {
    EXPECT_EQ(Convert(c.from, c.to, c.record), c.converted) << c.record;
  }
}

TEST(EncodedTest, ResultsThatComeInAnotherOrderHaveTheNamesOfTheirCalls) {
  const std::string there = Convert(
      "messages", "harmony",
      R"({"messages":[{"role":"assistant","tool_calls":[{"id":"1","name":"f"},{"id":"2","name":"g"}]},{"role":"tool","tool_call_id":"2","content":"of g"},{"role":"tool","tool_call_id":"1","content":"of f"}]})");
  EXPECT_NE(there.find("functions.g to=assistant<|channel|>commentary<|message|>of g"), there.npos)
      << there;
  EXPECT_NE(there.find("functions.f to=assistant<|channel|>commentary<|message|>of f"), there.npos)
      << there;
}

TEST(EncodedTest, ArgumentsAreWrittenAsTheOptionSays) {
  constexpr std::string_view kCall =
      R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]}]})";
  struct {
    WriteOptions::Arguments arguments;
    std::string_view call;
  } cases[] = {
      {WriteOptions::Arguments::kAsRead,
       R"({\"id\": \"1\", \"name\": \"f\", \"arguments\": {\"a\": 1}})"},
      {WriteOptions::Arguments::kObject,
       R"({\"id\": \"1\", \"name\": \"f\", \"arguments\": {\"a\": 1}})"},
      {WriteOptions::Arguments::kString,
       R"({\"id\": \"1\", \"name\": \"f\", \"arguments\": \"{\\\"a\\\": 1}\"})"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Convert("messages", "harmony-tags", kCall,
                      {.meta = WriteOptions::Meta::kDrop, .arguments = c.arguments}),
              text::Cat(R"({"text":"<|tool_call|>\n)", c.call, R"(\n<|endoftext|>"})"));
  }
  EXPECT_EQ(
      Convert(
          "harmony", "messages",
          R"({"text":"<|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{\"a\": 1}<|call|>"})",
          {.arguments = WriteOptions::Arguments::kObject}),
      R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a": 1}}}]}]})");
}

TEST(EncodedTest, ASystemPromptThatIsAddedGoesOnTheWayBack) {
  constexpr std::string_view kChat =
      R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})";
  constexpr std::string_view kText =
      R"({"text":"<|start|>system<|message|>s<|end|><|start|>user<|message|>u<|end|><|start|>assistant<|channel|>final<|message|>a<|return|>")";
  Nested nested;
  Nested prompt;
  Content content;
  ASSERT_TRUE(Find("messages")->Read(nested.Parse(kChat), &content).ok());
  content.added_system = prompt.Parse("\"s\"");
  text::Buffer out;
  ASSERT_TRUE(Find("harmony")->Write(content, {}, &out).ok());
  EXPECT_EQ(std::string_view(out).find(kText), 0u) << std::string_view(out);
  EXPECT_EQ(Convert("harmony", "messages", out), kChat) << std::string_view(out);

  // Where the text that comes back is kept, too.
  constexpr std::string_view kKept =
      R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":{"text":"<|start|>user<|message|>u<|end|><|start|>assistant<|message|>a<|end|>","source_format":"harmony"}})";
  ASSERT_TRUE(Find("messages")->Read(nested.Parse(kKept), &content).ok());
  content.added_system = prompt.Parse("\"s\"");
  out.clear();
  ASSERT_TRUE(Find("harmony")->Write(content, {}, &out).ok());
  EXPECT_EQ(std::string_view(out).find(kText), 0u) << std::string_view(out);

  // A text cannot be added to.
  ASSERT_TRUE(Find("harmony")->Read(nested.Parse(text::Cat(kText, "}")), &content).ok());
  content.added_system = prompt.Parse("\"s\"");
  EXPECT_EQ(
      text::FromAbsl(Find("harmony")->Write(content, {}, &out).message()),
      "the format harmony has no room for a system prompt here; --on-loss drop leaves it out");
}

}  // namespace
}  // namespace jsonl::record
