#include "common/pipeline/groups.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/testing/json_text.h"

namespace jsonl::pipeline {
namespace {

TEST(GroupNameTest, IsTheTextOfAStringAndAnythingElseAsWritten) {
  struct Case {
    std::string_view value;
    std::string_view name;
  };
  for (const Case& c : {
           Case{R"("sql")", "sql"},
           {R"("a\u0041\n")", "aA\n"},
           {R"("")", ""},
           {"1.50", "1.50"},
           {"123456789012345678901234567890", "123456789012345678901234567890"},
           {"true", "true"},
           {"null", "(none)"},
           {R"([ 1, {"a" : "b"} ])", R"([1,{"a":"b"}])"},
           {"{ }", "{}"},
       }) {
    test::ParsedText parsed(c.value);
    std::string scratch = "left from before";
    EXPECT_EQ(GroupName(parsed.root(), &scratch), c.name);
  }
}

TEST(GroupNameTest, AnAbsentValueHasOneToo) {
  std::string scratch;
  EXPECT_EQ(GroupName(json::Value(), &scratch), "(none)");
}

TEST(GroupTableTest, NumbersGroupsInOrderOfAppearance) {
  GroupTable table;
  EXPECT_EQ(table.IdOf("b"), 0u);
  EXPECT_EQ(table.IdOf("a"), 1u);
  EXPECT_EQ(table.IdOf("b"), 0u);
  EXPECT_EQ(table.IdOf(""), 2u);
  EXPECT_EQ(table.IdOf("a"), 1u);
  EXPECT_EQ(table.names(), (std::vector<std::string>{"b", "a", ""}));
}

TEST(GroupTableTest, KeepsNamesWhoseTextIsGone) {
  GroupTable table;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(table.IdOf("group " + std::to_string(i)), static_cast<uint32_t>(i));
  }
  EXPECT_EQ(table.IdOf("group 7"), 7u);
  EXPECT_EQ(table.names()[999], "group 999");
}

}  // namespace
}  // namespace jsonl::pipeline
