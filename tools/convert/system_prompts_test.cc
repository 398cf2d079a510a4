#include "tools/convert/system_prompts.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/testing/scratch_dir.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

constexpr std::string_view kChat =
    R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})";

// The record in the other format with the prompt of that option; or what is wrong.
std::string Prompted(std::string_view option, std::string_view from, std::string_view to,
                     std::string_view record, const record::WriteOptions& write = {}) {
  auto prompts = SystemPrompts::Read(option);
  if (!prompts.ok()) return text::Cat("bad: ", text::FromAbsl(prompts.status().message()));
  record::Nested nested;
  record::Content content;
  text::Buffer out;
  absl::Status status = record::Find(from)->Read(nested.Parse(record), &content);
  if (status.ok()) status = (*prompts)->AddTo(&content);
  if (status.ok()) status = record::Find(to)->Write(content, write, &out);
  return status.ok() ? std::string(out) : text::Cat("error: ", text::FromAbsl(status.message()));
}

TEST(SystemPromptsTest, AreForChatsThatHaveNone) {
  EXPECT_EQ(Prompted("Be \"brief\"", "messages", "messages", kChat),
            R"({"messages":[{"role":"system","content":"Be \"brief\""},)"
            R"({"role":"user","content":"u"},{"role":"assistant","content":"a"}]})");
  for (std::string_view role : {"system", "developer"}) {
    const std::string with =
        text::Cat(R"({"messages":[{"role":")", role, R"(","content":"s"},)", kChat.substr(13));
    EXPECT_EQ(Prompted("Be brief", "messages", "messages", with), with);
  }
  constexpr std::string_view kSystem =
      R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}],"system":"s"})";
  EXPECT_EQ(Prompted("Be brief", "sharegpt", "sharegpt", kSystem), kSystem);
  EXPECT_EQ(Prompted("Be brief", "preference", "preference",
                     R"({"prompt":[{"role":"user","content":"u"}],"chosen":"c","rejected":"r"})"),
            R"({"prompt":[{"role":"system","content":"Be brief"},{"role":"user","content":"u"}],)"
            R"("chosen":"c","rejected":"r"})");
}

TEST(SystemPromptsTest, OnTheWayBackTheyAreNotTheRecords) {
  struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view record;
  };
  const Case cases[] = {
      {"messages", "sharegpt", kChat},
      {"messages", "sharegpt",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],"meta":{"added_system":"x","k":1}})"},
      {"sharegpt", "messages",
       R"({"conversations":[{"from":"human","value":"u"},{"from":"gpt","value":"a"}],"id":1})"},
      {"sharegpt-preference", "preference",
       R"({"conversations":[{"from":"human","value":"u"}],"chosen":{"from":"gpt","value":"c"},"rejected":{"from":"gpt","value":"r"}})"},
      {"preference", "messages", R"({"prompt":"p","chosen":"c","rejected":"r"})"},
      {"alpaca", "messages", R"({"instruction":"i","input":"x","output":"o"})"},
      {"task", "sharegpt", R"({"task":"t","input":{"instruction":"i"},"output":"o"})"},
      {"mutation", "messages", R"({"buggy_code":"b","error_message":"e","fixed_code":"f"})"},
      {"multitask", "messages",
       R"({"id":1,"task":"qa","input":{"question":"q"},"target":{"answer":"a"}})"},
      {"multitask", "alpaca",
       R"({"id":1,"task":"qa","input":{"question":"q"},"target":{"answer":"a"}})"},
      {"multitask", "text",
       R"({"id":1,"task":"mine","input":{"question":"q"},"target":{"answer":"a"}})"},
  };
  for (const Case& c : cases) {
    const std::string there = Prompted("Be brief", c.from, c.to, c.record);
    EXPECT_NE(there.find("Be brief"), there.npos) << there;
    record::Nested nested;
    record::Content content;
    text::Buffer back;
    ASSERT_TRUE(record::Find(c.to)->Read(nested.Parse(there), &content).ok()) << there;
    ASSERT_TRUE(record::Find(c.from)->Write(content, {}, &back).ok()) << there;
    EXPECT_EQ(std::string_view(back), c.record) << there;
  }
  // A prompt that was edited since is the record's.
  std::string there = Prompted("Be brief", "messages", "sharegpt", kChat);
  there.replace(there.find("Be brief"), 8, "Be kind");
  record::Nested nested;
  record::Content content;
  text::Buffer back;
  ASSERT_TRUE(record::Find("sharegpt")->Read(nested.Parse(there), &content).ok());
  ASSERT_TRUE(record::Find("messages")->Write(content, {}, &back).ok());
  const std::string_view text = back;
  EXPECT_NE(text.find(R"({"role":"system","content":"Be kind"})"), text.npos) << text;
}

TEST(SystemPromptsTest, NeedRoom) {
  constexpr std::string_view kNone =
      " has no room for a system prompt here; --on-loss drop leaves it out";
  constexpr std::string_view kAlpaca = R"({"instruction":"i","input":"","output":"o"})";
  EXPECT_EQ(Prompted("s", "alpaca", "alpaca", kAlpaca),
            text::Cat("error: the format alpaca", kNone));
  EXPECT_EQ(Prompted("s", "alpaca", "alpaca", kAlpaca, {.drop_losses = true}), kAlpaca);
  EXPECT_EQ(
      Prompted("s", "preference", "preference", R"({"prompt":"p","chosen":"c","rejected":"r"})"),
      text::Cat("error: the format preference", kNone));
}

TEST(SystemPromptsTest, MayBeOneATask) {
  test::ScratchDir dir;
  const std::string file = text::Cat(
      "@", dir.Write("prompts.json",
                     R"({"documentation":"In {style} style, {not} this","qa":"Short","*":"S"})"));
  struct Case {
    std::string_view from;
    std::string_view record;
    std::string_view prompt;
  };
  const Case cases[] = {
      {"task", R"({"task":"qa","input":{"instruction":"i"},"output":"o"})", "Short"},
      {"task", R"({"task":"x","input":{"instruction":"i"},"output":"o"})", "S"},
      {"messages", R"({"task":"qa","messages":[{"role":"user","content":"u"}]})", "Short"},
      {"messages", R"({"task":1,"messages":[{"role":"user","content":"u"}]})", "S"},
      {"multitask",
       R"({"id":1,"task":"documentation","input":{"code":"c","style":"{dialect}"},"target":{"docstring":"d"}})",
       "In {dialect} style, {not} this"},
  };
  for (const Case& c : cases) {
    const std::string found = Prompted(file, c.from, "messages", c.record);
    const std::string wanted =
        text::Cat(R"("messages":[{"role":"system","content":")", c.prompt, R"("},{"role":"user")");
    EXPECT_NE(found.find(wanted), found.npos) << found;
  }
  EXPECT_EQ(Prompted(file, "multitask", "messages",
                     R"({"id":1,"task":"documentation","input":{"code":"c"},"target":{"x":"d"}})"),
            "error: the system prompt names {style}, which the record lacks");
}

TEST(SystemPromptsTest, AreReadFromFiles) {
  test::ScratchDir dir;
  struct Case {
    std::string_view content;
    std::string_view result;  // the prompt, or what is wrong
  };
  const Case cases[] = {
      {"Be brief\n", ""},
      {"\xef\xbb\xbf"
       "Be brief\r\n",
       ""},
      {" \n", "bad: --system: the prompt is empty"},
      {"\xff", "bad: --system: the prompt is not UTF-8"},
      {"{oops", "bad: --system: FILE begins with '{', but is no JSON object of prompts by task"},
      {"{}", "bad: --system: FILE has no prompts"},
      {R"({"a":1})", "bad: --system: FILE: the prompt of 'a' is no text"},
      {R"({"a":"x","a":"y"})", "bad: --system: FILE: 'a' occurs twice"},
  };
  for (const Case& c : cases) {
    const std::string file = dir.Write("system", c.content);
    std::string result = Prompted(text::Cat("@", file), "messages", "messages", kChat);
    if (c.result.empty()) {
      EXPECT_EQ(result, Prompted("Be brief", "messages", "messages", kChat));
      continue;
    }
    if (const size_t at = result.find(file); at != result.npos) {
      result.replace(at, file.size(), "FILE");
    }
    EXPECT_EQ(result, c.result);
  }
  EXPECT_EQ(Prompted("@/no/such/file", "messages", "messages", kChat),
            "bad: --system: /no/such/file: No such file or directory");
}

}  // namespace
}  // namespace jsonl
