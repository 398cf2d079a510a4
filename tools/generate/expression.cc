#include "tools/generate/expression.h"

#include <algorithm>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {
namespace {

constexpr int kMaxDepth = 16;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// Letters of other scripts too: keys of records are in many languages.
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool IsInName(char c) { return IsLetter(c) || IsDigit(c) || c == '-'; }

class TextParser {
 public:
  explicit TextParser(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<Expression>> Parse() {
    std::vector<Expression> parts;
    std::string plain;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c != '{' && c != '}') {
        plain.push_back(c);
        ++at_;
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == c) {
        plain.push_back(c);
        at_ += 2;
      } else if (c == '}') {
        return Error("a brace that nothing opened; }} stands for one in the text");
      } else {
        ++at_;
        if (!plain.empty()) parts.push_back({Expression::Kind::kText, std::move(plain), {}});
        plain.clear();
        Expression expression;
        if (absl::Status status = ParseTerm(0, &expression); !status.ok()) return status;
        if (!Take('}')) return Error("expected '}'; {{ stands for a brace in the text");
        parts.push_back(std::move(expression));
      }
    }
    if (!plain.empty()) parts.push_back({Expression::Kind::kText, std::move(plain), {}});
    return parts;
  }

 private:
  absl::Status Error(std::string_view what) const {
    return absl::InvalidArgumentError(text::Cat(
        "character ", text::CountCodePoints(text_.substr(0, at_)) + 1, " of the text: ", what));
  }

  void SkipSpace() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool Take(char c) {
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  absl::Status ParseTerm(int depth, Expression* out) {
    SkipSpace();
    if (at_ == text_.size()) return Error("the placeholder does not end");
    const char c = text_[at_];
    if (depth > 0 && c == '\'') return ParseQuoted(out);
    if (depth > 0 && IsDigit(c)) {
      out->kind = Expression::Kind::kText;
      while (at_ < text_.size() && IsDigit(text_[at_])) out->text.push_back(text_[at_++]);
      return absl::OkStatus();
    }
    if (!IsLetter(c)) {
      return Error(depth > 0 ? "expected a name, a number, or a text in single quotes"
                             : "expected a name; {{ stands for a brace in the text");
    }
    out->kind = Expression::Kind::kName;
    while (at_ < text_.size() &&
           (IsInName(text_[at_]) ||
            (text_[at_] == '.' && at_ + 1 < text_.size() && IsInName(text_[at_ + 1])))) {
      out->text.push_back(text_[at_++]);
    }
    if (!Take('(')) return absl::OkStatus();
    out->kind = Expression::Kind::kCall;
    if (depth == kMaxDepth) return Error("calls are nested too deep");
    if (Take(')')) return absl::OkStatus();
    do {
      Expression argument;
      if (absl::Status status = ParseTerm(depth + 1, &argument); !status.ok()) return status;
      out->arguments.push_back(std::move(argument));
    } while (Take(','));
    return Take(')') ? absl::OkStatus() : Error("expected ',' or ')'");
  }

  absl::Status ParseQuoted(Expression* out) {
    out->kind = Expression::Kind::kText;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\'') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '\'') {
          ++at_;
          return absl::OkStatus();
        }
        ++at_;
      }
      out->text.push_back(text_[at_]);
    }
    return Error("the text in single quotes does not end");
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<Expression>> ParseText(std::string_view text) {
  return TextParser(text).Parse();
}

bool IsName(std::string_view text) {
  if (text.empty() || !IsLetter(text[0])) return false;
  return std::all_of(text.begin(), text.end(), IsInName);
}

}  // namespace jsonl::generate
