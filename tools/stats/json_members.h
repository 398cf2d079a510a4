// Members of the JSON report.

#ifndef JSONL_TOOLS_STATS_JSON_MEMBERS_H_
#define JSONL_TOOLS_STATS_JSON_MEMBERS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/stats/tally.h"

namespace jsonl::stats {

// In the fewest digits that give it back.
std::string JsonNumber(double value);
// The quotient; null where there is none.
std::string JsonQuotient(uint64_t part, uint64_t whole);

// {"records": ..., "min": ..., ...}
void AppendCountedLengths(const LengthHistogram& histogram, std::string* out);

// The members that a group and the whole share but for tokens, each line after `indent`; neither a
// comma nor a newline after the last.
void AppendGroupMembers(const GroupTally& group, std::string_view indent, std::string* out);

// {"prompt": ..., "response": ..., "record": ...}, without the brace at the end.
void AppendTokenMembers(const TokenTally& tokens, std::string* out);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_JSON_MEMBERS_H_
