#include "common/report/diagnostic.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jsonl::report {
namespace {

// Users' scripts filter by these names: one that is there stays as it is.
TEST(CodeNameTest, IsAContract) {
  std::vector<std::string> names;
  for (size_t i = 0; i < kCodeCount; ++i) names.emplace_back(CodeName(static_cast<Code>(i)));
  EXPECT_EQ(names, (std::vector<std::string>{
                       "invalid-json",
                       "invalid-utf8",
                       "blank-line",
                       "not-an-object",
                       "duplicate-key",
                       "line-too-long",
                       "bad-row",
                       "too-deep",
                       "missing-field",
                       "wrong-type",
                       "empty-field",
                       "unknown-field",
                       "unknown-role",
                       "bad-turn-order",
                       "missing-assistant",
                       "identical-pair",
                       "ambiguous-format",
                       "output-not-json",
                       "output-too-short",
                       "output-too-long",
                       "schema-violation",
                       "bad-schema",
                       "token-out-of-range",
                       "bad-sequence-length",
                       "input-not-broken",
                       "input-not-json",
                       "not-normalized",
                       "field-mismatch",
                       "pattern-denied",
                       "pattern-missing",
                       "value-not-allowed",
                       "duplicate-value",
                       "checker-failed",
                       "cannot-convert",
                       "repaired",
                       "invalid-yaml",
                       "bad-template",
                       "unknown-placeholder",
                       "unreachable-variation",
                       "duplicate-template",
                   }));
}

TEST(CodeNameTest, BelongsToItsCode) {
  EXPECT_EQ(CodeName(Code::kInvalidJson), "invalid-json");
  EXPECT_EQ(CodeName(Code::kMissingAssistant), "missing-assistant");
  EXPECT_EQ(CodeName(Code::kCannotConvert), "cannot-convert");
}

}  // namespace
}  // namespace jsonl::report
