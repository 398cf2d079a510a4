#include "tools/stats/numbers.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"

namespace jsonl::stats {
namespace {

// Commas between every three digits before the point.
std::string WithCommas(std::string digits) {
  size_t end = std::min(digits.find('.'), digits.size());
  while (end > 3) digits.insert(end -= 3, 1, ',');
  return digits;
}

// As few digits behind the point as tell it to a tenth, and a letter for the thousands.
std::string Scaled(double number, std::string_view unit) {
  std::string text = absl::StrFormat("%.1f", number);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text::Cat(text, unit);
}

}  // namespace

std::string Grouped(uint64_t number) { return WithCommas(text::Cat(number)); }

std::string Grouped(double number, int digits) {
  return WithCommas(absl::StrFormat("%.*f", digits, number));
}

std::string Counted(uint64_t count, std::string_view one) {
  return text::Cat(Grouped(count), " ", one, count == 1 ? "" : "s");
}

std::string Compact(uint64_t number) {
  const auto value = static_cast<double>(number);
  if (number < 1000) return text::Cat(number);
  if (number < 1'000'000) return Scaled(value / 1e3, "k");
  if (number < 1'000'000'000) return Scaled(value / 1e6, "M");
  return Scaled(value / 1e9, "G");
}

double Percent(uint64_t part, uint64_t whole) {
  if (whole == 0) return 0;
  const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  return part < whole ? std::min(percent, 99.9) : percent;
}

std::string Share(uint64_t part, uint64_t whole) {
  const double percent = Percent(part, whole);
  return part > 0 && percent < 0.05 ? "<0.1%" : absl::StrFormat("%.1f%%", percent);
}

std::string Size(uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (bytes < 1000) return Counted(bytes, "byte");
  if (bytes < 1'000'000) return Scaled(value / 1e3, " kB");
  if (bytes < 1'000'000'000) return Scaled(value / 1e6, " MB");
  return Scaled(value / 1e9, " GB");
}

}  // namespace jsonl::stats
