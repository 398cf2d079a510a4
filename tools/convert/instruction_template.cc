#include "tools/convert/instruction_template.h"

#include <cctype>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

// The name in braces at the beginning of `text`; "" if there is none.
std::string_view NameAt(std::string_view text) {
  if (!text.starts_with('{')) return "";
  const size_t end =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", 1);
  return end != text.npos && text[end] == '}' ? text.substr(1, end - 1) : "";
}

// Whether one of our names is there without its closing brace.
bool IsUnclosed(std::string_view text) {
  if (!NameAt(text).empty()) return false;
  for (std::string_view name : {"{word", "{letters"}) {
    if (!text.starts_with(name)) continue;
    const char next = text.size() > name.size() ? text[name.size()] : ' ';
    return std::isalnum(static_cast<unsigned char>(next)) == 0 && next != '_';
  }
  return false;
}

void AppendLetters(std::string_view word, std::string* out) {
  std::string spaced;
  for (char c : word) {
    const bool starts = (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    if (starts && !spaced.empty()) spaced.push_back(' ');
    spaced.push_back(c);
  }
  json::AppendEscaped(spaced, out);
}

}  // namespace

absl::StatusOr<InstructionTemplate> InstructionTemplate::Parse(std::string_view text) {
  InstructionTemplate result;
  std::string literal;
  bool named = false;
  const auto end_literal = [&] {
    if (literal.empty()) return;
    result.pieces_.push_back({Part::kText, {}});
    json::AppendEscaped(literal, &result.pieces_.back().text);
    literal.clear();
  };
  if (text::FindInvalidUtf8(text) < text.size()) {
    return absl::InvalidArgumentError("--instruction is not UTF-8");
  }
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view name = NameAt(text.substr(i));
    if (IsUnclosed(text.substr(i))) {
      return absl::InvalidArgumentError(
          text::Cat("--instruction: a closing brace is missing: {word}, {letters}"));
    }
    if (name.empty()) {
      literal.push_back(text[i]);
      continue;
    }
    if (name != "word" && name != "letters") {
      return absl::InvalidArgumentError(
          text::Cat("--instruction: there is no {", name, "}, only {word} and {letters}"));
    }
    end_literal();
    result.pieces_.push_back({name == "word" ? Part::kWord : Part::kLetters, {}});
    result.tells_word_ = result.tells_word_ || name == "word";
    named = true;
    i += name.size() + 1;
  }
  end_literal();
  if (!named) {
    return absl::InvalidArgumentError(
        "--instruction needs {word} or {letters}: otherwise it says the same for all words");
  }
  return result;
}

void InstructionTemplate::AppendRecord(std::string_view word, std::string* out) const {
  out->append("{\"instruction\":\"");
  for (const Piece& piece : pieces_) {
    if (piece.part == Part::kText) {
      out->append(piece.text);
    } else if (piece.part == Part::kWord) {
      json::AppendEscaped(word, out);
    } else {
      AppendLetters(word, out);
    }
  }
  out->append("\",\"input\":\"\",\"output\":\"");
  if (tells_word_) {
    AppendLetters(word, out);
  } else {
    json::AppendEscaped(word, out);
  }
  out->append("\"}");
}

}  // namespace jsonl
