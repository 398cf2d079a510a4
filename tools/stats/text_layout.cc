#include "tools/stats/text_layout.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats {

std::string ShownName(std::string_view name) { return text::Visible(text::Shortened(name)); }

std::string PaddedName(std::string_view name, size_t column) {
  std::string shown = ShownName(name);
  const size_t length = text::CountCodePoints(shown);
  if (length < column) shown.append(column - length, ' ');
  return shown;
}

void AppendShare(std::string_view name, size_t column, uint64_t count, uint64_t total,
                 std::string* out) {
  absl::StrAppendFormat(out, "  %s: %6d (%5.1f%%)\n", PaddedName(name, column), count,
                        Percent(count, total));
}

std::string ShownDistinct(const DistinctCounter& counter) {
  return text::Cat(counter.exact() ? "" : "~", counter.Count());
}

std::string Bar(uint64_t count, uint64_t greatest, size_t columns, bool unicode) {
  if (count == 0 || greatest == 0) return "";
  const size_t steps = unicode ? 8 : 1;  // a column
  const double share = static_cast<double>(count) / static_cast<double>(greatest);
  const auto length = static_cast<size_t>(share * static_cast<double>(columns * steps) + 0.5);
  const size_t drawn = std::clamp<size_t>(length, 1, columns * steps);
  if (!unicode) return std::string(drawn, '#');
  static constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string bar;
  for (size_t i = 0; i < drawn / steps; ++i) bar += "█";
  bar += kEighths[drawn % steps];
  return bar;
}

}  // namespace jsonl::stats
