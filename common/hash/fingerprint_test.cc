#include "common/hash/fingerprint.h"

#include <gtest/gtest.h>
#include <xxhash.h>

#include <string>
#include <string_view>
#include <vector>

namespace jsonl::hash {

// Printed by gtest when values differ.
void PrintTo(const Fingerprint& f, std::ostream* out) {
  *out << std::hex << "0x" << f.high << ", 0x" << f.low;
}

namespace {

// The bytes that xxHash's own tests hash.
std::string TestBytes(size_t size) {
  std::string bytes(size, '\0');
  uint64_t state = 2654435761u;
  for (char& c : bytes) {
    c = static_cast<char>(state >> 56);
    state *= 11400714785074694797u;
  }
  return bytes;
}

TEST(HashTest, HasThePublishedValues) {
  // tests/sanity_test_vectors.h of xxHash, XSUM_XXH128_testdata.
  struct Case {
    size_t size;
    uint64_t seed;
    Fingerprint expected;
  };
  for (const Case& c : {
           Case{0, 0, {0x99aa06d3014798d8, 0x6001c324468d497f}},
           {0, 2654435761, {0x92220ae55e14ab50, 0x5444f7869c671ab0}},
           {1, 0, {0xa6cd5e9392000f6a, 0xc44bdff4074eecdb}},
           {1, 2654435761, {0x89b99554ba22467c, 0xb53d5557e7f76f8d}},
           {6, 0, {0x082afe0b8162d12a, 0x3e7039bdda43cfc6}},
       }) {
    EXPECT_EQ(Hash(TestBytes(c.size), c.seed), c.expected) << c.size << " " << c.seed;
  }
  EXPECT_EQ(Hash("abc"), (Fingerprint{0x06b05ab6733a6185, 0x78af5f94892f3950}));
}

TEST(HashTest, IsTheLibrarysAtEveryLength) {
  const std::string bytes = TestBytes(2048);
  for (size_t size = 0; size <= bytes.size(); size += size < 300 ? 1 : 37) {
    for (uint64_t seed : {uint64_t{0}, uint64_t{1}, ~uint64_t{0}}) {
      XXH128_hash_t expected = XXH3_128bits_withSeed(bytes.data(), size, seed);
      ASSERT_EQ(Hash(std::string_view(bytes).substr(0, size), seed),
                (Fingerprint{expected.high64, expected.low64}));
    }
    XXH128_hash_t unseeded = XXH3_128bits(bytes.data(), size);
    ASSERT_EQ(Hash(std::string_view(bytes).substr(0, size)),
              (Fingerprint{unseeded.high64, unseeded.low64}));
  }
}

TEST(HashTest, HashesAWordAsItsBytes) {
  const uint64_t word = 0x0102030405060708;
  EXPECT_EQ(HashWord(word, 7), Hash({reinterpret_cast<const char*>(&word), 8}, 7));
  EXPECT_EQ(HashWord(word, 7), Hash("\x08\x07\x06\x05\x04\x03\x02\x01", 7));
}

TEST(MixTest, IsFrozenAndOrdered) {
  const Fingerprint a{1, 2};
  const Fingerprint b{3, 4};
  EXPECT_EQ(Mix(a, b), Hash(std::string_view("\x02\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0"
                                             "\x04\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0",
                                             32)));
  EXPECT_NE(Mix(a, b), Mix(b, a));
  EXPECT_EQ(Mix(a, b), (Fingerprint{0x3fd565a1661c5a99, 0x5377df34c691259d}));
}

TEST(SumTest, CarriesAndCommutes) {
  const Fingerprint a{1, ~uint64_t{0}};
  const Fingerprint b{5, 2};
  EXPECT_EQ(Sum(a, b), (Fingerprint{7, 1}));
  EXPECT_EQ(Sum(b, a), Sum(a, b));
  EXPECT_EQ(Sum(a, Fingerprint()), a);
}

TEST(FingerprintTest, OrdersByHighThenLow) {
  EXPECT_LT((Fingerprint{1, 9}), (Fingerprint{2, 0}));
  EXPECT_LT((Fingerprint{1, 1}), (Fingerprint{1, 2}));
  EXPECT_FALSE((Fingerprint{1, 1}) < (Fingerprint{1, 1}));
}

}  // namespace
}  // namespace jsonl::hash
