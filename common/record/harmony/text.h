// Harmony, the text in which OpenAI's gpt-oss models have their chats
// (https://github.com/openai/harmony, docs/format.md). A text is a run of messages with nothing
// between them:
//
//   <|start|>ROLE[ to=RECIPIENT][<|channel|>CHANNEL][ TYPE]<|message|>CONTENT<|end|>
//
// The role of a tool's result is the tool's name. A call of a tool ends in <|call|>, the last
// answer of a training example in <|return|>. The recipient may stand after the channel, too.

#ifndef JSONL_COMMON_RECORD_HARMONY_TEXT_H_
#define JSONL_COMMON_RECORD_HARMONY_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/record/turns.h"

namespace jsonl::record::harmony {

inline constexpr std::string_view kStart = "<|start|>";
inline constexpr std::string_view kMessage = "<|message|>";
inline constexpr std::string_view kChannel = "<|channel|>";
inline constexpr std::string_view kConstrain = "<|constrain|>";
inline constexpr std::string_view kEnd = "<|end|>";
inline constexpr std::string_view kCall = "<|call|>";
inline constexpr std::string_view kReturn = "<|return|>";

inline constexpr std::string_view kAnalysis = "analysis";  // reasoning
inline constexpr std::string_view kCommentary =
    "commentary";                                             // calls, and what is said before them
inline constexpr std::string_view kFinal = "final";           // answers
inline constexpr std::string_view kFunctions = "functions.";  // before the names of functions

// The heading of the developer's instructions.
inline constexpr std::string_view kInstructions = "# Instructions\n\n";

// One message: views of the text.
struct Message {
  std::string_view author;     // "user"; of a tool its name, "functions.get_weather"
  Role role = Role::kUnknown;  // kTool if the author is none of the others and there is a recipient
                               // or a channel, as there is for results of tools
  std::string_view recipient;  // empty if there is none
  std::string_view channel;    // empty if there is none
  std::string_view type;       // "<|constrain|>json"; empty if there is none
  std::string_view content;
  std::string_view end;  // one of the three tokens

  bool IsCall() const { return role == Role::kAssistant && !recipient.empty(); }
};

// Takes a text apart, a message at a time, in linear time.
class Reader {
 public:
  // The text stays as it is.
  explicit Reader(std::string_view text) : text_(text) {}

  // False at the end of the text, and where it is broken: then there is a fault.
  bool Next(Message* out);
  // What is wrong, as the end of a sentence that begins with the message; nullptr if nothing is.
  const char* fault() const { return fault_; }
  // How many messages were read.
  uint32_t count() const { return count_; }

 private:
  bool ReadHeader(std::string_view header, Message* out);
  bool Fail(const char* fault) {
    fault_ = fault;
    return false;
  }

  std::string_view text_;
  size_t position_ = 0;
  uint32_t count_ = 0;
  const char* fault_ = nullptr;
};

// The special token of the models' vocabulary (o200k_harmony) that the text contains first: none of
// them can be part of what somebody says. Empty if there is none.
std::string_view FindSpecialToken(std::string_view text);

// The answer: what the assistant says last that is neither reasoning nor a call, nor before a call.
// Its data is null if there is none, or the text is broken.
std::string_view LastAnswer(std::string_view text);

}  // namespace jsonl::record::harmony

#endif  // JSONL_COMMON_RECORD_HARMONY_TEXT_H_
