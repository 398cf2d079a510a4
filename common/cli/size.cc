#include <charconv>
#include <system_error>

#include "absl/status/status.h"
#include "common/cli/command_line.h"
#include "common/text/strings.h"

namespace jsonl::cli {

absl::StatusOr<uint64_t> ParseSize(std::string_view text) {
  uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  int shift = -1;
  if (unit.empty() || unit == "B") shift = 0;
  if (unit == "K" || unit == "KiB") shift = 10;
  if (unit == "M" || unit == "MiB") shift = 20;
  if (unit == "G" || unit == "GiB") shift = 30;
  if (unit == "T" || unit == "TiB") shift = 40;
  if (error != std::errc() || shift < 0 || number > (UINT64_MAX >> shift)) {
    return absl::InvalidArgumentError(
        text::Cat("'", text, "' is no size: a whole number with KiB, MiB or GiB"));
  }
  return number << shift;
}

absl::StatusOr<uint64_t> ParseNumber(std::string_view text) {
  uint64_t number = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc::result_out_of_range) {
    return absl::InvalidArgumentError(text::Cat("'", text, "' is too large"));
  }
  if (error != std::errc() || stop != end) {
    return absl::InvalidArgumentError(text::Cat("'", text, "' is no whole number"));
  }
  return number;
}

}  // namespace jsonl::cli
