#include "tools/stats/short_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jsonl::stats {
namespace {

TEST(ShortNames, AreTheEndsThatTellPathsApart) {
  const std::string long_name(50, 'x');
  const struct {
    std::vector<std::string> paths;
    std::vector<std::string> names;
  } kCases[] = {
      {{}, {}},
      {{"/data/train.jsonl", "/data/valid.jsonl"}, {"train.jsonl", "valid.jsonl"}},
      {{"raw/a.jsonl", "clean/a.jsonl", "b.jsonl"}, {"raw/a.jsonl", "clean/a.jsonl", "b.jsonl"}},
      {{"a.jsonl", "x/a.jsonl"}, {"a.jsonl", "x/a.jsonl"}},
      {{"a.jsonl", "a.jsonl", "a.jsonl"}, {"a.jsonl (1)", "a.jsonl (2)", "a.jsonl (3)"}},
      {{"<stdin>", "a/", "/b"}, {"<stdin>", "a/", "/b"}},
      {{"1/2/3/4/5/6", "0/2/3/4/5/6"}, {"3/4/5/6 (1)", "3/4/5/6 (2)"}},
      {{long_name + "é.jsonl"}, {"..." + std::string(14, 'x') + "é.jsonl"}},
      {{"a\xff"}, {"a\xef\xbf\xbd"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(ShortNames(c.paths), c.names);
}

}  // namespace
}  // namespace jsonl::stats
