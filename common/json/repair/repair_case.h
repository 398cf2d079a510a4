// Texts and what they are mended to: for table tests.

#ifndef JSONL_COMMON_JSON_REPAIR_REPAIR_CASE_H_
#define JSONL_COMMON_JSON_REPAIR_REPAIR_CASE_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/json/repair/mend.h"
#include "common/json/repair/repairer.h"
#include "common/testing/json_text.h"

namespace jsonl::json {

struct RepairCase {
  std::string_view text;
  std::string_view mended;
  std::vector<MendKind> kinds;  // by offset
};

// What was done, one a line: for messages and comparisons.
inline std::string Describe(const std::vector<MendKind>& kinds) {
  std::string out;
  for (MendKind kind : kinds) out.append(Words(kind)).append("\n");
  return out;
}

// Checks a Repairer with `options` against the table.
inline void CheckRepairs(const std::vector<RepairCase>& cases, Repairer::Options options = {}) {
  Repairer repairer(options);
  for (const RepairCase& c : cases) {
    const test::PaddedText text(c.text);
    std::string out;
    std::vector<Mend> mends;
    const RepairResult result = repairer.Repair(text.view(), &out, &mends);
    ASSERT_EQ(result.outcome, RepairOutcome::kMended) << c.text << ": " << result.fault.words;
    EXPECT_EQ(out, c.mended) << c.text;
    std::vector<MendKind> kinds;
    for (const Mend& mend : mends) {
      kinds.push_back(mend.kind);
      EXPECT_LE(mend.offset, c.text.size()) << c.text;
    }
    EXPECT_EQ(Describe(kinds), Describe(c.kinds)) << c.text;
    EXPECT_EQ(result.mend_count, mends.size()) << c.text;
  }
}

// Of texts that are not mended.
struct HopelessCase {
  std::string_view text;
  std::string_view words;
};

inline void CheckHopeless(const std::vector<HopelessCase>& cases) {
  Repairer repairer;
  for (const HopelessCase& c : cases) {
    const test::PaddedText text(c.text);
    std::string out = "as it was";
    std::vector<Mend> mends;
    const RepairResult result = repairer.Repair(text.view(), &out, &mends);
    ASSERT_EQ(result.outcome, RepairOutcome::kHopeless) << c.text << ": " << out;
    EXPECT_EQ(result.fault.words, c.words) << c.text;
    EXPECT_LE(result.fault.offset, c.text.size()) << c.text;
    EXPECT_EQ(out, "as it was") << c.text;
    EXPECT_TRUE(mends.empty()) << c.text;
  }
}

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_REPAIR_CASE_H_
