// The sections of the text report below its overview. Each begins with an empty line, and is left
// out where there is nothing to say.

#ifndef JSONL_TOOLS_STATS_TEXT_SECTIONS_H_
#define JSONL_TOOLS_STATS_TEXT_SECTIONS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/stats/reports.h"
#include "tools/stats/statistics.h"
#include "tools/stats/targets.h"

namespace jsonl::stats {

// How a heading names the field: "Task".
std::string ByTitle(std::string_view by);

void AppendLengthTable(const GroupTally& total, std::string* out);
void AppendResponseBars(const GroupTally& total, bool unicode, std::string* out);
void AppendGroupTable(const Statistics& statistics, std::string* out);
void AppendFormats(const GroupTally& total, std::string* out);
void AppendChats(const GroupTally& total, std::string* out);
void AppendScripts(const GroupTally& total, std::string* out);
void AppendLabels(const GroupTally& total, std::string* out);
void AppendTokens(const Statistics& statistics, const TokenTally& tokens,
                  const ReportOptions& options, std::string* out);
void AppendCoverage(const Tally& tally, const Targets& targets, std::string* out);
void AppendConflicts(const Statistics& statistics, std::string* out);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_TEXT_SECTIONS_H_
