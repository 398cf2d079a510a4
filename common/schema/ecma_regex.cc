#include "common/schema/ecma_regex.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/schema/code_points.h"
#include "common/schema/ecma_escape.h"
#include "common/schema/ecma_quantifier.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {
namespace {

using Kind = EcmaEscape::Kind;

constexpr size_t kMaxGroups = 200;       // open at a time
constexpr uint64_t kPropertySize = 800;  // of \p{L}, which is among the largest

// About how many instructions RE2 makes of a class: more for sequences of several bytes.
uint64_t ClassSize(const std::vector<CodePointSet::Range>& ranges) {
  uint64_t size = 1;
  for (const auto& range : ranges) size += range.second < 0x80 ? 2 : 10;
  return size;
}

// One pass over the pattern, a stack for open groups.
class Translator {
 public:
  explicit Translator(std::string_view pattern) : pattern_(pattern), rest_(pattern) {}

  absl::StatusOr<EcmaRegex> Run() {
    while (!rest_.empty() && invalid_.empty() && !too_large_) Term();
    if (invalid_.empty() && !too_large_ && !groups_.empty()) Invalid("a '(' without ')'");
    if (!invalid_.empty()) return absl::InvalidArgumentError(invalid_);
    if (too_large_) return absl::UnimplementedError("the pattern is too large for RE2");
    if (!unsupported_.empty()) return absl::UnimplementedError(unsupported_);
    EcmaRegex regex{std::move(out_), here_.size, {}};
    if (plain_ && sequence_.IsDeterministic()) regex.sequence = std::move(sequence_);
    return regex;
  }

 private:
  // What is written since a group began.
  struct Group {
    size_t start = 0;
    uint64_t size = 1;
    uint32_t repeat = 1;  // the largest product of repeats within repeats
  };

  std::string Place() const {
    const std::string_view before = pattern_.substr(0, pattern_.size() - rest_.size());
    return text::Cat("at character ", text::CountCodePoints(before) + 1);
  }
  void Invalid(std::string_view why) {
    if (invalid_.empty()) invalid_ = text::Cat(why, " ", Place());
  }
  void Unsupported(std::string_view what) {
    if (unsupported_.empty())
      unsupported_ = text::Cat(what, " ", Place(), " cannot be expressed in RE2");
  }
  bool Take(std::string_view token) {
    if (rest_.substr(0, token.size()) != token) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  void Term() {
    const bool first = rest_.size() == pattern_.size();
    switch (rest_[0]) {
      case '^':
        rest_.remove_prefix(1);
        plain_ = first;
        return Assertion("^");
      case '$':
        rest_.remove_prefix(1);
        if (!rest_.empty()) plain_ = false;
        sequence_.AnchorEnd();
        return Assertion("$");
      case '|':
        rest_.remove_prefix(1);
        plain_ = false;
        return Assertion("|");
      case '(':
        plain_ = false;
        return Open();
      case ')':
        return Close();
      case '*':
      case '+':
      case '?':
        return Invalid("nothing to repeat");
      case '{':
        if (TakeQuantifier(&rest_)) return Invalid("nothing to repeat");
        break;
      case '[':
        return Class();
      case '\\':
        return Escape();
      case '.':
        rest_.remove_prefix(1);
        return SetAtom(DotSet().Ranges());
      default:
        break;
    }
    Literal(TakeCodePoint(&rest_));
  }

  void Assertion(std::string_view re2) {
    out_.append(re2);
    ++here_.size;
  }

  // The atom that was written from `start` on may be followed by a quantifier.
  void Atom(size_t start, uint64_t size, uint32_t repeat) {
    const std::optional<Quantifier> quantifier = TakeQuantifier(&rest_);
    if (!quantifier) return Add(size, repeat);
    const auto [min, max] = *quantifier;
    if (min > max) return Invalid("counts out of order");
    if (plain_ && !sequence_.RepeatLast(min, max)) plain_ = false;
    const uint64_t times = std::max<uint32_t>(1, max == ByteSequence::kUnbounded ? min : max);
    if (size * times + here_.size > kMaxRegexSize) {
      too_large_ = true;
      return;
    }
    AppendRepeat(*quantifier, start, repeat, &out_);
    Add(size * times,
        repeat * static_cast<uint32_t>(std::min(times, uint64_t{kMaxRe2Repeat} / repeat)));
  }

  void Add(uint64_t size, uint32_t repeat) {
    here_.size += size;
    here_.repeat = std::max(here_.repeat, repeat);
    if (here_.size > kMaxRegexSize) too_large_ = true;
  }

  void Open() {
    rest_.remove_prefix(1);
    if (Take("?=") || Take("?!")) {
      Unsupported("the lookahead");
    } else if (Take("?<=") || Take("?<!")) {
      Unsupported("the lookbehind");
    } else if (Take("?<")) {
      const size_t end = rest_.find('>');
      if (end == std::string_view::npos || end == 0) return Invalid("a group's name without '>'");
      rest_.remove_prefix(end + 1);
    } else if (!Take("?:") && rest_.substr(0, 1) == "?") {
      return Invalid("'(?' that starts no group of ECMA 262");
    }
    if (groups_.size() == kMaxGroups) {
      too_large_ = true;
      return;
    }
    groups_.push_back(here_);
    here_ = {out_.size(), 1, 1};
    out_.append("(?:");
  }

  void Close() {
    if (groups_.empty()) return Invalid("a ')' without '('");
    rest_.remove_prefix(1);
    const Group inner = here_;
    here_ = groups_.back();
    groups_.pop_back();
    out_.push_back(')');
    Atom(inner.start, inner.size, inner.repeat);
  }

  void Literal(char32_t c) {
    const size_t start = out_.size();
    AppendRe2Literal(c, &out_);
    if (plain_) plain_ = sequence_.Append({{c, c}});
    Atom(start, c < 0x80 ? 1 : 4, 1);
  }

  void SetAtom(const std::vector<CodePointSet::Range>& ranges) {
    const size_t start = out_.size();
    out_.append(Re2Class(ranges));
    if (plain_) plain_ = sequence_.Append(ranges);
    Atom(start, ClassSize(ranges), 1);
  }

  void Escape() {
    rest_.remove_prefix(1);
    EcmaEscape escape = TakeEscape(&rest_, /*in_class=*/false);
    switch (escape.kind) {
      case Kind::kCharacter:
        return Literal(escape.character);
      case Kind::kSet:
        return SetAtom(escape.set.Ranges());
      case Kind::kAssertion:
        plain_ = false;
        return Assertion(escape.text);
      case Kind::kInvalid:
        return Invalid(escape.text);
      case Kind::kUnsupported:
      case Kind::kBackreference:
        Unsupported(escape.kind == Kind::kUnsupported ? escape.text : "the backreference");
        return Atom(out_.size(), 1, 1);
      case Kind::kProperty:
        break;
    }
    plain_ = false;
    const size_t start = out_.size();
    out_.append(escape.text);
    Atom(start, kPropertySize, 1);
  }

  void Class() {
    rest_.remove_prefix(1);
    const bool negated = Take("^");
    CodePointSet set;
    std::string properties;
    uint64_t size = 0;
    // Takes a character, or a whole set; false for the latter.
    auto take = [&](char32_t* c) {
      if (!Take("\\")) {
        *c = TakeCodePoint(&rest_);
        return true;
      }
      EcmaEscape escape = TakeEscape(&rest_, /*in_class=*/true);
      if (escape.kind == Kind::kCharacter) {
        *c = escape.character;
        return true;
      }
      if (escape.kind == Kind::kInvalid) Invalid(escape.text);
      if (escape.kind == Kind::kUnsupported) Unsupported(escape.text);
      if (escape.kind == Kind::kProperty) {
        properties += escape.text;
        size += kPropertySize;
      }
      set.Add(escape.set);
      return false;
    };
    while (invalid_.empty() && !Take("]")) {
      if (rest_.empty()) return Invalid("a '[' without ']'");
      char32_t first = 0;
      if (!take(&first)) continue;
      char32_t last = first;
      if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
        rest_.remove_prefix(1);
        if (!take(&last)) {  // [a-\d], where the hyphen stands for itself
          set.Add('-', '-');
          last = first;
        }
        if (last < first) return Invalid("a range out of order");
      }
      set.Add(first, last);
    }
    if (properties.empty()) return SetAtom(negated ? set.Complement().Ranges() : set.Ranges());
    plain_ = false;
    const auto ranges = set.Ranges();
    const size_t start = out_.size();
    std::string listed = ranges.empty() ? "[]" : Re2Class(ranges);
    text::Append(&out_, negated ? "[^" : "[", std::string_view(listed).substr(1, listed.size() - 2),
                 properties, "]");
    Atom(start, size + ClassSize(ranges), 1);
  }

  std::string_view pattern_;
  std::string_view rest_;
  std::string out_;
  std::string invalid_;
  std::string unsupported_;
  bool too_large_ = false;
  std::vector<Group> groups_;  // around the one that is open
  Group here_;
  bool plain_ = false;  // so far, sequence_ is the whole pattern
  ByteSequence sequence_;
};

}  // namespace

absl::StatusOr<EcmaRegex> ParseEcmaRegex(std::string_view pattern) {
  return Translator(pattern).Run();
}

}  // namespace jsonl::schema
