#include "tools/dedupe/key.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "common/testing/json_text.h"
#include "common/text/buffer.h"

namespace jsonl {
namespace {

std::optional<hash::Fingerprint> KeyOf(std::string_view key, std::string_view record,
                                       std::string_view fold = {}) {
  absl::StatusOr<DedupeKey> parsed_key = DedupeKey::Parse(key, fold);
  EXPECT_TRUE(parsed_key.ok()) << parsed_key.status();
  test::ParsedText parsed(record);
  text::Buffer scratch;
  return parsed_key->Of({record, parsed.root(), 0}, &scratch);
}

TEST(DedupeKeyTest, TellsWhatAreDuplicates) {
  struct Case {
    std::string_view key;
    std::string_view a;
    std::string_view b;
    bool equal;
  };
  const Case cases[] = {
      {"@record", R"({"a":1,"b":[true,null]})", R"({ "b": [true, null], "a": 1 })", true},
      {"@record", R"({"a":"\u00e4/"})", R"({"a":"ä\/"})", true},
      {"@record", R"({"a":1})", R"({"a":1.0})", true},
      {"@record", R"({"a":100})", R"({"a":1e2})", true},
      {"@record", R"({"a":9007199254740992})", R"({"a":9007199254740993})", false},
      {"@record", R"({"a":1})", R"({"a":"1"})", false},
      {"@record", R"({"a":[1,2]})", R"({"a":[2,1]})", false},
      {"@record", R"({"a":{"b":1},"c":2})", R"({"a":{"b":1,"c":2}})", false},
      {"@record", R"({"a":1})", R"({"a":1,"b":null})", false},
      {"@line", R"({"a":1,"b":2})", R"({"a":1,"b":2})", true},
      {"@line", R"({"a":1,"b":2})", R"({"b":2,"a":1})", false},
      {"@line", R"({"a":1})", R"({"a": 1})", false},
      {"@response", R"({"input":"x","output":"o"})", R"({"input":"y","output":"o"})", true},
      {"@response", R"({"input":"x","output":"o"})", R"({"input":"x","output":"p"})", false},
      {"@response", R"({"input":"x","chosen":"c","rejected":"r"})",
       R"({"input":"y","chosen":"c","rejected":"r"})", true},
      {"@response", R"({"chosen":"c","rejected":"r"})", R"({"chosen":"c","rejected":"s"})", false},
      {"@response", R"({"chosen":"c","rejected":"r"})", R"({"chosen":"r","rejected":"c"})", false},
      {"@response",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})",
       R"({"messages":[{"role":"user","content":"v"},{"role":"assistant","content":"a"}]})", true},
      {"@response",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"b"}]})", false},
      {"id", R"({"id":7,"a":1})", R"({"id":7.0,"a":2})", true},
      {"id", R"({"id":7})", R"({"id":"7"})", false},
      {"m.0.id", R"({"m":[{"id":"x"}]})", R"({"m":[{"id":"x","y":0},1]})", true},
      {"/a.b", R"({"a.b":1,"a":{"b":1}})", R"({"a.b":1,"a":{"b":2}})", true},
      {"a,b", R"({"a":1,"b":2,"c":3})", R"({"c":4,"b":2,"a":1})", true},
      {"a,b", R"({"a":1,"b":2})", R"({"a":2,"b":1})", false},
      {"a,b", R"({"a":1,"b":2})", R"({"a":1,"b":3})", false},
      {"a", R"({"a":null})", R"({"a":null,"b":1})", true},
  };
  for (const Case& c : cases) {
    std::optional<hash::Fingerprint> a = KeyOf(c.key, c.a);
    std::optional<hash::Fingerprint> b = KeyOf(c.key, c.b);
    ASSERT_TRUE(a.has_value()) << c.key << " " << c.a;
    ASSERT_TRUE(b.has_value()) << c.key << " " << c.b;
    EXPECT_EQ(*a == *b, c.equal) << c.key << " " << c.a << " " << c.b;
  }
}

TEST(DedupeKeyTest, FoldsTheStringsOfTheKey) {
  struct Case {
    std::string_view key;
    std::string_view fold;
    std::string_view a;
    std::string_view b;
    bool equal;
  };
  const Case cases[] = {
      {"@record", "case", R"({"a":["É"]})", R"({"a":["é"]})", true},
      {"@record", "case", R"({"A":"x"})", R"({"a":"x"})", false},
      {"@record", "space", R"({"a":"É"})", R"({"a":"é"})", false},
      {"@response", "case,punct,space", R"({"output":" Yes, it is."})",
       R"({"output":"yes it\nis"})", true},
      {"@response", "space", R"({"chosen":"c ","rejected":"r"})",
       R"({"chosen":"c","rejected":" r"})", true},
      {"@response", "case",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"A"}]})",
       R"({"messages":[{"role":"user","content":"v"},{"role":"assistant","content":"a"}]})", true},
      {"a,b", "punct", R"({"a":"x.","b":1})", R"({"a":"x","b":1})", true},
      {"a,b", "punct", R"({"a":"x.","b":1})", R"({"a":"x","b":2})", false},
      {"a", "case", R"({"a":1})", R"({"a":"1"})", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(KeyOf(c.key, c.a, c.fold) == KeyOf(c.key, c.b, c.fold), c.equal) << c.a << c.b;
  }
}

TEST(DedupeKeyTest, RefusesToFoldWhatIsNoString) {
  for (std::string_view fold : {"case", "none"}) {
    EXPECT_EQ(DedupeKey::Parse("@line", fold).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(DedupeKey::Parse("a", "case,").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(DedupeKeyTest, NoneWhereWhatIsComparedIsMissing) {
  struct Case {
    std::string_view key;
    std::string_view record;
  };
  const Case cases[] = {
      {"id", R"({"ID":1})"},          {"a,b", R"({"a":1})"},
      {"a,b", R"({"b":1})"},          {"a.b", R"({"a":"b"})"},
      {"@response", R"({"a":1})"},    {"@response", R"({"rejected":"r"})"},
      {"@response", R"({"text":1})"}, {"@response", R"({"messages":[]})"},
  };
  for (const Case& c : cases) {
    EXPECT_FALSE(KeyOf(c.key, c.record).has_value()) << c.key << " " << c.record;
  }
}

TEST(DedupeKeyTest, RefusesWhatIsNoKey) {
  for (std::string_view text : {"", "@", "@records", "a,", ",a", "a,@line", "a..b", "/a~2"}) {
    EXPECT_EQ(DedupeKey::Parse(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace jsonl
