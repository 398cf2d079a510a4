#include "common/record/harmony/text.h"

#include <chrono>
#include <string>
#include <utility>

#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::record::harmony {
namespace {

// The parts of each message, and the fault.
std::string Read(std::string_view text) {
  Reader reader(text);
  Message message;
  std::string out;
  while (reader.Next(&message)) {
    text::Append(&out, message.author, "(", static_cast<int>(message.role), ")",
                 message.recipient.empty() ? "" : ">", message.recipient,
                 message.channel.empty() ? "" : "@", message.channel,
                 message.type.empty() ? "" : "#", message.type, "=", message.content, message.end);
  }
  return reader.fault() == nullptr ? out : text::Cat(out, " fault: ", reader.fault());
}

TEST(ReaderTest, TakesMessagesApart) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"", ""},
      {"<|start|>user<|message|>hi<|end|>", "user(2)=hi<|end|>"},
      {"<|start|>user<|message|><|end|><|start|>assistant<|channel|>final<|message|>a\n<|return|>",
       "user(2)=<|end|>assistant(3)@final=a\n<|return|>"},
      {"<|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{}"
       "<|call|>",
       "assistant(3)>functions.f@commentary#<|constrain|>json={}<|call|>"},
      {"<|start|>assistant<|channel|>commentary to=functions.f json<|message|>{}<|call|>",
       "assistant(3)>functions.f@commentary#json={}<|call|>"},
      {"<|start|>functions.f to=assistant<|channel|>commentary<|message|>1<|end|>",
       "functions.f(4)>assistant@commentary=1<|end|>"},
      {"<|start|>python<|channel|>commentary<|message|>1<|end|>", "python(4)@commentary=1<|end|>"},
      {"<|start|>usr<|message|>1<|end|>", "usr(5)=1<|end|>"},
      {"<|start|>user<|message|><|user|> <| |> <|en<|end|>", "user(2)=<|user|> <| |> <|en<|end|>"},
      // Broken ones.
      {"hi", " fault: does not begin with <|start|>"},
      {"<|start|>user<|message|>a<|end|>\n<|start|>user<|message|>b<|end|>",
       "user(2)=a<|end|> fault: does not begin with <|start|>"},
      {"<|start|>user", " fault: has no <|message|>"},
      {"<|start|>user<|end|><|message|>", " fault: has no <|message|>"},
      {"<|start|><|message|>a<|end|>",
       " fault: has a header that is not 'ROLE to=RECIPIENT<|channel|>CHANNEL TYPE'"},
      {"<|start|>user a b<|message|>a<|end|>",
       " fault: has a header that is not 'ROLE to=RECIPIENT<|channel|>CHANNEL TYPE'"},
      {"<|start|>assistant<|channel|><|message|>a<|end|>",
       " fault: has a header that is not 'ROLE to=RECIPIENT<|channel|>CHANNEL TYPE'"},
      {"<|start|>assistant<|channel|>a<|channel|>b<|message|>a<|end|>",
       " fault: has a header that is not 'ROLE to=RECIPIENT<|channel|>CHANNEL TYPE'"},
      {"<|start|>user<b><|message|>a<|end|>",
       " fault: has a header that is not 'ROLE to=RECIPIENT<|channel|>CHANNEL TYPE'"},
      {"<|start|>user<|message|>a", " fault: is not closed by <|end|>, <|call|> or <|return|>"},
      {"<|start|>user<|message|>a<|start|>user<|message|>b<|end|>",
       " fault: is not closed by <|end|>, <|call|> or <|return|>"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Read(text), expected) << text;
}

TEST(FindSpecialTokenTest, FindsTheVocabularysOwn) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"", ""},
      {"plain < | > text", ""},
      {"<|user|> <|im_start|>", ""},
      {"a<|end|>b<|start|>", "<|end|>"},
      {"<|<|call|>", "<|call|>"},
      {"x<|endoftext|>", "<|endoftext|>"},
      {"<|startoftext|>", "<|startoftext|>"},
      {"<|reserved_200000|>", "<|reserved_200000|>"},
      {"<|reserved_|>", ""},
      {"<|reserved_1", ""},
      {"<|reserved_1x|>", ""},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(FindSpecialToken(text), expected) << text;
}

TEST(LastAnswerTest, IsNoReasoningAndNoCall) {
  const std::string kUser = "<|start|>user<|message|>u<|end|>";
  const std::string kThought = "<|start|>assistant<|channel|>analysis<|message|>t<|end|>";
  const std::string kAnswer = "<|start|>assistant<|channel|>final<|message|>a<|return|>";
  const std::string kBefore = "<|start|>assistant<|channel|>commentary<|message|>b<|end|>";
  const std::string kCalled =
      "<|start|>assistant to=functions.f<|channel|>commentary<|message|>{}<|call|>";
  EXPECT_EQ(LastAnswer(kUser + kThought + kAnswer), "a");
  EXPECT_EQ(LastAnswer(kUser + kAnswer + kUser), "a");
  EXPECT_EQ(LastAnswer(kUser + "<|start|>assistant<|message|><|end|>").data() == nullptr, false);
  EXPECT_EQ(LastAnswer(kUser + kThought).data(), nullptr);
  EXPECT_EQ(LastAnswer(kUser + kBefore + kCalled).data(), nullptr);
  EXPECT_EQ(LastAnswer(kAnswer + kUser + "<|start|>").data(), nullptr);
}

TEST(HostileTest, TakesLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kMany = 1000000;
  for (std::string_view part :
       {"<|start|>", "<|message|>", "<|", "<|start|>user<|message|><|end|>", "<|reserved_1",
        "<|start|>user<|channel|>", "to=<|channel|>", "<|start|>user <|message|>"}) {
    std::string text;
    for (int i = 0; i < kMany; ++i) text.append(part);
    for (const std::string& hostile : {text, text::Cat("<|start|>user<|message|>", text)}) {
      Read(hostile);
      FindSpecialToken(hostile);
      LastAnswer(hostile);
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

}  // namespace
}  // namespace jsonl::record::harmony
