#include "common/text/binary_log.h"

#include <array>
#include <bit>
#include <cstddef>

namespace jsonl::text {
namespace {

__extension__ using Word128 = unsigned __int128;

// The square root of a fraction of 2^64, rounded down, digit by digit.
constexpr uint64_t SquareRoot(uint64_t fraction) {
  const Word128 square = Word128{fraction} << 64;
  uint64_t root = 0;
  for (int bit = 63; bit >= 0; --bit) {
    const uint64_t larger = root | uint64_t{1} << bit;
    if (Word128{larger} * larger <= square) root = larger;
  }
  return root;
}

// 2^-(1/2), 2^-(1/4), ... in units of 2^-64.
constexpr std::array<uint64_t, kLogBits> kRoots = [] {
  std::array<uint64_t, kLogBits> roots = {};
  uint64_t root = uint64_t{1} << 63;
  for (uint64_t& next : roots) next = root = SquareRoot(root);
  return roots;
}();

}  // namespace

uint64_t BinaryLog(uint64_t value) {
  const int whole = std::bit_width(value) - 1;
  uint64_t log = static_cast<uint64_t>(whole);
  // In [1, 2), in units of 2^-63. Squaring it doubles its logarithm, which shifts the next digit
  // of that before the point.
  uint64_t mantissa = value << (63 - whole);
  for (int bit = 0; bit < kLogBits; ++bit) {
    const Word128 square = Word128{mantissa} * mantissa >> 63;
    const uint64_t digit = static_cast<uint64_t>(square >> 64);
    mantissa = static_cast<uint64_t>(square >> digit);
    log = log << 1 | digit;
  }
  return log;
}

uint64_t PowerOfHalf(uint64_t log) {
  uint64_t power = uint64_t{1} << 63;
  for (int i = 0; i < kLogBits; ++i) {
    if ((log >> (kLogBits - 1 - i) & 1) == 0) continue;
    power = static_cast<uint64_t>(Word128{power} * kRoots[static_cast<size_t>(i)] >> 64);
  }
  const uint64_t whole = log >> kLogBits;
  return whole < 64 ? power >> whole : 0;
}

}  // namespace jsonl::text
