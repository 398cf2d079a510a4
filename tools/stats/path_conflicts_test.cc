#include "tools/stats/path_conflicts.h"

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

constexpr uint64_t kChunk = 1000;

struct At {
  uint64_t at;
  std::string_view record;
};

std::string Conflicts(const std::vector<At>& records) {
  PathTree tree;
  for (const At& record : records) {
    test::ParsedText parsed(record.record);
    tree.Count(parsed.root(), {record.at, 0, 0});
  }
  tree.Settle();
  std::string shown;
  for (const PathConflict& conflict : FindConflicts(tree.root(), kChunk)) {
    text::Append(&shown, shown.empty() ? "" : " | ", conflict.path, ":");
    for (Problem problem : conflict.problems) text::Append(&shown, " ", ProblemName(problem));
  }
  return shown;
}

TEST(FindConflicts, TellsWhatBreaksColumns) {
  struct Case {
    std::vector<At> records;
    std::string_view conflicts;
  };
  const std::vector<Case> cases = {
      {{{0, R"({"a":1,"b":"x"})"}, {1, R"({"b":null,"a":2.5})"}, {2, "{}"}}, ""},
      {{{0, R"({"a":1})"}, {1, R"({"a":"x"})"}}, "a: mixed-types"},
      {{{0, R"({"a":{"b":[1,true]}})"}, {1, R"({"a":{"b":{}}})"}},
       "a.b: mixed-types | a.b[]: mixed-types"},
      {{{0, R"({"a":null})"}, {999, R"({"a":"x"})"}}, ""},
      {{{0, R"({"a":null})"}, {1000, R"({"a":"x"})"}}, "a: late-type"},
      {{{0, R"({"a":null})"}, {1000, R"({"a":{"b":1}})"}}, "a: late-type"},
      {{{0, "{}"}, {999, R"({"a":"x"})"}}, ""},
      {{{0, "{}"}, {1000, R"({"a":{"b":1},"c":null})"}}, "a: late-key | c: late-key"},
      {{{0, R"({"a":[]})"}, {1000, R"({"a":[1]})"}}, "a[]: late-key"},
      {{{0, R"({"a":1})"}, {1000, R"({"a":1.5})"}}, "a: late-type"},
      {{{0, R"({"a":1})"}, {1, R"({"a":1.5})"}, {1000, R"({"a":1.5})"}}, ""},
      {{{0, R"({"a":1.5})"}, {1000, R"({"a":1})"}}, ""},
      {{{0, R"({"a":18446744073709551616})"}}, "a: big-integers"},
      {{{0, R"({"a":"2024-01-01"})"}}, "a: dates"},
      {{{0, R"({"a":"2024-01-01"})"}, {5, R"({"a":"soon"})"}}, ""},
      {{{0, R"({"a":"2024-01-01"})"}, {1005, R"({"a":"soon"})"}}, "a: late-type"},
      {{{0, R"({"a.b":{"":[1,"x"]},"ü-_1":{"x\n":[1,"x"]}})"}},
       R"(["a.b"][""][]: mixed-types | ü-_1["x\n"][]: mixed-types)"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Conflicts(c.records), c.conflicts) << c.records[0].record;
  }
}

TEST(FindConflicts, NamesAllKeysOfAMapAtOnce) {
  std::string record = "{\"m\":{";
  for (int i = 0; i < 1001; ++i) text::Append(&record, i == 0 ? "" : ",", "\"", i, "\":", i);
  record += ",\"last\":\"x\"}}";
  EXPECT_EQ(Conflicts({{0, record}}), "m.{*}: mixed-types");
}

}  // namespace
}  // namespace jsonl::stats
