#include "common/text/binary_log.h"

#include <algorithm>
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

constexpr uint64_t kOne = uint64_t{1} << 63;             // in units of 2^-63
constexpr uint64_t kLog2OfEMinus1 = 0x71547652B82FE177;  // in units of 2^-64

constexpr uint64_t High(uint64_t a, uint64_t b) {
  return static_cast<uint64_t>(Word128{a} * b >> 64);
}

// 1 / (1 + i/n), in units of 2^-63 and rounded up, and how much it lowers the logarithm, in units
// of 2^-62.
struct Factor {
  uint64_t inverse;
  uint64_t log;
};

// log2 of a number in [1, 2), in units of 2^-62, digit by digit: squaring a number doubles its
// logarithm, which shifts the next digit of that before the point.
constexpr uint64_t SlowLog(uint64_t mantissa) {
  uint64_t log = 0;
  for (int bit = 0; bit < 62; ++bit) {
    const Word128 square = Word128{mantissa} * mantissa >> 63;
    const auto digit = static_cast<uint64_t>(square >> 64);
    mantissa = static_cast<uint64_t>(square >> digit);
    log = log << 1 | digit;
  }
  return log;
}

// The factors for i below 128.
constexpr std::array<Factor, 128> Factors(uint64_t n) {
  std::array<Factor, 128> factors = {};
  factors[0] = {kOne, 0};
  for (uint64_t i = 1; i < factors.size(); ++i) {
    const auto inverse = static_cast<uint64_t>((Word128{kOne} * n + n + i - 1) / (n + i));
    factors[i] = {inverse, (uint64_t{1} << 62) - SlowLog(inverse << 1)};
  }
  return factors;
}

constexpr std::array<Factor, 128> kFirst = Factors(1 << 7);
constexpr std::array<Factor, 128> kSecond = Factors(1 << 14);

uint64_t TimesInverse(uint64_t mantissa, const Factor& factor) {
  return static_cast<uint64_t>(Word128{mantissa} * factor.inverse >> 63);
}

}  // namespace

uint64_t BinaryLog(uint64_t value) {
  const int whole = std::bit_width(value) - 1;
  uint64_t mantissa = value << (63 - whole);  // in [1, 2), in units of 2^-63
  const Factor& first = kFirst[mantissa >> 56 & 127];
  mantissa = TimesInverse(mantissa, first);  // below 1 + 2^-7
  const Factor& second = kSecond[mantissa >> 49 & 127];
  // What is left above 1: less than 2^-14, in units of 2^-64.
  const uint64_t rest = (TimesInverse(mantissa, second) - kOne) << 1;
  // ln(1 + x) / x = 1 - x/2 + x^2/3 - x^3/4 + ..., of which the next term is below 2^-58.
  const uint64_t square = High(rest, rest);
  const uint64_t slope = UINT64_MAX - rest / 2 + square / 3 - High(square, rest) / 4;
  const uint64_t ln = High(rest << 13, slope);  // in units of 2^-77
  const uint64_t log = ln + High(ln, kLog2OfEMinus1);
  const uint64_t fraction = (first.log + second.log + (log >> 15)) >> (62 - kLogBits);
  const auto base = static_cast<uint64_t>(whole) << kLogBits;
  return base + std::min(fraction, (uint64_t{1} << kLogBits) - 1);
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
