// The statistics as text for people and as JSON for programs (and html/html_report.h). Neither
// names a time, and JSON names no input: equal records give equal bytes, in whatever order they
// came.

#ifndef JSONL_TOOLS_STATS_REPORTS_H_
#define JSONL_TOOLS_STATS_REPORTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/stats/cost.h"
#include "tools/stats/statistics.h"
#include "tools/stats/targets.h"

namespace jsonl::stats {

// A group of fewer records is told to be small.
inline constexpr uint64_t kSmallGroup = 100;

// What a report tells beyond what was counted.
struct ReportOptions {
  bool unicode = false;  // whether bars of text may be of block characters, or are of ASCII
  std::optional<Targets> targets = {};
  std::optional<Price> price = {};             // with tokens
  std::optional<uint64_t> cutoff = {};         // tokens of a record
  std::optional<uint64_t> min_per_group = {};  // rather than kSmallGroup, for findings
};

// Groups with most records first, then by name.
std::string TextReport(const Statistics& statistics, const ReportOptions& options);

// Groups by name, in the order of their bytes. The keys are listed in the README.
std::string JsonReport(const Statistics& statistics, const ReportOptions& options);

// One of several that are told side by side.
struct Column {
  std::string name;
  Statistics statistics;
};
std::string TextComparison(const std::vector<Column>& columns, const ReportOptions& options);
// A list of their reports.
std::string JsonComparison(const std::vector<Column>& columns, const ReportOptions& options);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_REPORTS_H_
