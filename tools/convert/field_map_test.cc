#include "tools/convert/field_map.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

// The record with its fields renamed; "taken: NAME" if NAME stands in the way.
std::string Apply(const std::vector<std::string_view>& pairs, std::string_view record) {
  FieldMap map;
  for (std::string_view pair : pairs) {
    absl::Status status = map.Add(pair);
    EXPECT_TRUE(status.ok()) << pair << ": " << status;
  }
  std::string out;
  bool applied = map.Apply(test::ParsedText(record).root(), &out);
  return applied ? out : text::Cat("taken: ", out);
}

TEST(FieldMapTest, RenamesFields) {
  struct Case {
    std::vector<std::string_view> pairs;
    std::string_view record;
    std::string_view mapped;
  };
  const Case cases[] = {
      // A member keeps its place, and its value as written.
      {{"q=question"},
       R"({"id": 1.0, "question": "\u0061 b", "z": [1, 2]})",
       R"({"id":1.0,"q":"\u0061 b","z":[1,2]})"},
      // A field further down is copied to the end, in the order of the pairs.
      {{"b=m.b", "a=m.a"}, R"({"m":{"a":1,"b":2}})", R"({"m":{"a":1,"b":2},"b":2,"a":1})"},
      {{"last=list.1"}, R"({"list":[7,8]})", R"({"list":[7,8],"last":8})"},
      {{"x=/a.b"}, R"({"a.b":1})", R"({"x":1})"},
      // Without OLD the record stays without NEW.
      {{"x=absent"}, R"({"a":1})", R"({"a":1})"},
      {{"x=absent"}, "{}", "{}"},
      {{"x=absent"}, R"({"x":1})", R"({"x":1})"},
      {{"x=a"}, R"({"a":null})", R"({"x":null})"},
      // Names change places, or stay.
      {{"a=b", "b=a"}, R"({"a":1,"b":2})", R"({"b":1,"a":2})"},
      {{"a=a"}, R"({"a":1,"b":2})", R"({"a":1,"b":2})"},
      {{"b=a", "c=b"}, R"({"a":1,"b":2})", R"({"b":1,"c":2})"},
      // One field under two names.
      {{"x=a", "y=a"}, R"({"a":1})", R"({"x":1,"y":1})"},
      {{"a\"b=c"}, R"({"c":1})", R"({"a\"b":1})"},
      // NEW is there already.
      {{"b=a"}, R"({"a":1,"b":2})", "taken: b"},
      {{"m=m.a"}, R"({"m":{"a":1}})", "taken: m"},
  };
  for (const Case& c : cases) EXPECT_EQ(Apply(c.pairs, c.record), c.mapped) << c.record;
}

TEST(FieldMapTest, RefusesWhatIsNoPair) {
  FieldMap map;
  EXPECT_TRUE(map.empty());
  struct Case {
    std::string_view text;
    std::string_view says;
  };
  ASSERT_TRUE(map.Add("a=b").ok());
  EXPECT_FALSE(map.empty());
  const Case cases[] = {
      {"ab", "--map takes NEW=OLD, not 'ab'"},
      {"=b", "--map takes NEW=OLD, not '=b'"},
      {"", "--map takes NEW=OLD, not ''"},
      {"a=c", "--map gives 'a' twice"},
      {"c=a..b", "a..b"},
      {"c=", ""},
  };
  for (const Case& c : cases) {
    absl::Status status = map.Add(c.text);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_NE(text::FromAbsl(status.message()).find(c.says), std::string_view::npos) << status;
  }
}

}  // namespace
}  // namespace jsonl
