#include "tools/stats/path_tree.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"
#include "tools/stats/path_conflicts.h"

namespace jsonl::stats {
namespace {

TEST(PathTypeOf, TellsTypesOfColumnsApart) {
  struct Case {
    std::string_view json;
    PathType type;
  };
  const std::vector<Case> cases = {
      {"null", PathType::kNull},
      {"true", PathType::kBool},
      {"0", PathType::kInteger},
      {"-0", PathType::kInteger},
      {"999999999999999999", PathType::kInteger},
      {"9223372036854775807", PathType::kInteger},
      {"9223372036854775808", PathType::kBigInteger},
      {"-9223372036854775808", PathType::kInteger},
      {"-9223372036854775809", PathType::kBigInteger},
      {"10000000000000000000", PathType::kBigInteger},
      {"1.0", PathType::kFraction},
      {"1e3", PathType::kFraction},
      {"1E999", PathType::kFraction},
      {"\"\"", PathType::kString},
      {"\"2024-01-31\"", PathType::kDate},
      {"\"\\u0032024-01-31\"", PathType::kDate},
      {"\"2024-13-31\"", PathType::kString},
      {"\"2024-00-31\"", PathType::kString},
      {"\"2024-01-32\"", PathType::kString},
      {"\"2024-1-31x\"", PathType::kString},
      {"\"2024-01-31 \"", PathType::kString},
      {"\"2024-01-31T10:00:00Z\"", PathType::kDate},
      {"\"2024-01-31 10:00:00.123+02:00\"", PathType::kDate},
      {"\"2024-01-31 and more\"", PathType::kString},
      {"[]", PathType::kArray},
      {"{}", PathType::kObject},
  };
  for (const Case& c : cases) {
    test::ParsedText parsed(c.json);
    EXPECT_EQ(PathTypeName(PathTypeOf(parsed.root())), PathTypeName(c.type)) << c.json;
  }
}

void CountRecord(std::string_view record, uint64_t at, PathTree* tree) {
  test::ParsedText parsed(record);
  tree->Count(parsed.root(), {at, at, 0});
}

// "a integer:2@0 string:1@5 | b ..." of a whole tree, in the order of names.
void Show(const PathNode& node, const std::string& path, std::string* out) {
  if (!path.empty()) text::Append(out, out->empty() ? "" : " | ", path);
  for (size_t i = 0; i < kPathTypeCount; ++i) {
    const PathNode::Seen* seen = node.Of(static_cast<PathType>(i));
    if (seen == nullptr || path.empty()) continue;
    text::Append(out, " ", PathTypeName(seen->type), ":", seen->count, "@", seen->first.at);
  }
  std::map<std::string, const PathNode*> members;
  for (const auto& member : node.members) members[member->name] = member.get();
  for (const auto& [name, member] : members) Show(*member, text::Cat(path, "/", name), out);
  if (node.any_member != nullptr) Show(*node.any_member, path + "/{*}", out);
  if (node.element != nullptr) Show(*node.element, path + "/[]", out);
}

std::string Shown(const PathTree& tree) {
  std::string shown;
  Show(tree.root(), "", &shown);
  return shown;
}

TEST(PathTree, CountsTypesAndKeepsTheFirstPlaces) {
  PathTree tree;
  CountRecord(R"({"a":1,"b":{"c":null}})", 0, &tree);
  CountRecord(R"({"b":{"c":"x","d":[1,[2.5],{"e":true}]},"a":2})", 5, &tree);
  CountRecord(R"({"a":"s","a":3})", 7, &tree);
  tree.Settle();
  EXPECT_EQ(Shown(tree),
            "/a integer:3@0 string:1@7 | /b object:2@0 | /b/c null:1@0 string:1@5 | "
            "/b/d array:1@5 | /b/d/[] integer:1@5 array:1@5 object:1@5 | /b/d/[]/e boolean:1@5 | "
            "/b/d/[]/[] fraction:1@5");
}

TEST(PathTree, MakesOneOfManyKeys) {
  PathTree tree;
  for (int i = 0; i < 1000; ++i)
    CountRecord(text::Cat("{\"m\":{\"k", i, "\":{\"v\":1}}}"), 10, &tree);
  EXPECT_EQ(CountPaths(tree.root()), 2001u);
  CountRecord(R"({"m":{"one more":{"w":"x"}}})", 11, &tree);
  tree.Settle();
  EXPECT_EQ(Shown(tree),
            "/m object:1001@10 | /m/{*} object:1001@10 | /m/{*}/v integer:1000@10 | "
            "/m/{*}/w string:1@11");
}

// Records whose objects are wide and deep at many places.
std::string HostileRecord(uint64_t seed, int depth) {
  if (depth == 0) return seed % 3 == 0 ? "1" : "\"x\"";
  std::string record = "{";
  for (uint64_t i = 0; i < 4; ++i) {
    seed = seed * 6364136223846793005 + 1442695040888963407;
    text::Append(&record, i == 0 ? "" : ",", "\"", (seed >> 40) % (depth == 3 ? 40 : 700),
                 "\":", HostileRecord(seed, depth - 1));
  }
  return record + "}";
}

TEST(PathTree, IsTheSameHoweverRecordsWereShared) {
  constexpr uint64_t kRecords = 200;
  PathTree whole;
  for (uint64_t i = 0; i < kRecords; ++i) CountRecord(HostileRecord(i, 5), i, &whole);
  whole.Settle();
  for (uint64_t parts : {2, 7}) {
    std::vector<PathTree> shares(parts);
    for (uint64_t i = 0; i < kRecords; ++i) CountRecord(HostileRecord(i, 5), i, &shares[i % parts]);
    PathTree merged;
    for (PathTree& share : shares) merged.Merge(std::move(share));
    merged.Settle();
    EXPECT_EQ(Shown(merged) == Shown(whole), true) << parts;
  }
  EXPECT_LT(CountPaths(whole.root()), 20 * PathTree::kBudget);
}

TEST(PathTree, DeepAndWideTreesStaySmall) {
  PathTree tree;
  const std::string deep = std::string(1000, '[') + std::string(1000, ']');
  CountRecord(text::Cat("{\"a\":", deep, "}"), 0, &tree);
  tree.Settle();
  EXPECT_LT(CountPaths(tree.root()), 40u);
  // A chain below each of a million keys.
  for (int i = 0; i < 300; ++i) {
    std::string record = "{";
    for (int k = 0; k < 100; ++k) {
      text::Append(&record, k == 0 ? "" : ",", "\"", i % 30 * 100 + k, "\":{\"", i, "\":{\"", k,
                   "\":{\"c\":{\"c\":{\"c\":{\"c\":{\"c\":{\"c\":{\"c\":{\"c\":1}}}}}}}}}}");
    }
    CountRecord(record + "}", 1, &tree);
  }
  tree.Settle();
  EXPECT_LT(CountPaths(tree.root()), 2 * PathTree::kBudget);
}

TEST(PathTree, LongKeysCountByTheirBeginning) {
  const std::string key(PathTree::kLongestKey, 'k');
  PathTree tree;
  CountRecord(text::Cat("{\"", key, "a\":1,\"", key, "b\":2}"), 0, &tree);
  EXPECT_EQ(Shown(tree), text::Cat("/", key, " integer:2@0"));
}

TEST(ResolvePlaces, FindsInputAndLine) {
  PathTree tree;
  test::ParsedText parsed(R"({"a":1})");
  tree.Count(parsed.root(), Place::InBlock(3, 100, 7));
  ResolvePlaces({{1, 0, 5, 50}, {3, 2, 20, 1000}, {4, 2, 30, 2000}}, tree.mutable_root());
  const PathNode::Seen* seen = tree.root().members[0]->Of(PathType::kInteger);
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->first.at, 1100u);
  EXPECT_EQ(seen->first.line, 28u);
  EXPECT_EQ(seen->first.input, 2u);
}

}  // namespace
}  // namespace jsonl::stats
