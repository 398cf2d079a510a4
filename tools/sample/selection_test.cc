// Which records jsonl-sample chooses: the same for a seed, whatever their order and company; all
// equally likely over the seeds.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/sample/sample.h"

namespace jsonl {
namespace {

using test::LinesOf;

std::vector<std::string> Sample(const std::vector<std::string>& records,
                                const SampleOptions& options) {
  std::string input;
  for (const std::string& record : records) text::Append(&input, record, "\n");
  test::ToolRun run = test::RunTool(
      {input}, {}, [&](pipeline::Session& session) { return RunSample(options, session); });
  EXPECT_TRUE(run.code.ok()) << run.code.status();
  return LinesOf(run.output);
}

std::set<std::string> Chosen(const std::vector<std::string>& records,
                             const SampleOptions& options) {
  std::vector<std::string> chosen = Sample(records, options);
  return {chosen.begin(), chosen.end()};
}

// {"id":0,"user":0} and so on, five records a user.
std::vector<std::string> Records(int n) {
  std::vector<std::string> records;
  for (int i = 0; i < n; ++i) records.push_back(text::Cat("{\"id\":", i, ",\"user\":", i / 5, "}"));
  return records;
}

SampleOptions Bernoulli(std::string_view share, uint64_t seed = 0) {
  SampleOptions options;
  options.bernoulli = share;
  options.seed = seed;
  return options;
}

SampleOptions Count(uint64_t count, uint64_t seed = 0) {
  SampleOptions options;
  options.count = count;
  options.seed = seed;
  return options;
}

SampleOptions Shuffled(uint64_t seed) {
  SampleOptions options;
  options.shuffle = true;
  options.seed = seed;
  return options;
}

std::string UserOf(const std::string& record) { return record.substr(record.find("\"user\"")); }

// The sum of (observed - expected)^2 / expected.
double ChiSquare(const std::vector<int>& observed, double expected) {
  double sum = 0;
  for (int count : observed) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

TEST(SelectionTest, ASeedChoosesTheSameAndAnotherOthers) {
  const std::vector<std::string> records = Records(200);
  SampleOptions shuffled_0 = Shuffled(0), shuffled_1 = Shuffled(1);
  EXPECT_EQ(Sample(records, shuffled_0), Sample(records, shuffled_0));
  EXPECT_NE(Sample(records, shuffled_0), Sample(records, shuffled_1));
  EXPECT_EQ(Sample(records, Count(50, 7)), Sample(records, Count(50, 7)));
  EXPECT_EQ(Sample(records, Bernoulli("0.3", 7)), Sample(records, Bernoulli("0.3", 7)));
  // Two samples of 50 of 200 share 12.5 on average; with six standard deviations (2.65), 28.
  std::set<std::string> a = Chosen(records, Count(50, 7));
  int shared = 0;
  for (const std::string& record : Chosen(records, Count(50, 8))) shared += a.count(record);
  EXPECT_LT(shared, 29);
}

TEST(SelectionTest, TheOrderOfTheInputDoesNotMatter) {
  std::vector<std::string> records = Records(200);
  std::vector<std::string> reversed(records.rbegin(), records.rend());
  SampleOptions by_user = Count(40);
  by_user.key = "user";
  SampleOptions rate;
  rate.rate = "0.29";
  for (const SampleOptions& options : {Count(50, 3), rate, by_user, Bernoulli("0.3")}) {
    EXPECT_EQ(Chosen(records, options), Chosen(reversed, options));
  }
}

TEST(SelectionTest, ASmallerSampleIsAPartOfALargerOne) {
  const std::vector<std::string> records = Records(200);
  std::set<std::string> all(records.begin(), records.end());
  std::set<std::string> larger = all;
  for (uint64_t count : {150u, 80u, 20u, 1u}) {
    std::set<std::string> smaller = Chosen(records, Count(count));
    EXPECT_TRUE(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
    larger = smaller;
  }
  larger = all;
  for (std::string_view share : {"1", "0.5", "0.1", "0"}) {
    std::set<std::string> smaller = Chosen(records, Bernoulli(share));
    EXPECT_TRUE(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
    larger = smaller;
  }
}

TEST(SelectionTest, WithBernoulliOtherRecordsDoNotMatter) {
  const std::vector<std::string> records = Records(300);
  for (const char* key : {"", "user"}) {
    SampleOptions options = Bernoulli("0.4", 5);
    if (*key != '\0') options.key = key;
    std::set<std::string> chosen = Chosen(records, options);
    for (size_t i = 0; i < records.size(); ++i) {
      ASSERT_EQ(Sample({records[i]}, options).size(), chosen.count(records[i])) << records[i];
    }
  }
}

TEST(SelectionTest, ShardsGiveWithBernoulliWhatTheyGiveTogether) {
  const std::vector<std::string> records = Records(300);
  for (const char* weight : {"", "id"}) {
    SampleOptions options = Bernoulli("0.003", 9);
    options.weight = weight;
    if (*weight == '\0') options = Bernoulli("0.4", 9);
    std::vector<std::string> of_shards;
    for (size_t shard = 0; shard < 3; ++shard) {
      auto begin = records.begin() + static_cast<int64_t>(shard) * 100;
      for (std::string& record : Sample({begin, begin + 100}, options)) {
        of_shards.push_back(std::move(record));
      }
    }
    EXPECT_GT(of_shards.size(), 0u);
    EXPECT_EQ(Sample(records, options), of_shards);
  }
}

TEST(SelectionTest, RecordsThatShareTheKeyAreChosenTogether) {
  const std::vector<std::string> records = Records(300);  // of 60 users
  std::map<std::string, int> of_user;
  SampleOptions options = Bernoulli("0.4", 5);
  options.key = "user";
  for (const std::string& record : Sample(records, options)) ++of_user[UserOf(record)];
  EXPECT_GT(of_user.size(), 0u);
  for (const auto& [user, count] : of_user) EXPECT_EQ(count, 5) << user;

  // An exact count may cut one user in two.
  of_user.clear();
  options = Count(33);
  options.key = "user";
  for (const std::string& record : Sample(records, options)) ++of_user[UserOf(record)];
  EXPECT_EQ(of_user.size(), 7u);
  int cut = 0;
  for (const auto& [user, count] : of_user) cut += count != 5;
  EXPECT_EQ(cut, 1);
}

TEST(SelectionTest, WithoutTheKeyTheRecordDecides) {
  const std::vector<std::string> records = Records(100);
  SampleOptions with_key = Bernoulli("0.4");
  with_key.key = "absent";
  EXPECT_EQ(Sample(records, with_key), Sample(records, Bernoulli("0.4")));
}

TEST(SelectionTest, BernoulliTakesItsShare) {
  const std::vector<std::string> records = Records(10000);
  EXPECT_EQ(Sample(records, Bernoulli("0")).size(), 0u);
  EXPECT_EQ(Sample(records, Bernoulli("1")).size(), 10000u);
  // Binomial: a standard deviation is 45.8; six of them.
  double taken = static_cast<double>(Sample(records, Bernoulli("0.3")).size());
  EXPECT_NEAR(taken, 3000, 275);
}

// Over the seeds every record is chosen equally often. 49 degrees of freedom: 99.9 % of the sums
// are below 85.4, and 0.1 % below 24.
TEST(SelectionTest, EveryRecordIsEquallyLikely) {
  const std::vector<std::string> records = Records(50);
  for (bool bernoulli : {false, true}) {
    std::map<std::string, int> times;
    for (uint64_t seed = 0; seed < 2000; ++seed) {
      for (const std::string& record :
           Sample(records, bernoulli ? Bernoulli("0.2", seed) : Count(10, seed))) {
        ++times[record];
      }
    }
    std::vector<int> observed;
    for (const std::string& record : records) observed.push_back(times[record]);
    EXPECT_LT(ChiSquare(observed, 400), 86) << bernoulli;
    EXPECT_GT(ChiSquare(observed, 400), 10) << bernoulli;  // not too even either
  }
}

// The same in groups, where one is sampled, and the records of another come 2.5 times each: chances
// of 0.25 each of 20, and of 0.5 each of 10 to come once more. 19 and 9 degrees of freedom.
TEST(SelectionTest, EveryRecordOfAGroupIsEquallyLikely) {
  std::vector<std::string> records;
  for (int i = 0; i < 30; ++i) {
    records.push_back(text::Cat("{\"id\":", i, ",\"g\":\"", i < 20 ? "a" : "b", "\"}"));
  }
  SampleOptions rates, mix;
  rates.by = mix.by = "g";
  rates.rates = "a=0.25,b=2.5";
  mix.total = 30;
  mix.shares = "a=0.166666666666666667,b=0.833333333333333333";
  for (SampleOptions options : {rates, mix}) {
    std::map<std::string, int> times;
    for (options.seed = 0; options.seed < 2000; ++options.seed) {
      const std::vector<std::string> chosen = Sample(records, options);
      ASSERT_EQ(chosen.size(), 30u);
      for (const std::string& record : chosen) ++times[record];
    }
    std::vector<int> a, b;
    for (int i = 0; i < 20; ++i) a.push_back(times[records[static_cast<size_t>(i)]]);
    for (int i = 20; i < 30; ++i) b.push_back(times[records[static_cast<size_t>(i)]] - 4000);
    EXPECT_LT(ChiSquare(a, 500), 43.8);
    EXPECT_LT(ChiSquare(b, 1000), 27.9);
  }
}

// Of four records all 24 orders are equally likely, whether they are equal in part or not. 23
// degrees of freedom: 99.9 % of the sums are below 49.7.
TEST(SelectionTest, EveryOrderIsEquallyLikely) {
  const std::vector<std::string> records = Records(4);
  std::map<std::vector<std::string>, int> times;
  for (uint64_t seed = 0; seed < 4800; ++seed) ++times[Sample(records, Shuffled(seed))];
  ASSERT_EQ(times.size(), 24u);
  std::vector<int> observed;
  for (const auto& [order, count] : times) observed.push_back(count);
  EXPECT_LT(ChiSquare(observed, 200), 50);
  EXPECT_GT(ChiSquare(observed, 200), 5);
}

// Where a record stands says nothing about where it ends up, nor who its neighbour is: 12 records,
// 144 places of chance 1/12, with 121 degrees of freedom: 99.9 % are below 173.6.
TEST(SelectionTest, ShufflesMoveRecordsAnywhere) {
  const std::vector<std::string> records = Records(12);
  std::vector<int> places(144), neighbours(144);
  for (uint64_t seed = 0; seed < 3600; ++seed) {
    const std::vector<std::string> shuffled = Sample(records, Shuffled(seed));
    size_t before = 0;
    for (size_t i = 0; i < 12; ++i) {
      const auto from = static_cast<size_t>(std::find(records.begin(), records.end(), shuffled[i]) -
                                            records.begin());
      ++places[from * 12 + i];
      if (i > 0) ++neighbours[before * 12 + from];
      before = from;
    }
  }
  EXPECT_LT(ChiSquare(places, 300), 174);
  // No record follows itself: 132 pairs of chance 11/132 a shuffle.
  std::vector<int> pairs;
  for (size_t i = 0; i < 144; ++i) {
    if (i / 12 != i % 12) pairs.push_back(neighbours[i]);
  }
  EXPECT_LT(ChiSquare(pairs, 300), 190);
}

// Copies, and records that are equal, are spread like others: of two equal ones and two others
// there are six orders of equal chance. 5 degrees of freedom: 99.9 % are below 20.5.
TEST(SelectionTest, EqualRecordsAreShuffledLikeOthers) {
  std::map<std::vector<std::string>, int> equal, copied;
  SampleOptions twice;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    ++equal[Sample({"{\"a\":1}", "{\"b\":1}", "{\"a\":1}", "{\"b\":1}"}, Shuffled(seed))];
    twice = Shuffled(seed);
    twice.rate = "2";
    ++copied[Sample({"{\"a\":1}", "{\"b\":1}"}, twice)];
  }
  for (const auto& orders : {equal, copied}) {
    ASSERT_EQ(orders.size(), 6u);
    std::vector<int> observed;
    for (const auto& [order, count] : orders) observed.push_back(count);
    EXPECT_LT(ChiSquare(observed, 500), 21);
  }
}

TEST(SelectionTest, ShufflingChoosesWhatIsChosenWithoutIt) {
  const std::vector<std::string> records = Records(200);
  SampleOptions shuffled = Count(50, 3);
  shuffled.shuffle = true;
  std::vector<std::string> in_order = Sample(records, Count(50, 3));
  std::vector<std::string> other_order = Sample(records, shuffled);
  EXPECT_NE(in_order, other_order);
  EXPECT_TRUE(std::is_permutation(in_order.begin(), in_order.end(), other_order.begin(),
                                  other_order.end()));
}

}  // namespace
}  // namespace jsonl
