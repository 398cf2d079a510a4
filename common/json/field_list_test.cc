#include "common/json/field_list.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace jsonl::json {
namespace {

TEST(ParseFieldListTest, TakesFieldsInTheirOrder) {
  const absl::StatusOr<std::vector<FieldPath>> fields = ParseFieldList("b.c,a,/@line");
  ASSERT_TRUE(fields.ok());
  ASSERT_EQ(fields->size(), 3u);
  EXPECT_EQ((*fields)[0].Pointer(), "/b/c");
  EXPECT_EQ((*fields)[1].Pointer(), "/a");
  EXPECT_EQ((*fields)[2].Pointer(), "/@line");
}

TEST(ParseFieldListTest, RefusesWhatNamesNoField) {
  for (std::string_view text : {"", ",", "a,", ",a", "a,,b", "a,b..c", "a,@line", "@record,a"}) {
    EXPECT_EQ(ParseFieldList(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace jsonl::json
