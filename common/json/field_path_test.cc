#include "common/json/field_path.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

constexpr std::string_view kRecord =
    R"({"input":{"instruction":"do"},"messages":[{"role":"user"},{"role":"assistant"}],)"
    R"("a.b":1,"":2,"a/b":3,"m~n":4,"0":{"00":5},"dup":6,"dup":7,"\u0041":8,"list":[[9]]})";

// The raw text at `path` in kRecord; "-" when there is none.
std::string At(std::string_view path) {
  test::ParsedText record(kRecord);
  absl::StatusOr<FieldPath> parsed = FieldPath::Parse(path);
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->text(), path);
  Value value = parsed->Find(record.root());
  return value ? std::string(value.raw()) : "-";
}

TEST(FieldPathTest, FindsByDottedPath) {
  EXPECT_EQ(At("input.instruction"), "\"do\"");
  EXPECT_EQ(At("messages.1.role"), "\"assistant\"");
  EXPECT_EQ(At("0.00"), "5");
  EXPECT_EQ(At("dup"), "6");
  EXPECT_EQ(At("A"), "8");
  EXPECT_EQ(At("list.0.0"), "9");
  EXPECT_EQ(At("m~n"), "4");
}

TEST(FieldPathTest, FindsByPointer) {
  EXPECT_EQ(At("/input/instruction"), "\"do\"");
  EXPECT_EQ(At("/messages/0/role"), "\"user\"");
  EXPECT_EQ(At("/a.b"), "1");
  EXPECT_EQ(At("/"), "2");
  EXPECT_EQ(At("/a~1b"), "3");
  EXPECT_EQ(At("/m~0n"), "4");
}

TEST(FieldPathTest, IsAbsentWhereNothingIs) {
  for (std::string_view path :
       {"nothing", "input.instruction.more", "messages.2", "messages.01.role", "messages.-1",
        "messages.role", "messages.4294967295", "messages.99999999999999999999", "a.b",
        "/messages/-", "/input/", "dup.x", "0.0", "messages.+1"}) {
    EXPECT_EQ(At(path), "-") << path;
  }
}

TEST(FieldPathTest, NothingIsInAScalarOrAnAbsentValue) {
  absl::StatusOr<FieldPath> path = FieldPath::Parse("a");
  ASSERT_TRUE(path.ok());
  EXPECT_FALSE(path->Find(Value()));
  test::ParsedText number("1");
  EXPECT_FALSE(path->Find(number.root()));
}

TEST(FieldPathTest, AStarFindsAllElementsOfAnArray) {
  test::ParsedText text(R"({"a":[{"b":1},{"b":2},{"c":3},4,[{"b":5}]],"o":{"*":6},"*":7,"e":[]})");
  for (auto [path, found] : {std::pair{"a.*.b", "1 2 "},
                             {"a.*", R"({"b":1} {"b":2} {"c":3} 4 [{"b":5}] )"},
                             {"a.*.*.b", "5 "},
                             {"/a/*/b", "1 2 "},
                             {"o.*", "6 "},
                             {"*", "7 "},
                             {"a.1.b", "2 "},
                             {"e.*", ""},
                             {"x.*", ""}}) {
    absl::StatusOr<FieldPath> parsed = FieldPath::Parse(path);
    ASSERT_TRUE(parsed.ok());
    std::vector<Value> values;
    parsed->FindAll(text.root(), &values);
    std::string all;
    for (Value value : values) all.append(value.raw()).push_back(' ');
    EXPECT_EQ(all, found) << path;
  }
}

TEST(FieldPathTest, WritesPointers) {
  for (auto [path, pointer] : {std::pair{"input.instruction", "/input/instruction"},
                               {"messages.0.role", "/messages/0/role"},
                               {"a/b.c~d", "/a~1b/c~0d"},
                               {"/a~1b/", "/a~1b/"}}) {
    absl::StatusOr<FieldPath> parsed = FieldPath::Parse(path);
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->Pointer(), pointer);
  }
}

TEST(FieldPathTest, RefusesWhatIsNoPath) {
  for (std::string_view path : {"", ".", "a.", ".a", "a..b", "/~", "/a~2", "/a/~x/b", "/~/"}) {
    absl::StatusOr<FieldPath> parsed = FieldPath::Parse(path);
    EXPECT_FALSE(parsed.ok()) << path;
    EXPECT_NE(parsed.status().message().find(path.empty() ? "empty" : std::string(path)),
              absl::string_view::npos);
  }
}

}  // namespace
}  // namespace jsonl::json
