// Dates, times and durations (RFC 3339, section 5.6 and appendix A).

#ifndef JSONL_COMMON_SCHEMA_FORMATS_DATE_TIME_H_
#define JSONL_COMMON_SCHEMA_FORMATS_DATE_TIME_H_

#include <string_view>

namespace jsonl::schema {

bool IsDate(std::string_view text);
// With an offset, as the standard has it. Second 60 is one where it may be a leap second: at the
// last minute of a day of UTC.
bool IsTime(std::string_view text);
bool IsDateTime(std::string_view text);
bool IsDuration(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_FORMATS_DATE_TIME_H_
