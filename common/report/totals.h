// Counts findings by code, and tells which are still to be printed.

#ifndef JSONL_COMMON_REPORT_TOTALS_H_
#define JSONL_COMMON_REPORT_TOTALS_H_

#include <array>
#include <cstdint>
#include <string>

#include "common/report/diagnostic.h"

namespace jsonl::report {

class Totals {
 public:
  // At most `max_shown` are printed; 0: all.
  explicit Totals(uint64_t max_shown) : max_shown_(max_shown) {}

  // Counts a finding; whether it is to be printed.
  bool Add(Code code) {
    ++counts_[static_cast<size_t>(code)];
    return ++seen_ <= max_shown_ || max_shown_ == 0;
  }

  // What is to be said in the end, with a line end: how many were not printed, and the counts by
  // code. Empty if all were printed, unless there are several codes and `always`.
  std::string Text(bool always) const;

 private:
  uint64_t max_shown_;
  uint64_t seen_ = 0;
  std::array<uint64_t, kCodeCount> counts_ = {};
};

}  // namespace jsonl::report

#endif  // JSONL_COMMON_REPORT_TOTALS_H_
