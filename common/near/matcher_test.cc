#include "common/near/matcher.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::near {

bool operator==(const Match& a, const Match& b) {
  return std::tie(a.record, a.of, a.similarity) == std::tie(b.record, b.of, b.similarity);
}

void PrintTo(const Match& match, std::ostream* out) {
  *out << match.record << " of " << match.of << " by " << match.similarity;
}

namespace {

using Set = std::vector<uint64_t>;

// Records that all share one bucket; an empty set makes a record that shares none.
class Records {
 public:
  explicit Records(const std::vector<Set>& sets, std::vector<Twin> twins = {})
      : sets_(1 << 20, directory_.path()) {
    candidates_.twins = std::move(twins);
    candidates_.bucket_count = 1;
    for (uint32_t record = 0; record < sets.size(); ++record) {
      if (sets[record].empty()) continue;
      candidates_.offsets.push_back(static_cast<uint32_t>(candidates_.records.size()));
      candidates_.records.push_back(record);
      candidates_.buckets.push_back(0);
      EXPECT_TRUE(sets_.Append(sets[record]).ok());
    }
    candidates_.offsets.push_back(static_cast<uint32_t>(candidates_.records.size()));
  }

  std::vector<Match> Dropped(Keep keep, uint64_t references = 0, double threshold = 0.5) const {
    absl::StatusOr<std::vector<Match>> matches =
        Matcher(candidates_, sets_, references, threshold).Dropped(keep);
    EXPECT_TRUE(matches.ok());
    return *matches;
  }
  std::vector<Match> Components() const {
    absl::StatusOr<std::vector<Match>> matches = Matcher(candidates_, sets_, 0, 0.5).Components();
    EXPECT_TRUE(matches.ok());
    return *matches;
  }

 private:
  test::ScratchDir directory_;
  Candidates candidates_;
  SetStore sets_;
};

using Matches = std::vector<Match>;

// A chain: each is similar to its neighbours alone.
const std::vector<Set> kChain = {{1, 2, 3}, {2, 3, 4}, {3, 4, 5}, {4, 5, 6}};

TEST(MatcherTest, DropsForKeptRecordsOnly) {
  const Records chain(kChain);
  EXPECT_EQ(chain.Dropped(Keep::kFirst), (Matches{{1, 0, 0.5}, {3, 2, 0.5}}));
  EXPECT_EQ(chain.Dropped(Keep::kLast), (Matches{{0, 1, 0.5}, {2, 3, 0.5}}));
  EXPECT_EQ(chain.Dropped(Keep::kNone),
            (Matches{{0, 1, 0.5}, {1, 0, 0.5}, {2, 1, 0.5}, {3, 2, 0.5}}));
  EXPECT_EQ(chain.Dropped(Keep::kFirst, 0, 0.51), Matches());
  EXPECT_EQ(chain.Dropped(Keep::kNone, 0, 0.51), Matches());
}

TEST(MatcherTest, NamesTheMostSimilarAndOfThoseTheFirst) {
  const Records records({{1, 2, 3, 4}, {3, 4, 5, 6}, {4, 5, 6, 7}, {2, 3, 4, 5, 6}, {1, 2, 3, 9}});
  EXPECT_EQ(records.Dropped(Keep::kFirst), (Matches{{2, 1, 0.6}, {3, 1, 0.8}, {4, 0, 0.6}}));
  const Records equal({{1, 2, 3, 4}, {5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8}});
  EXPECT_EQ(equal.Dropped(Keep::kFirst), (Matches{{2, 0, 0.5}}));
}

TEST(MatcherTest, ReferencesAreKeptAndFirst) {
  const Records records({{1, 2, 3}, {1, 2, 3, 4}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5, 6}, {8}});
  const Matches dropped = {{2, 1, 0.8}, {3, 1, 4.0 / 6}};
  EXPECT_EQ(records.Dropped(Keep::kFirst, 2), dropped);
  EXPECT_EQ(records.Dropped(Keep::kLast, 2), dropped);
  EXPECT_EQ(records.Dropped(Keep::kNone, 2), (Matches{{2, 3, 5.0 / 6}, {3, 2, 5.0 / 6}}));
  EXPECT_EQ(records.Dropped(Keep::kAll, 2), dropped);
}

TEST(MatcherTest, TwinsGoWithTheirFirst) {
  // 2 and 4 are equal to 0; 5 is equal to 3, which is like 0; 7 is equal to 6, which shares
  // nothing.
  const std::vector<Set> sets = {{1, 2, 3}, {8}, {}, {1, 2, 3, 4}, {}, {}, {}, {}};
  const Records records(sets, {{2, 0}, {4, 0}, {5, 3}, {7, 6}});
  EXPECT_EQ(records.Dropped(Keep::kFirst),
            (Matches{{2, 0, 1}, {3, 0, 0.75}, {4, 0, 1}, {5, 0, 0.75}, {7, 6, 1}}));
  EXPECT_EQ(records.Dropped(Keep::kLast),
            (Matches{{0, 5, 0.75}, {2, 5, 0.75}, {3, 5, 1}, {4, 5, 0.75}, {6, 7, 1}}));
  EXPECT_EQ(records.Dropped(Keep::kNone),
            (Matches{{0, 2, 1}, {2, 0, 1}, {3, 5, 1}, {4, 0, 1}, {5, 3, 1}, {6, 7, 1}, {7, 6, 1}}));
  EXPECT_EQ(records.Dropped(Keep::kLast, 1),
            (Matches{{2, 0, 1}, {3, 0, 0.75}, {4, 0, 1}, {5, 0, 0.75}, {6, 7, 1}}));
  EXPECT_EQ(records.Dropped(Keep::kAll, 1),
            (Matches{{2, 0, 1}, {3, 0, 0.75}, {4, 0, 1}, {5, 0, 0.75}}));
  EXPECT_EQ(records.Components(),
            (Matches{{2, 0, 1}, {3, 0, 0.75}, {4, 0, 1}, {5, 0, 1}, {7, 6, 1}}));
}

TEST(MatcherTest, ComponentsFollowVerifiedLinks) {
  EXPECT_EQ(Records(kChain).Components(), (Matches{{1, 0, 0.5}, {2, 0, 0.5}, {3, 0, 0.5}}));
  const Records records({{1, 2}, {5, 6}, {1, 2, 3}, {5, 6, 7}, {9}});
  EXPECT_EQ(records.Components(), (Matches{{2, 0, 2.0 / 3}, {3, 1, 2.0 / 3}}));
}

}  // namespace
}  // namespace jsonl::near
