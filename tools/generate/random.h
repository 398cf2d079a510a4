// Choices that follow from a seed.

#ifndef JSONL_TOOLS_GENERATE_RANDOM_H_
#define JSONL_TOOLS_GENERATE_RANDOM_H_

#include <cstddef>
#include <cstdint>

namespace jsonl::generate {

// Numbers that follow from a seed alone (SplitMix64).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 to count - 1.
  size_t Below(size_t count) { return static_cast<size_t>(Next() % count); }

 private:
  uint64_t state_;
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_RANDOM_H_
