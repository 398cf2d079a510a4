#include "tools/validate/tolerance.h"

#include "common/text/strings.h"

namespace jsonl {

absl::StatusOr<Tolerance> Tolerance::Parse(std::string_view text) {
  bool percent = !text.empty() && text.back() == '%';
  absl::StatusOr<text::Decimal> number =
      text::Decimal::Parse(percent ? text.substr(0, text.size() - 1) : text);
  // A count is a whole number.
  if (!number.ok() || (!percent && number->RestOf(UINT64_MAX) > 0)) {
    return absl::InvalidArgumentError(
        text::Cat("--max-invalid is a count like 10 or a share like 2.5%, not '", text, "'"));
  }
  if (percent &&
      (number->whole() > 100 || (number->whole() == 100 && number->RestOf(UINT64_MAX) > 0))) {
    return absl::InvalidArgumentError(
        text::Cat("--max-invalid takes a share of at most 100%, not '", text, "'"));
  }
  return Tolerance(*std::move(number), percent);
}

bool Tolerance::Allows(uint64_t invalid, uint64_t read) const {
  if (!percent_) return invalid <= number_.whole();
  return invalid * 100 <= number_.FloorOf(read);
}

}  // namespace jsonl
