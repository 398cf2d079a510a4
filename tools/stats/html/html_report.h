// The statistics as one HTML page for people: with charts, and with what stands out first.

#ifndef JSONL_TOOLS_STATS_HTML_HTML_REPORT_H_
#define JSONL_TOOLS_STATS_HTML_HTML_REPORT_H_

#include <string>
#include <vector>

#include "tools/stats/reports.h"

namespace jsonl::stats::html {

// Complete in itself: no script, nothing to load. Below 300 KB whatever the records are. It is XML,
// too. Of one column without a name, or of several side by side, which are named as given; names no
// time.
std::string HtmlReport(const std::vector<Column>& columns, const ReportOptions& options);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_HTML_REPORT_H_
