#include "common/record/harmony/text.h"

#include <algorithm>

namespace jsonl::record::harmony {
namespace {

constexpr std::string_view kOpen = "<|";
constexpr std::string_view kClose = "|>";

// What marks the parts of messages.
constexpr std::string_view kMarks[] = {kEnd,     kCall,    kReturn,   kStart,
                                       kMessage, kChannel, kConstrain};
constexpr size_t kEnds = 3;

constexpr std::string_view kOtherTokens[] = {"<|startoftext|>", "<|endoftext|>", "<|endofprompt|>"};
constexpr std::string_view kReserved = "<|reserved_";  // and a number

// The first of the tokens that the text contains at or after `from`; the text's size if there is
// none.
template <typename IsToken>
size_t FindToken(std::string_view text, size_t from, IsToken&& is_token) {
  for (size_t at = text.find(kOpen, from); at != text.npos; at = text.find(kOpen, at + 1)) {
    if (is_token(text.substr(at))) return at;
  }
  return text.size();
}

std::string_view MarkAt(std::string_view text) {
  for (std::string_view mark : kMarks) {
    if (text.starts_with(mark)) return mark;
  }
  return {};
}

std::string_view SpecialTokenAt(std::string_view text) {
  if (std::string_view mark = MarkAt(text); !mark.empty()) return mark;
  for (std::string_view token : kOtherTokens) {
    if (text.starts_with(token)) return token;
  }
  if (!text.starts_with(kReserved)) return {};
  const size_t end = text.find_first_not_of("0123456789", kReserved.size());
  if (end == kReserved.size() || end == text.npos) return {};
  return text.substr(end).starts_with(kClose) ? text.substr(0, end + kClose.size())
                                              : std::string_view();
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Takes what stands before the next white space or '<'.
std::string_view TakeWord(std::string_view* rest) {
  const auto end =
      std::find_if(rest->begin(), rest->end(), [](char c) { return IsSpace(c) || c == '<'; });
  const std::string_view word = rest->substr(0, static_cast<size_t>(end - rest->begin()));
  rest->remove_prefix(word.size());
  return word;
}

// Sets a part of a header that may occur once.
bool Set(std::string_view value, std::string_view* part) {
  if (value.empty() || !part->empty()) return false;
  *part = value;
  return true;
}

}  // namespace

bool Reader::ReadHeader(std::string_view header, Message* out) {
  out->author = TakeWord(&header);
  if (out->author.empty()) return false;
  while (!header.empty()) {
    if (IsSpace(header[0])) {
      header.remove_prefix(1);
    } else if (header.starts_with(kChannel)) {
      header.remove_prefix(kChannel.size());
      if (!Set(TakeWord(&header), &out->channel)) return false;
    } else if (header.starts_with("to=")) {
      header.remove_prefix(3);
      if (!Set(TakeWord(&header), &out->recipient)) return false;
    } else {
      const std::string_view type = header;
      if (header.starts_with(kConstrain)) header.remove_prefix(kConstrain.size());
      TakeWord(&header);
      if (!Set(type.substr(0, type.size() - header.size()), &out->type)) return false;
    }
  }
  out->role = MessageRole(out->author);
  if (out->role == Role::kUnknown && !(out->recipient.empty() && out->channel.empty())) {
    out->role = Role::kTool;
  }
  return true;
}

bool Reader::Next(Message* out) {
  *out = {};
  if (position_ == text_.size()) return false;
  std::string_view rest = text_.substr(position_);
  if (!rest.starts_with(kStart)) return Fail("does not begin with <|start|>");
  rest.remove_prefix(kStart.size());
  const size_t header = FindToken(rest, 0, [](std::string_view at) {
    const std::string_view mark = MarkAt(at);
    return !mark.empty() && mark != kChannel && mark != kConstrain;
  });
  if (!rest.substr(header).starts_with(kMessage)) return Fail("has no <|message|>");
  if (!ReadHeader(rest.substr(0, header), out)) {
    return Fail("has a header that is not 'ROLE to=RECIPIENT<|channel|>CHANNEL TYPE'");
  }
  rest.remove_prefix(header + kMessage.size());
  const size_t end = FindToken(rest, 0, [](std::string_view at) { return !MarkAt(at).empty(); });
  out->content = rest.substr(0, end);
  out->end = MarkAt(rest.substr(end));
  if (std::find(kMarks, kMarks + kEnds, out->end) == kMarks + kEnds) {
    return Fail("is not closed by <|end|>, <|call|> or <|return|>");
  }
  position_ = text_.size() - rest.size() + end + out->end.size();
  ++count_;
  return true;
}

std::string_view FindSpecialToken(std::string_view text) {
  const size_t at =
      FindToken(text, 0, [](std::string_view rest) { return !SpecialTokenAt(rest).empty(); });
  return SpecialTokenAt(text.substr(at));
}

std::string_view LastAnswer(std::string_view text) {
  Reader reader(text);
  Message message;
  std::string_view answer;
  while (reader.Next(&message)) {
    if (message.role != Role::kAssistant) continue;
    if (message.IsCall()) {
      answer = {};  // what is said before a call is no answer to learn
    } else if (message.channel != kAnalysis) {
      answer = message.content;
    }
  }
  return reader.fault() == nullptr ? answer : std::string_view();
}

}  // namespace jsonl::record::harmony
