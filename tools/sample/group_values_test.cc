#include "tools/sample/group_values.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace jsonl {
namespace {

std::string Parsed(std::string_view text) {
  absl::StatusOr<std::vector<GroupValue>> values = ParseGroupValues("--x", text);
  if (!values.ok()) return std::string(values.status().message());
  std::string out;
  for (const auto& [group, value] : *values) {
    out += std::string(group) + "|" + std::string(value) + " ";
  }
  return out;
}

TEST(GroupValuesTest, ListsGroupsAndValuesAsWritten) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a=0.4", "a|0.4 "},
      {"b=1,a=2,*=3", "b|1 a|2 *|3 "},
      {"x=y=2.5", "x=y|2.5 "},
      {"a=", "a| "},
      {" a =1", " a |1 "},
      {"", "--x takes GROUP=VALUE,..., not ''"},
      {"a", "--x takes GROUP=VALUE,..., not 'a'"},
      {"a=1,", "--x takes GROUP=VALUE,..., not ''"},
      {"=1", "--x takes GROUP=VALUE,..., not '=1'"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(Parsed(text), expected);
}

TEST(GroupValuesTest, NamesWhatIsBad) {
  const absl::Status why = absl::InvalidArgumentError("'z' is no count");
  EXPECT_EQ(BadValue("--x", why).message(), "--x: 'z' is no count");
  EXPECT_EQ(BadValue("--x", {"a", "z"}, why).message(), "--x a=z: 'z' is no count");
}

}  // namespace
}  // namespace jsonl
