#include "common/record/tags/text.h"

#include <chrono>
#include <string>
#include <utility>

#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::record::tags {
namespace {

std::string Read(std::string_view text) {
  Reader reader(text);
  Part part;
  std::string out;
  while (reader.Next(&part)) {
    text::Append(&out, part.tag == Tag::kUnknown ? "?" : "", part.line, "=", part.content, ";");
  }
  return reader.fault() == nullptr ? out : text::Cat(out, " fault: ", reader.fault());
}

TEST(ReaderTest, TakesPartsApart) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"<|user|>\nhi\n<|assistant|>\na\nb\n<|endoftext|>", "<|user|>=hi;<|assistant|>=a\nb;"},
      {"<|user|>\n\n<|tool_call|>\n{}\n<|endoftext|>", "<|user|>=;<|tool_call|>={};"},
      {"<|user|>\n\n\n\n<|endoftext|>", "<|user|>=\n\n;"},
      {"<|user|>\n<|thinking|>\nt\n<|endoftext|>", "<|user|>=;<|thinking|>=t;"},
      {"<|user|>\na <|user|>\n<|user|> b\n <|user|>\n<|endoftext|>",
       "<|user|>=a <|user|>\n<|user|> b\n <|user|>;"},
      {"<|usr|>\nhi\n<|endoftext|>", "?<|usr|>=hi;"},
      {"<|endoftext|>", ""},
      // Broken ones.
      {"hi", " fault: does not begin with a tag on a line of its own"},
      {"<|user|>hi\n<|endoftext|>", " fault: does not begin with a tag on a line of its own"},
      {"<|user|>", " fault: does not end with <|endoftext|>"},
      {"<|user|>\nhi<|endoftext|>", " fault: does not end with <|endoftext|>"},
      {"<|user|>\nhi\n<|endoftext|>\n", "<|user|>=hi; fault: goes on after <|endoftext|>"},
      {"<|user|>\nhi\n<|endoftext|>\n<|user|>\n",
       "<|user|>=hi; fault: goes on after <|endoftext|>"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Read(text), expected) << text;
}

TEST(FindTagLineTest, FindsLinesThatHaveTheFormOfATag) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"", ""},
      {"a\nb <|user|>", ""},
      {"<|user|> a", ""},
      {"<||>\n<|a b|>\n<|A|>", ""},
      {"a\n<|user|>\nb", "<|user|>"},
      {"<|im_start|>", "<|im_start|>"},
      {"a\n\n<|endoftext|>", "<|endoftext|>"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(FindTagLine(text), expected) << text;
}

TEST(LastAnswerTest, IsWhatNoCallFollows) {
  EXPECT_EQ(LastAnswer("<|user|>\nu\n<|assistant|>\na\n<|user|>\nu\n<|endoftext|>"), "a");
  EXPECT_EQ(LastAnswer("<|assistant|>\na\n<|tool_call|>\n{}\n<|endoftext|>").data(), nullptr);
  EXPECT_EQ(LastAnswer("<|assistant|>\na\n").data(), nullptr);
}

TEST(HostileTest, TakesLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kMany = 1000000;
  for (std::string_view part : {"<|user|>\n", "\n", "<|", "\n<|", "<|user|>", "\n<|a"}) {
    std::string text = "<|user|>\n";
    for (int i = 0; i < kMany; ++i) text.append(part);
    Read(text);
    FindTagLine(text);
    LastAnswer(text);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

}  // namespace
}  // namespace jsonl::record::tags
