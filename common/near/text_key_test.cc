#include "common/near/text_key.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "common/testing/json_text.h"

namespace jsonl::near {
namespace {

using Texts = std::vector<std::string_view>;

TEST(TextKeyTest, FindsTheTextsInTheirOrder) {
  struct Case {
    std::string_view key;
    std::string_view record;
    bool found;
    Texts texts;
  };
  const Case cases[] = {
      {"@record",
       R"({"a":"x\ty","b":[1.50,"z",{"c":true}],"d":null,"e":""})",
       true,
       {"x\ty", "1.50", "z", "true", ""}},
      {"@record", "{}", true, {}},
      {"text", R"({"id":"1","text":"a b"})", true, {"a b"}},
      {"b,a", R"({"a":"1","b":["2","3"]})", true, {"2", "3", "1"}},
      {"a,b", R"({"a":"1"})", false, {}},
      {"a", R"({"a":null})", true, {}},
      {"m.*.content", R"({"m":[{"content":"q"},{"role":"x"},{"content":"a"}]})", true, {"q", "a"}},
      {"m.*.content", R"({"m":[]})", false, {}},
      {"@response", R"({"input":"x","output":"o"})", true, {"o"}},
      {"@response", R"({"output":{"a":"o"}})", true, {"o"}},
      {"@response", R"({"chosen":"c","rejected":"r","input":"i"})", true, {"c", "r"}},
      {"@response",
       R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})",
       true,
       {"a"}},
      {"@response", R"({"id":1})", false, {}},
  };
  for (const Case& c : cases) {
    absl::StatusOr<TextKey> key = TextKey::Parse(c.key);
    ASSERT_TRUE(key.ok()) << key.status();
    test::ParsedText record(c.record);
    Texts texts;
    EXPECT_EQ(key->Find(record.root(), &texts), c.found) << c.key << " " << c.record;
    EXPECT_EQ(texts, c.texts) << c.key << " " << c.record;
  }
}

TEST(TextKeyTest, TellsEqualValues) {
  absl::StatusOr<TextKey> key = TextKey::Parse("a");
  ASSERT_TRUE(key.ok());
  auto exactly = [&](std::string_view json) {
    test::ParsedText record(json);
    Texts texts;
    EXPECT_TRUE(key->Find(record.root(), &texts));
    return key->Exactly();
  };
  EXPECT_EQ(exactly(R"({"a":{"b":"?","c":[]}})"), exactly(R"({"id":1,"a":{"c":[],"b":"\u003f"}})"));
  EXPECT_NE(exactly(R"({"a":"?"})"), exactly(R"({"a":"!"})"));
  EXPECT_NE(exactly(R"({"a":null})"), exactly(R"({"a":""})"));
}

TEST(TextKeyTest, RefusesWhatIsNoKey) {
  for (std::string_view text : {"", "@line", "@", "a,", "a..b", "a,@line"}) {
    EXPECT_EQ(TextKey::Parse(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace jsonl::near
