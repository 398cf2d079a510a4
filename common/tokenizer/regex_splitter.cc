#include "common/tokenizer/regex_splitter.h"

#include <re2/re2.h>

#include <optional>
#include <string>
#include <utility>

#include "common/text/strings.h"
#include "common/tokenizer/character_class.h"

namespace jsonl::tokenizer {
namespace {

constexpr std::string_view kTrailingSpace = R"(\s+(?!\S))";

// What stands for \s in a class.
constexpr std::string_view kSpaces = R"(\t-\r\x{85}\p{Z})";
constexpr std::string_view kWords = R"(\p{L}\p{M}\p{N}\p{Pc})";

// RE2's \s, \d and \w are those of ASCII.
std::string WithUnicodeClasses(std::string_view pattern) {
  std::string out;
  bool in_class = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c != '\\' || i + 1 == pattern.size()) {
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      out += c;
      continue;
    }
    const char escaped = pattern[++i];
    const std::string_view set = escaped == 's' || escaped == 'S'   ? kSpaces
                                 : escaped == 'd' || escaped == 'D' ? R"(\p{Nd})"
                                 : escaped == 'w' || escaped == 'W' ? kWords
                                                                    : "";
    const bool negated = escaped < 'a';
    if (set.empty() || (in_class && negated)) {
      text::Append(&out, std::string_view(&c, 1), std::string_view(&escaped, 1));
    } else if (in_class) {
      out += set;
    } else {
      text::Append(&out, negated ? "[^" : "[", set, "]");
    }
  }
  return out;
}

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

class Re2Splitter : public Splitter {
 public:
  // `before` and `after` are the alternatives around \s+(?!\S); null where there are none.
  Re2Splitter(std::unique_ptr<RE2> before, std::unique_ptr<RE2> after, bool look_ahead)
      : before_(std::move(before)), after_(std::move(after)), look_ahead_(look_ahead) {}

  size_t EndOfPiece(std::string_view text, size_t begin) const override {
    if (const size_t end = MatchAt(text, begin); end > begin) return end;
    // What lies before the next match is a piece of its own.
    size_t gap = begin;
    do {
      gap += CharacterAt(text, gap).size;
    } while (gap < text.size() && MatchAt(text, gap) == gap);
    return gap;
  }

 private:
  // Where the match at `begin` ends; `begin` if there is none, or an empty one.
  size_t MatchAt(std::string_view text, size_t begin) const {
    if (const size_t end = MatchAt(before_.get(), text, begin); end > begin) return end;
    if (look_ahead_) {
      size_t end = begin;
      size_t last = begin;
      while (end < text.size()) {
        const Character c = CharacterAt(text, end);
        if (!c.Is(kSpace)) break;
        last = end;
        end += c.size;
      }
      if (end == text.size() && end > begin) return end;
      if (last > begin) return last;
    }
    return MatchAt(after_.get(), text, begin);
  }

  static size_t MatchAt(const RE2* regex, std::string_view text, size_t begin) {
    if (regex == nullptr) return begin;
    re2::StringPiece match;
    if (!regex->Match(Piece(text), begin, text.size(), RE2::ANCHOR_START, &match, 1)) return begin;
    return begin + match.size();
  }

  std::unique_ptr<RE2> before_;
  std::unique_ptr<RE2> after_;
  bool look_ahead_;
};

absl::StatusOr<std::unique_ptr<RE2>> Compile(std::string_view pattern, std::string_view whole) {
  if (pattern.empty()) return std::unique_ptr<RE2>();
  auto regex = std::make_unique<RE2>(WithUnicodeClasses(pattern), RE2::Quiet);
  if (regex->ok()) return regex;
  return absl::InvalidArgumentError(
      text::Cat("the pattern ", whole, " cannot be matched by RE2: ", regex->error()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Splitter>> RegexSplitter(std::string_view pattern) {
  std::string_view before = pattern;
  std::string_view after;
  const size_t found = pattern.find(kTrailingSpace);
  const bool look_ahead = found != pattern.npos;
  if (look_ahead) {
    before = pattern.substr(0, found);
    after = pattern.substr(found + kTrailingSpace.size());
    const bool alternative =
        (before.empty() || before.back() == '|') && (after.empty() || after.front() == '|');
    if (!alternative) {
      return absl::InvalidArgumentError(
          text::Cat("the pattern ", pattern, " cannot be matched by RE2: it looks ahead"));
    }
    if (!before.empty()) before.remove_suffix(1);
    if (!after.empty()) after.remove_prefix(1);
  }
  absl::StatusOr<std::unique_ptr<RE2>> first = Compile(before, pattern);
  if (!first.ok()) return first.status();
  absl::StatusOr<std::unique_ptr<RE2>> second = Compile(after, pattern);
  if (!second.ok()) return second.status();
  return std::make_unique<Re2Splitter>(*std::move(first), *std::move(second), look_ahead);
}

}  // namespace jsonl::tokenizer
