#include "common/json/fingerprint.h"

#include <bit>
#include <cstring>
#include <random>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/hash/folded.h"
#include "common/json/number.h"

namespace jsonl::json {
namespace {

using hash::Fingerprint;
using hash::Folded;
using hash::kPi;

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

template <typename T>
uint64_t Load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// Of a name, or of a string within an array or object. Most are short.
__attribute__((always_inline)) inline Fingerprint OfText(std::string_view text, uint64_t seed) {
  const size_t size = text.size();
  if (size > 15) return hash::Hash(text, seed);
  // The bytes, 0 after them, and the size in the last.
  const char* const begin = text.data();
  const char* const end = begin + size;
  uint64_t first = 0;
  uint64_t second = size << 56;
  if (size >= 8) {
    first = Load<uint64_t>(begin);
    if (size > 8) second |= Load<uint64_t>(end - 8) >> (8 * (16 - size));
  } else if (size >= 4) {
    first = Load<uint32_t>(begin) | Load<uint32_t>(end - 4) << (8 * (size - 4));
  } else if (size > 0) {
    first = Load<uint8_t>(begin) | Load<uint8_t>(begin + size / 2) << (8 * (size / 2)) |
            Load<uint8_t>(end - 1) << (8 * (size - 1));
  }
  return {Folded(first ^ kPi[0] ^ seed, second ^ kPi[1]),
          Folded(first ^ kPi[2] ^ seed, second ^ kPi[3])};
}

// Of a member. No half of the one meets the same half of the other: where name and value are one
// text, nothing cancels out.
Fingerprint Paired(Fingerprint name, Fingerprint value) {
  return {Folded(value.high ^ kPi[0], name.low ^ kPi[1]),
          Folded(value.low ^ kPi[2], name.high ^ kPi[3])};
}

// Of a container, by what stands for its content and its type and size.
Fingerprint Whole(Fingerprint content, uint64_t type_and_size) {
  const uint64_t tag = type_and_size * kNumber;
  return {Folded(content.high ^ tag, content.low ^ kPi[0]),
          Folded(content.low ^ tag, content.high ^ kPi[1])};
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
struct PlainStrings {
  std::string_view operator()(std::string_view string) const { return string; }
};
struct FoldedStrings {
  const text::Folding& folding;
  text::Buffer* scratch;
  std::string_view operator()(std::string_view string) const {
    folding.Fold(string, scratch);
    return *scratch;
  }
};

// The values of one document.
template <typename Strings>
class Reader {
 public:
  Reader(const Document& document, uint64_t seed, const Strings& strings)
      : document_(document), text_(document.text), seed_(seed), strings_(strings) {}

  // Of a whole document's value; strings within others go another way, see OfText.
  Fingerprint Of(const Node& value) const {
    return IsString(value) ? hash::Hash(strings_(StringOf(value)), seed_) : OfOther(value);
  }

 private:
  Fingerprint OfInner(const Node& value) const {
    return IsString(value) ? OfText(strings_(StringOf(value)), seed_) : OfOther(value);
  }

  bool IsString(const Node& value) const { return text_[value.begin] == '"'; }
  bool IsContainer(const Node& value) const {
    return text_[value.begin] == '{' || text_[value.begin] == '[';
  }
  std::string_view RawOf(const Node& node) const {
    return {text_ + node.begin, node.end - node.begin};
  }
  std::string_view StringOf(const Node& node) const {
    if (node.link != Node::kAsWritten) return {document_.decoded + node.link, node.count};
    return {text_ + node.begin + 1, node.end - node.begin - 2};
  }
  // What follows a value and all in it.
  const Node* After(const Node& value) const {
    return IsContainer(value) ? document_.nodes + value.link : &value + 1;
  }

  // Of what is no string: those are quicker without the stack frame of this.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
  __attribute__((noinline)) Fingerprint OfOther(const Node& value) const {
    switch (text_[value.begin]) {
      case '{':
        return Whole(value.count <= kFewMembers ? SumOfFew(value) : SumOfMany(value),
                     seed_ + kObject + value.count);
      case '[':
        return Whole(PolynomialOf(value), seed_ + kArray + value.count);
      case 't':
      case 'f':
      case 'n':
        return hash::Hash(RawOf(value), seed_ + kLiteral);
      default:
        return NumberFingerprint(RawOf(value), seed_ + kNumber);
    }
  }

  // `count(key, name)` tells how many members before that one have its name.
  template <typename Count>
  // NOLINTNEXTLINE(misc-no-recursion)
  Fingerprint SumOfMembers(const Node& object, Count&& count) const {
    Fingerprint sum;
    const Node* key = &object + 1;
    for (uint32_t left = object.count; left > 0; --left) {
      const Node& value = key[1];
      const Fingerprint name = OfText(StringOf(*key), seed_);
      Fingerprint term = Paired(name, OfInner(value));
      if (const uint64_t before = count(*key, name); before != 0) {
        term = hash::Mix(hash::HashWord(before, seed_), term);
      }
      sum = hash::Sum(sum, term);
      key = After(value);
    }
    return sum;
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  Fingerprint SumOfFew(const Node& object) const {
    uint64_t seen = 0;  // a bit for each name, which others may share
    return SumOfMembers(object, [&](const Node& key, Fingerprint name) {
      const uint64_t bit = uint64_t{1} << (name.low % 64);
      const bool again = (seen & bit) != 0;
      seen |= bit;
      return again ? SameNameBefore(object, key) : 0;
    });
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  __attribute__((noinline)) Fingerprint SumOfMany(const Node& object) const {
    NameCounts counts(object.count);
    return SumOfMembers(object, [&](const Node&, Fingerprint name) { return counts.Count(name); });
  }

  __attribute__((noinline)) uint64_t SameNameBefore(const Node& object, const Node& key) const {
    uint64_t count = 0;
    const std::string_view name = StringOf(key);
    for (const Node* before = &object + 1; before != &key; before = After(before[1])) {
      if (StringOf(*before) == name) ++count;
    }
    return count;
  }

  // NOLINTNEXTLINE(misc-no-recursion)
  Fingerprint PolynomialOf(const Node& array) const {
    Word128 sum = 0;
    const Node* element = &array + 1;
    for (uint32_t left = array.count; left > 0; --left) {
      sum = sum * kMultiplier + ToWord128(OfInner(*element));
      element = After(*element);
    }
    return {static_cast<uint64_t>(sum >> 64), static_cast<uint64_t>(sum)};
  }

  const Document& document_;
  const char* const text_;
  const uint64_t seed_;
  const Strings& strings_;
};

template <typename Strings>
Fingerprint Of(Value value, uint64_t seed, const Strings& strings) {
  const Document& document = value.document();
  return Reader<Strings>(document, seed, strings).Of(document.nodes[value.index()]);
}

}  // namespace

Fingerprint FingerprintOf(Value value, uint64_t seed) { return Of(value, seed, PlainStrings()); }

Fingerprint FingerprintOf(Value value, const text::Folding& folding, text::Buffer* scratch) {
  return Of(value, 0, FoldedStrings{folding, scratch});
}

}  // namespace jsonl::json
