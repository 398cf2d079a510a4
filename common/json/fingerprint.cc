#include "common/json/fingerprint.h"

#include <bit>
#include <cstring>
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

// The halves of the product, folded (as in W. Yi's wyhash): for words that are hashes already, a
// mix that costs one multiplication.
uint64_t Folded(uint64_t a, uint64_t b) {
  const Word128 product = Word128{a} * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// Without structure: of the digits of pi.
constexpr uint64_t kFirst = 0x243f6a8885a308d3;
constexpr uint64_t kSecond = 0x13198a2e03707344;

template <typename T>
uint64_t Load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// Of a name, which is short as a rule.
uint64_t OfName(std::string_view name, uint64_t seed) {
  const size_t size = name.size();
  if (size > 16) return hash::Hash(name, seed).low;
  uint64_t first = 0;
  uint64_t second = 0;
  if (size >= 8) {
    first = Load<uint64_t>(name.data());
    second = Load<uint64_t>(name.data() + size - 8);
  } else if (size >= 4) {
    first = Load<uint32_t>(name.data());
    second = Load<uint32_t>(name.data() + size - 4);
  } else if (size > 0) {
    first = Load<uint8_t>(name.data()) | Load<uint8_t>(name.data() + size / 2) << 8;
    second = Load<uint8_t>(name.data() + size - 1);
  }
  return Folded(Folded(first ^ seed ^ kFirst, second ^ kSecond) ^ size, kNumber);
}

// Of a member.
Fingerprint Paired(uint64_t name, Fingerprint value) {
  return {Folded(value.high ^ name, value.low ^ kFirst),
          Folded(value.low ^ name, value.high ^ kSecond)};
}

// Of a container, by what stands for its content and its type and size.
Fingerprint Whole(Fingerprint content, uint64_t type_and_size) {
  const uint64_t tag = type_and_size * kNumber;
  return {Folded(content.high ^ tag, content.low ^ kFirst),
          Folded(content.low ^ tag, content.high ^ kSecond)};
}

// Up to so many members, each whose name may have occurred before is compared with all before it.
constexpr uint32_t kFewMembers = 32;

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
  uint64_t Count(uint64_t name) {
    Entry* table = Entries().data() + begin_;
    const uint64_t tag = name | 1;
    size_t place = (name * Salt()) >> shift_;
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
struct PlainStrings {
  Fingerprint operator()(std::string_view string, uint64_t seed) const {
    return hash::inlined::Hash(string, seed);
  }
};
struct FoldedStrings {
  const text::Folding& folding;
  text::Buffer* scratch;
  Fingerprint operator()(std::string_view string, uint64_t seed) const {
    folding.Fold(string, scratch);
    return hash::inlined::Hash(*scratch, seed);
  }
};

// Reads the values of a document, one after the other.
template <typename Strings>
class Reader {
 public:
  Reader(Value first, uint64_t seed, const Strings& strings)
      : document_(first.document()),
        text_(document_.text),
        next_(document_.nodes + first.index()),
        seed_(seed),
        strings_(strings) {}

  // The fingerprint of the next value and all in it.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
  Fingerprint Next() {
    const Node& node = *next_++;
    return text_[node.begin] == '"' ? strings_(StringOf(node), seed_) : OfOther(node);
  }

 private:
  // Of what is no string. Strings are quicker without its stack frame.
  // NOLINTNEXTLINE(misc-no-recursion)
  __attribute__((noinline)) Fingerprint OfOther(const Node& node) {
    switch (text_[node.begin]) {
      case '{':
        return Whole(node.count <= kFewMembers ? SumOfFew(node) : SumOfMany(node),
                     seed_ + kObject + node.count);
      case '[':
        return Whole(PolynomialOf(node), seed_ + kArray + node.count);
      case 't':
      case 'f':
      case 'n':
        return hash::Hash(RawOf(node), seed_ + kLiteral);
      default:
        return NumberFingerprint(RawOf(node), seed_ + kNumber);
    }
  }

  std::string_view RawOf(const Node& node) const {
    return {text_ + node.begin, node.end - node.begin};
  }
  std::string_view StringOf(const Node& node) const {
    if (node.link != Node::kAsWritten) return {document_.decoded + node.link, node.count};
    return {text_ + node.begin + 1, node.end - node.begin - 2};
  }

  // `count(key, name)` tells how many members before that one have its name.
  template <typename Count>
  // NOLINTNEXTLINE(misc-no-recursion)
  Fingerprint SumOfMembers(const Node& object, Count&& count) {
    Fingerprint sum;
    for (uint32_t i = 0; i < object.count; ++i) {
      const Node& key = *next_++;
      const uint64_t name = OfName(StringOf(key), seed_);
      Fingerprint term = Paired(name, Next());
      if (const uint64_t before = count(key, name); before != 0) {
        term = hash::Mix(hash::HashWord(before, seed_), term);
      }
      sum = hash::Sum(sum, term);
    }
    return sum;
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  Fingerprint SumOfFew(const Node& object) {
    uint64_t seen = 0;  // a bit for each name, which others may share
    return SumOfMembers(object, [&](const Node& key, uint64_t name) {
      const uint64_t bit = uint64_t{1} << (name % 64);
      const bool again = (seen & bit) != 0;
      seen |= bit;
      return again ? SameNameBefore(object, key) : 0;
    });
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  __attribute__((noinline)) Fingerprint SumOfMany(const Node& object) {
    NameCounts counts(object.count);
    return SumOfMembers(object, [&](const Node&, uint64_t name) { return counts.Count(name); });
  }

  uint64_t SameNameBefore(const Node& object, const Node& key) const {
    uint64_t count = 0;
    const std::string_view name = StringOf(key);
    const Value whole(document_, static_cast<uint32_t>(&object - document_.nodes));
    for (Member before : whole.members()) {
      if (document_.nodes + before.key.index() == &key) break;
      if (before.name() == name) ++count;
    }
    return count;
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  Fingerprint PolynomialOf(const Node& array) {
    Word128 sum = 0;
    for (uint32_t i = 0; i < array.count; ++i) sum = sum * kMultiplier + ToWord128(Next());
    return {static_cast<uint64_t>(sum >> 64), static_cast<uint64_t>(sum)};
  }

  const Document& document_;
  const char* const text_;
  const Node* next_;
  const uint64_t seed_;
  const Strings& strings_;
};

template <typename Strings>
Fingerprint Of(Value value, uint64_t seed, const Strings& strings) {
  return Reader<Strings>(value, seed, strings).Next();
}

}  // namespace

Fingerprint FingerprintOf(Value value, uint64_t seed) { return Of(value, seed, PlainStrings()); }

Fingerprint FingerprintOf(Value value, const text::Folding& folding, text::Buffer* scratch) {
  return Of(value, 0, FoldedStrings{folding, scratch});
}

}  // namespace jsonl::json
