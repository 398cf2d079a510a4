#include "tools/stats/distinct_counter.h"

#include <cstdint>
#include <cstdlib>

#include "common/hash/fingerprint.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

void AddHashes(uint64_t from, uint64_t to, DistinctCounter* counter) {
  for (uint64_t i = from; i < to; ++i) counter->Add(hash::HashWord(i).low);
}

TEST(DistinctCounter, IsExactWhileSmall) {
  DistinctCounter counter;
  EXPECT_EQ(counter.Count(), 0u);
  AddHashes(0, DistinctCounter::kExact, &counter);
  AddHashes(0, DistinctCounter::kExact, &counter);
  EXPECT_TRUE(counter.exact());
  EXPECT_EQ(counter.Count(), DistinctCounter::kExact);
  AddHashes(0, DistinctCounter::kExact + 1, &counter);
  EXPECT_FALSE(counter.exact());
}

TEST(DistinctCounter, EstimatesWithinItsError) {
  for (uint64_t count : {uint64_t{4097}, uint64_t{20000}, uint64_t{100000}, uint64_t{1000000}}) {
    DistinctCounter counter;
    AddHashes(0, count, &counter);
    const double error = (static_cast<double>(counter.Count()) - static_cast<double>(count)) /
                         static_cast<double>(count);
    EXPECT_LT(std::abs(error), 4 * DistinctCounter::kError) << count;
  }
}

TEST(DistinctCounter, HoldsTheSameHoweverItCame) {
  for (uint64_t count : {uint64_t{100}, uint64_t{4096}, uint64_t{5000}, uint64_t{50000}}) {
    DistinctCounter whole;
    AddHashes(0, count, &whole);
    for (uint64_t cut : {uint64_t{0}, uint64_t{1}, count / 2, count - 1}) {
      DistinctCounter first, second;
      AddHashes(0, cut, &first);
      AddHashes(cut / 2, count, &second);
      DistinctCounter both = first;
      both.Merge(second);
      second.Merge(first);
      EXPECT_EQ(both.exact(), whole.exact());
      EXPECT_EQ(both.hashes(), whole.hashes());
      EXPECT_EQ(both.registers(), whole.registers());
      EXPECT_EQ(second.registers(), whole.registers());
      EXPECT_EQ(second.Count(), whole.Count());
    }
  }
}

TEST(DistinctCounter, TakesHashesOfAnyBits) {
  DistinctCounter counter;
  AddHashes(0, DistinctCounter::kExact + 1, &counter);
  counter.Add(0);  // the highest rank of the first register
  counter.Add(~uint64_t{0});
  EXPECT_EQ(counter.registers()[0], DistinctCounter::kMostRank);
  EXPECT_GT(counter.Count(), 4000u);
}

}  // namespace
}  // namespace jsonl::stats
