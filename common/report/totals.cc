#include "common/report/totals.h"

#include "common/text/strings.h"

namespace jsonl::report {

std::string Totals::Text(bool always) const {
  std::string codes;
  size_t kinds = 0;
  for (size_t i = 0; i < kCodeCount; ++i) {
    if (counts_[i] == 0) continue;
    text::Append(&codes, kinds++ == 0 ? " " : ", ", CodeName(static_cast<Code>(i)), " ",
                 counts_[i]);
  }
  if (max_shown_ > 0 && seen_ > max_shown_) {
    return text::Cat("... and ", seen_ - max_shown_,
                     " more; --max-errors 0 prints all. By code:", codes, "\n");
  }
  return always && kinds > 1 ? text::Cat("By code:", codes, "\n") : "";
}

}  // namespace jsonl::report
