#include "common/json/fingerprint.h"

#include "common/json/number.h"

namespace jsonl::json {
namespace {

using hash::Fingerprint;

// What is added to the seed, by type; strings, of which records consist, add nothing: XXH3 of a
// long text is faster without a seed.
constexpr uint64_t kNumber = 0x9e3779b97f4a7c15;
constexpr uint64_t kLiteral = 2 * kNumber;
constexpr uint64_t kArray = 3 * kNumber;
constexpr uint64_t kObject = 4 * kNumber;

__extension__ using Word128 = unsigned __int128;

// Odd, and without structure.
constexpr Word128 kMultiplier = Word128{0x2d358dccaa6c78a5} << 64 | 0x8bb84b93962eacc9;

Word128 ToWord128(Fingerprint f) { return Word128{f.high} << 64 | f.low; }

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
Fingerprint FingerprintOf(Value value, uint64_t seed) {
  if (value.is_string()) return hash::Hash(value.string(), seed);
  if (value.is_object()) {
    Fingerprint sum;
    for (Member member : value.members()) {
      sum = hash::Sum(
          sum, hash::Mix(hash::Hash(member.name(), seed), FingerprintOf(member.value, seed)));
    }
    return hash::Mix(hash::HashWord(value.size(), seed + kObject), sum);
  }
  if (value.is_array()) {
    Word128 sum = 0;
    for (Value element : value.elements()) {
      sum = sum * kMultiplier + ToWord128(FingerprintOf(element, seed));
    }
    return hash::Mix(hash::HashWord(value.size(), seed + kArray),
                     {static_cast<uint64_t>(sum >> 64), static_cast<uint64_t>(sum)});
  }
  if (value.is_number()) return NumberFingerprint(value.raw(), seed + kNumber);
  return hash::Hash(value.raw(), seed + kLiteral);
}

}  // namespace jsonl::json
