#include "common/pipeline/batch.h"

#include <gtest/gtest.h>

#include "common/report/diagnostic.h"

namespace jsonl::pipeline {
namespace {

TEST(BatchTest, CountsWhatItRejects) {
  Batch batch;
  batch.lines = {{0, 3, 0, Fate::kRecord}, {3, 6, 1, Fate::kRecord}, {6, 9, 2, Fate::kRecord}};
  batch.Find(1, {report::Code::kMissingField, "/task", "Missing 'task' field"});
  batch.Reject(1);
  batch.Reject(2, Fate::kMalformed);
  EXPECT_EQ(batch.lines[0].fate, Fate::kRecord);
  EXPECT_EQ(batch.lines[1].fate, Fate::kRejected);
  EXPECT_EQ(batch.lines[2].fate, Fate::kMalformed);
  EXPECT_EQ(batch.bad, 2u);
  ASSERT_EQ(batch.findings.size(), 1u);
  EXPECT_EQ(batch.findings[0].line, 1u);
  EXPECT_EQ(batch.findings[0].finding.pointer, "/task");
}

TEST(BatchTest, ClearLeavesNothingOfTheBlockBefore) {
  Batch batch;
  batch.lines = {{0, 3, 0, Fate::kRecord}};
  batch.Find(0, {report::Code::kMissingField, "", ""});
  batch.Reject(0);
  batch.blank = 1;
  batch.line_ends = 1;
  batch.Clear();
  EXPECT_TRUE(batch.lines.empty());
  EXPECT_TRUE(batch.findings.empty());
  EXPECT_EQ(batch.bad, 0u);
  EXPECT_EQ(batch.blank, 0u);
  EXPECT_EQ(batch.line_ends, 0u);
}

}  // namespace
}  // namespace jsonl::pipeline
