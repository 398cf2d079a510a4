// Chats as text with tags, one of the ways in which data sets for agents are written out:
//
//   <|developer|>
//   You mend code.
//   <|user|>
//   Mend the test
//   <|thinking|>
//   Let me look at it.
//   <|tool_call|>
//   {"id": "1", "name": "run_tests", "arguments": {"cmd": "cargo test"}}
//   <|tool_result|>
//   FAILED: test_parse
//   <|assistant|>
//   The cause is ...
//   <|endoftext|>
//
// Each tag stands on a line of its own before its content, and one <|endoftext|> at the end.

#ifndef JSONL_COMMON_RECORD_TAGS_TEXT_H_
#define JSONL_COMMON_RECORD_TAGS_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jsonl::record::tags {

enum class Tag : uint8_t {
  kSystem,
  kDeveloper,
  kUser,
  kAssistant,
  kToolCall,
  kToolResult,
  kThinking,
  kUnknown,  // a line <|...|> that is none of them
};

// "<|tool_call|>".
std::string_view TagText(Tag tag);
inline constexpr std::string_view kEndOfText = "<|endoftext|>";

// A tag and its content, which is empty or as many lines.
struct Part {
  Tag tag = Tag::kUnknown;
  std::string_view line;  // the tag, as it stands there
  std::string_view content;
};

// Takes a text apart, in linear time.
class Reader {
 public:
  // The text stays as it is.
  explicit Reader(std::string_view text) : text_(text) {}

  // False at the end of the text, and where it is broken: then there is a fault.
  bool Next(Part* out);
  // What is wrong, as a sentence without its subject, the text; nullptr if nothing is.
  const char* fault() const { return fault_; }

 private:
  std::string_view text_;
  size_t position_ = 0;
  const char* fault_ = nullptr;
};

// Whether the text looks like one of these: a tag is its first line.
bool StartsWithTag(std::string_view text);

// A line of the text that is a tag, or the end of a text; empty if there is none.
std::string_view FindTagLine(std::string_view text);

// The answer: the last content of the assistant, if no call follows. Its data is null if there is
// none, or the text is broken.
std::string_view LastAnswer(std::string_view text);

}  // namespace jsonl::record::tags

#endif  // JSONL_COMMON_RECORD_TAGS_TEXT_H_
