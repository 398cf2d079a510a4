#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tools/split/output_set.h"
#include "tools/split/ratios.h"

namespace jsonl {
namespace {

TEST(RatiosTest, StartsAreExact) {
  absl::StatusOr<Ratios> ratios = Ratios::Parse("train=0.9,valid=0.05,test=0.05");
  ASSERT_TRUE(ratios.ok()) << ratios.status();
  EXPECT_EQ(ratios->names(), (std::vector<std::string>{"train", "valid", "test"}));
  EXPECT_EQ(ratios->Starts(100), (std::vector<uint64_t>{0, 90, 95}));
  EXPECT_EQ(ratios->Starts(19), (std::vector<uint64_t>{0, 17, 17}));
  EXPECT_EQ(ratios->Starts(0), (std::vector<uint64_t>{0, 0, 0}));
}

TEST(RatiosTest, RefusesWhatDoesNotSumToOne) {
  for (const char* text :
       {"", "a", "a=0.5", "a=0.5,b=0.6", "a=0.5,a=0.5", "=1", "a=x", "a=-1,b=2"}) {
    EXPECT_FALSE(Ratios::Parse(text).ok()) << text;
  }
}

TEST(SafeFileNameTest, NeverLeavesItsDirectoryNorClashes) {
  EXPECT_EQ(SafeFileName("schema_generate-1.0"), "schema_generate-1.0");
  EXPECT_EQ(SafeFileName(""), "%");
  EXPECT_EQ(SafeFileName("../etc/passwd"), "%2E.%2Fetc%2Fpasswd");
  EXPECT_EQ(SafeFileName("."), "%2E");
  EXPECT_EQ(SafeFileName("a b%"), "a%20b%25");
  EXPECT_EQ(SafeFileName(std::string("a\0b", 3)), "a%00b");
  EXPECT_EQ(SafeFileName("\xe4\xb8\xad"), "\xe4\xb8\xad");
  std::set<std::string> names;
  for (const char* tail : {"a", "b", "ab", "ba"}) {
    std::string name = SafeFileName(std::string(500, 'x') + tail);
    EXPECT_LE(name.size(), 255u);
    EXPECT_TRUE(names.insert(name).second);
  }
}

TEST(ShardNameTest, IsPadded) { EXPECT_EQ(ShardName(3, 16), "00003-of-00016"); }

}  // namespace
}  // namespace jsonl
