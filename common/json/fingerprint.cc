#include "common/json/fingerprint.h"

#include <bit>
#include <random>
#include <vector>

#include "common/hash/fingerprint_inline.h"
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

// Up to so many members, each whose name may have occurred before is compared with all before it.
constexpr uint32_t kFewMembers = 32;

// How many members before this one have its name.
uint64_t SameNameBefore(Value object, Member member) {
  uint64_t count = 0;
  for (Member before : object.members()) {
    if (before.key.index() == member.key.index()) break;
    if (before.name() == member.name()) ++count;
  }
  return count;
}

// Counts the names of an object of many members. Tables of objects within one another lie in one
// vector, one after the other: on the stack they would take too much of it.
class NameCounts {
 public:
  explicit NameCounts(uint32_t members) : begin_(Entries().size()) {
    const int bits = std::bit_width(members) + 1;  // at most half full
    shift_ = 64 - bits;
    mask_ = (size_t{1} << bits) - 1;
    Entries().resize(begin_ + mask_ + 1);
  }
  ~NameCounts() {
    std::vector<Entry>& entries = Entries();
    entries.resize(begin_);
    if (begin_ == 0 && entries.capacity() > kKept) std::vector<Entry>().swap(entries);
  }
  NameCounts(const NameCounts&) = delete;
  NameCounts& operator=(const NameCounts&) = delete;

  // How often this was called for that name before.
  uint64_t Count(Fingerprint name) {
    Entry* table = Entries().data() + begin_;
    const uint64_t tag = name.high | 1;
    size_t place = (name.low * Salt()) >> shift_;
    while (table[place].tag != 0 && table[place].tag != tag) place = (place + 1) & mask_;
    table[place].tag = tag;
    return table[place].count++;
  }

 private:
  struct Entry {
    uint64_t tag = 0;  // 0: free
    uint64_t count = 0;
  };
  static constexpr size_t kKept = size_t{1} << 16;  // entries that the next record may use again

  static std::vector<Entry>& Entries() {
    thread_local std::vector<Entry> entries;
    return entries;
  }
  // Nobody can choose names that meet in one place. What is counted does not depend on it.
  static uint64_t Salt() {
    static const uint64_t salt = std::random_device()() * kNumber | 1;
    return salt;
  }

  size_t begin_;
  int shift_;
  size_t mask_;
};

// Strings as they are, and folded.
struct Plain {
  Fingerprint operator()(std::string_view string, uint64_t seed) const {
    return hash::inlined::Hash(string, seed);
  }
};
struct Folded {
  const text::Folding& folding;
  text::Buffer* scratch;
  Fingerprint operator()(std::string_view string, uint64_t seed) const {
    folding.Fold(string, scratch);
    return hash::inlined::Hash(*scratch, seed);
  }
};

template <typename Strings>
Fingerprint Of(Value value, uint64_t seed, const Strings& strings);

// `count` tells how many members before that one have its name.
template <typename Strings, typename Count>
// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
Fingerprint SumOfMembers(Value object, uint64_t seed, const Strings& strings, Count&& count) {
  Fingerprint sum;
  for (Member member : object.members()) {
    const Fingerprint name = hash::inlined::Hash(member.name(), seed);
    Fingerprint term = hash::inlined::Mix(name, Of(member.value, seed, strings));
    if (const uint64_t before = count(member, name); before != 0) {
      term = hash::Mix(hash::HashWord(before, seed), term);
    }
    sum = hash::Sum(sum, term);
  }
  return sum;
}

template <typename Strings>
// NOLINTNEXTLINE(misc-no-recursion)
Fingerprint SumOfFew(Value object, uint64_t seed, const Strings& strings) {
  uint64_t seen = 0;  // a bit for each name, which others may share
  return SumOfMembers(object, seed, strings, [&](Member member, Fingerprint name) {
    const uint64_t bit = uint64_t{1} << (name.low % 64);
    const bool again = (seen & bit) != 0;
    seen |= bit;
    return again ? SameNameBefore(object, member) : 0;
  });
}

template <typename Strings>
// NOLINTNEXTLINE(misc-no-recursion)
Fingerprint SumOfMany(Value object, uint64_t seed, const Strings& strings) {
  NameCounts counts(object.size());
  return SumOfMembers(object, seed, strings,
                      [&](Member, Fingerprint name) { return counts.Count(name); });
}

template <typename Strings>
// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
Fingerprint Of(Value value, uint64_t seed, const Strings& strings) {
  if (value.is_string()) return strings(value.string(), seed);
  if (value.is_object()) {
    return hash::inlined::Mix(hash::inlined::HashWord(value.size(), seed + kObject),
                              value.size() <= kFewMembers ? SumOfFew(value, seed, strings)
                                                          : SumOfMany(value, seed, strings));
  }
  if (value.is_array()) {
    Word128 sum = 0;
    for (Value element : value.elements()) {
      sum = sum * kMultiplier + ToWord128(Of(element, seed, strings));
    }
    return hash::inlined::Mix(hash::inlined::HashWord(value.size(), seed + kArray),
                              {static_cast<uint64_t>(sum >> 64), static_cast<uint64_t>(sum)});
  }
  if (value.is_number()) return NumberFingerprint(value.raw(), seed + kNumber);
  return hash::Hash(value.raw(), seed + kLiteral);
}

}  // namespace

Fingerprint FingerprintOf(Value value, uint64_t seed) { return Of(value, seed, Plain()); }

Fingerprint FingerprintOf(Value value, const text::Folding& folding, text::Buffer* scratch) {
  return Of(value, 0, Folded{folding, scratch});
}

}  // namespace jsonl::json
