// Logarithms and powers of two in whole numbers: the same on every machine, which no libm promises.

#ifndef JSONL_COMMON_TEXT_BINARY_LOG_H_
#define JSONL_COMMON_TEXT_BINARY_LOG_H_

#include <cstdint>

namespace jsonl::text {

// Logarithms are whole numbers of 2^-57.
inline constexpr int kLogBits = 57;

// log2(value) of a value above 0, to within one unit; exact for powers of two, and below the next
// whole number for all others.
uint64_t BinaryLog(uint64_t value);

// 2^-log, in units of 2^-63 and rounded down: 2^63 for a logarithm of 0, 0 for 64 and above.
uint64_t PowerOfHalf(uint64_t log);

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_BINARY_LOG_H_
