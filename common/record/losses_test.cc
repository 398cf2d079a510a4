#include "common/record/losses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/record/content.h"
#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

struct Case {
  std::string_view format;
  std::string_view record;  // each @ stands for a text, and each # for a number, of its own
};

constexpr Case
    kCases
        [] =
            {
                {"multitask",
                 R"({"id":"@","task":"error_resolution","input":{"broken_code":"@","error":"@","more":"@"},"target":{"fixed_code":"@","explanation":"@"},"context":{"t":"@"},"dialect":"@"})"},
                {"multitask",
                 R"({"id":"@","task":"ibis_to_sql","input":{"ibis":"@"},"target":{"sql":"@"},"dialect":"@"})"},
                {"task",
                 R"({"task":"@","input":{"instruction":"@","text":"@","json":{"a":#}},"output":"@","id":"@","meta":{"m":"@"}})"},
                {"task", R"({"task":"@","input":{"instruction":"@"},"chosen":"@","rejected":"@"})"},
                {"alpaca", R"({"instruction":"@","input":"@","output":"@","meta":{"m":"@"}})"},
                {"templated",
                 R"({"input":"@","output":"@","template_category":"@","template_style":"@"})"},
                {"preference", R"({"prompt":"@","chosen":"@","rejected":"@","source":{"a":"@"}})"},
                {"preference",
                 R"({"prompt":[{"role":"system","content":"@","weight":#},{"role":"user","content":"@","name":"@"}],"chosen":[{"role":"assistant","content":"@","weight":#}],"rejected":[{"role":"assistant","content":"@","name":"@"}]})"},
                {"preference-implicit",
                 R"({"chosen":[{"role":"user","content":"@","weight":#},{"role":"assistant","content":"@","name":"@"}],"rejected":[{"role":"user","content":"@","weight":#},{"role":"assistant","content":"@","weight":#}]})"},
                {"sharegpt-preference",
                 R"({"conversations":[{"from":"system","value":"@","w":#},{"from":"human","value":"@","weight":#}],"chosen":{"from":"gpt","value":"@","weight":#},"rejected":{"from":"gpt","value":"@"},"tools":"[{\"name\":\"f\",\"description\":\"@\"}]"})"},
                {"sharegpt",
                 R"({"conversations":[{"from":"human","value":"@","k":"@"},{"from":"function_call","value":"{\"name\":\"f\",\"arguments\":{\"x\":\"@\"}}","weight":#},{"from":"observation","value":"@","k":"@"},{"from":"gpt","value":"@","thinking":"@"}],"system":"@","id":#})"},
                {"messages-kto",
                 R"({"messages":[{"role":"user","content":"@","weight":#},{"role":"assistant","content":"@","weight":#}],"label":true})"},
                {"messages",
                 R"({"messages":[{"role":"system","content":"@","weight":#},{"role":"user","content":"@","name":"@"},{"role":"assistant","content":"@","thinking":"@","tool_calls":[{"id":"@","type":"function","function":{"name":"f","arguments":"{\"x\":\"@\"}","k":#},"index":#}]},{"role":"tool","tool_call_id":"@","name":"f","content":"@","status":"@"},{"role":"assistant","content":"@","reasoning":"@","weight":#}],"tools":[{"type":"function","function":{"name":"f","description":"@","parameters":{"type":"object","properties":{"x":{"type":"string","title":"@"}}}}}]})"},
                {"messages",
                 R"({"messages":[{"role":"user","content":"@","source":"@"},{"role":"assistant","content":"@","name":"@","weight":#}]})"},
                {"messages",
                 R"({"messages":[{"role":"user","content":"@"},{"role":"assistant","content":"@","thinking":"@"},{"role":"user","content":"@"},{"role":"assistant","content":"@","thinking":"@"}]})"},
                {"kto", R"({"prompt":"@","completion":"@","label":false})"},
                {"kto",
                 R"({"prompt":[{"role":"user","content":"@","weight":#}],"completion":[{"role":"assistant","content":"@","name":"@"}],"label":true})"},
                {"prompt-completion", R"({"prompt":"@","completion":"@"})"},
                {"prompt-completion",
                 R"({"prompt":[{"role":"system","content":"@","weight":#},{"role":"user","content":"@","name":"@"}],"completion":[{"role":"assistant","content":"@","thinking":"@","weight":#}]})"},
                {"mutation",
                 R"({"buggy_code":"@","error_message":"@","fixed_code":"@","repo":"@","file":"@"})"},
                {"grpo", R"({"description":"@","starter_code":"@","tests":"@"})"},
                {"eval", R"({"description":"@","tests":"@"})"},
                {"text", R"({"text":"@","id":#})"},
                {"harmony",
                 R"({"text":"<|start|>user<|message|>@<|end|><|start|>assistant<|channel|>analysis<|message|>@<|end|><|start|>assistant<|channel|>final<|message|>@<|return|>","id":#})"},
                {"harmony-tags",
                 R"({"text":"<|user|>\n@\n<|assistant|>\n@\n<|endoftext|>","id":#})"},
};

std::string Marked(std::string_view record) {
  std::string out;
  int mark = 100;
  for (char c : record) {
    if (c == '@') {
      text::Append(&out, "m", ++mark, "m");
    } else if (c == '#') {
      text::Append(&out, "0.77", ++mark, "1");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

// The names of the members on the way to each scalar.
struct Leaf {
  std::string names;  // 'messages' 'content'
  std::string text;
};

void AddLeaves(json::Value value, const std::string& names, std::vector<Leaf>* leaves) {
  if (value.is_object()) {
    for (json::Member member : value.members()) {
      AddLeaves(member.value, text::Cat(names, "'", member.name(), "'"), leaves);
    }
  } else if (value.is_array()) {
    for (json::Value element : value.elements()) AddLeaves(element, names, leaves);
  } else {
    leaves->push_back({names, std::string(value.raw())});
  }
}

std::vector<std::string> MarksIn(std::string_view text) {
  std::vector<std::string> marks;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t size = text.substr(i).starts_with("0.77") ? 8 : 5;
    const std::string_view mark = text.substr(i, size);
    const bool word = mark.size() == 5 && mark[0] == 'm' && mark[4] == 'm' &&
                      mark.find_first_not_of("0123456789", 1) == 4;
    if (word || (size == 8 && mark.size() == 8)) marks.emplace_back(mark);
  }
  return marks;
}

// Whether one of the losses names a member on the way to the leaf, or the turn that it is in.
bool IsNamed(const Leaf& leaf, const std::vector<std::string>& losses) {
  return std::any_of(losses.begin(), losses.end(), [&](const std::string& loss) {
    // A chat in a text is one leaf.
    if (leaf.names == "'text'" && loss.ends_with("' of a turn")) return true;
    if (loss == "system prompt") {
      return leaf.names.ends_with("'content'") || leaf.names.ends_with("'value'") ||
             leaf.names == "'system'";
    }
    const size_t begin = loss.find('\'');
    const size_t end = loss.find('\'', begin + 1);
    return leaf.names.find(loss.substr(begin, end + 1 - begin)) != std::string::npos;
  });
}

TEST(LossesTest, WhatIsGoneIsNamed) {
  Nested nested;
  Content content;
  size_t converted = 0;
  for (const Case& c : kCases) {
    const std::string record = Marked(c.record);
    const json::Value root = nested.Parse(record);
    ASSERT_TRUE(root) << record;
    std::vector<Leaf> leaves;
    AddLeaves(root, "", &leaves);
    for (const Format* to : All()) {
      std::vector<std::string> losses;
      text::Buffer out;
      ASSERT_TRUE(Find(c.format)->Read(root, &content).ok()) << record;
      const WriteOptions options{.meta = WriteOptions::Meta::kDrop, .losses = &losses};
      if (!to->Write(content, options, &out).ok()) continue;
      ++converted;
      for (const Leaf& leaf : leaves) {
        for (const std::string& mark : MarksIn(leaf.text)) {
          if (std::string_view(out).find(mark) != std::string_view::npos) continue;
          EXPECT_TRUE(IsNamed(leaf, losses))
              << c.format << " to " << to->name() << " loses " << leaf.names << ":\n"
              << record << "\n"
              << std::string_view(out);
        }
      }
    }
  }
  EXPECT_GT(converted, 150u);
}

// What is there is not counted.
TEST(LossesTest, NothingIsNamedWithoutLoss) {
  struct {
    std::string_view from;
    std::string_view to;
    std::string_view record;
  } cases[] = {
      {"messages", "harmony",
       R"({"messages":[{"role":"user","content":"q","name":null},{"role":"assistant","content":"a","tool_calls":[]}]})"},
      {"messages", "harmony-tags",
       R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","reasoning":"t","content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"r"},{"role":"assistant","content":"a"}]})"},
      {"messages", "sharegpt",
       R"({"messages":[{"role":"user","content":"q","weight":0.5},{"role":"assistant","content":"a"}]})"},
      {"alpaca", "messages", R"({"instruction":"i","input":"x","output":"o"})"},
  };
  Nested nested;
  Content content;
  for (const auto& c : cases) {
    std::vector<std::string> losses;
    text::Buffer out;
    const WriteOptions options{.meta = WriteOptions::Meta::kDrop, .losses = &losses};
    ASSERT_TRUE(Find(c.from)->Read(nested.Parse(c.record), &content).ok()) << c.record;
    ASSERT_TRUE(Find(c.to)->Write(content, options, &out).ok()) << c.record;
    EXPECT_EQ(losses, std::vector<std::string>())
        << c.from << " to " << c.to << ": " << std::string_view(out);
  }
}

}  // namespace
}  // namespace jsonl::record
