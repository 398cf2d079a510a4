#include "common/record/tags/text.h"

#include <algorithm>
#include <array>

namespace jsonl::record::tags {
namespace {

constexpr std::array<std::string_view, 7> kTags = {
    "<|system|>",    "<|developer|>",   "<|user|>",    "<|assistant|>",
    "<|tool_call|>", "<|tool_result|>", "<|thinking|>"};

Tag TagOf(std::string_view line) {
  const auto found = std::find(kTags.begin(), kTags.end(), line);
  return static_cast<Tag>(found - kTags.begin());
}

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

// Whether a line has the form of a tag, known or not: <|a_word|>.
bool HasForm(std::string_view line) {
  constexpr size_t kEnds = 4;  // "<|" and "|>"
  if (line.size() <= kEnds || !line.starts_with("<|") || !line.ends_with("|>")) return false;
  const std::string_view word = line.substr(2, line.size() - kEnds);
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

// Where the next line that has the form of a tag begins, at or after the line at `from`; the text's
// size if there is none.
size_t FindLine(std::string_view text, size_t from) {
  while (from < text.size()) {
    if (HasForm(FirstLine(text.substr(from)))) return from;
    from = text.find("\n<|", from);
    if (from == text.npos) break;
    ++from;
  }
  return text.size();
}

}  // namespace

std::string_view TagText(Tag tag) { return kTags[static_cast<size_t>(tag)]; }

bool Reader::Next(Part* out) {
  *out = {};
  if (fault_ != nullptr) return false;
  const std::string_view rest = text_.substr(position_);
  if (rest == kEndOfText) return false;
  const std::string_view line = FirstLine(rest);
  if (line == kEndOfText) {
    fault_ = "goes on after <|endoftext|>";
  } else if (!HasForm(line)) {
    fault_ = "does not begin with a tag on a line of its own";
  } else {
    out->tag = TagOf(line);
    out->line = line;
    const size_t begin = std::min(rest.size(), line.size() + 1);
    const size_t end = FindLine(rest, begin);
    // A line end stands before the next tag, unless no content does.
    out->content = rest.substr(begin, end - std::min(end, begin + 1));
    if (end < rest.size()) {
      position_ += end;
      return true;
    }
    fault_ = "does not end with <|endoftext|>";
  }
  return false;
}

bool StartsWithTag(std::string_view text) { return TagOf(FirstLine(text)) != Tag::kUnknown; }

std::string_view FindTagLine(std::string_view text) {
  return FirstLine(text.substr(FindLine(text, 0)));
}

std::string_view LastAnswer(std::string_view text) {
  Reader reader(text);
  Part part;
  std::string_view answer;
  while (reader.Next(&part)) {
    if (part.tag == Tag::kAssistant) answer = part.content;
    if (part.tag == Tag::kToolCall) answer = {};
  }
  return reader.fault() == nullptr ? answer : std::string_view();
}

}  // namespace jsonl::record::tags
