// Numbers as people read them.

#ifndef JSONL_TOOLS_STATS_NUMBERS_H_
#define JSONL_TOOLS_STATS_NUMBERS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace jsonl::stats {

// "1,234,567".
std::string Grouped(uint64_t number);
// The same with so many digits behind the point.
std::string Grouped(double number, int digits);

// "1 record", "2,000 records".
std::string Counted(uint64_t count, std::string_view one);

// For ticks of an axis: "950", "1.5k", "20M".
std::string Compact(uint64_t number);

// Per cent. Short of all, it is less than 100 even where rounding would make it that.
double Percent(uint64_t part, uint64_t whole);

// "12.5%". What is neither nothing nor all is not shown as either: "<0.1%", "99.9%".
std::string Share(uint64_t part, uint64_t whole);

// "12.3 MB", of a million bytes.
std::string Size(uint64_t bytes);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_NUMBERS_H_
