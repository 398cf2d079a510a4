#include "common/json/writer.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "common/json/parser.h"
#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

using namespace std::literals;

std::string Written(std::string_view text) {
  std::string out;
  AppendString(text, &out);
  return out;
}

TEST(AppendStringTest, EscapesOnlyWhatItMust) {
  struct Case {
    std::string_view text, json;
  };
  for (const Case& c : {
           Case{"", R"("")"},
           {"plain", R"("plain")"},
           {"a\"b\\c/d", R"("a\"b\\c/d")"},
           {"\b\t\n\f\r", R"("\b\t\n\f\r")"},
           {"\x01\x0b\x0f\x10\x1f\x7f"sv, "\"\\u0001\\u000b\\u000f\\u0010\\u001f\x7f\""},
           {"\0"sv, R"("\u0000")"},
           {"é 日本 😀 \u2028", "\"é 日本 😀 \u2028\""},
       }) {
    EXPECT_EQ(Written(c.text), c.json);
  }
}

TEST(AppendStringTest, FindsEveryCharacterAtEveryPlace) {
  Parser parser;
  for (size_t size = 1; size <= 40; ++size) {
    for (size_t at = 0; at < size; ++at) {
      for (int c = 0; c < 0x80; ++c) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(c);
        std::string json = Written(text);
        bool escaped = c < 0x20 || c == '"' || c == '\\';
        ASSERT_EQ(json.size() > size + 2, escaped) << c << " at " << at << " of " << size;
        test::PaddedText padded(json);
        ASSERT_FALSE(parser.Parse(padded.view()));
        ASSERT_EQ(parser.root().string(), text);
      }
    }
  }
}

// Escapes side by side, whatever follows them.
TEST(AppendStringTest, PropertyComesBack) {
  std::mt19937_64 random(1);
  const std::string_view letters = "\0\x01\x1f !\"#[\\]\x7f\u00e9"sv;
  Parser parser;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const size_t size = random() % 40;
    while (text.size() < size) {
      const size_t i = random() % (letters.size() - 1);
      text += letters.substr(i, i + 2 == letters.size() ? 2 : 1);
    }
    std::string json = Written(text);
    json.append(Parser::kPadding, '\0');
    ASSERT_FALSE(parser.Parse({json.data(), json.size() - Parser::kPadding})) << json;
    ASSERT_EQ(parser.root().string(), text);
  }
}

TEST(AppendStringTest, Appends) {
  std::string out = "[";
  AppendString("a", &out);
  EXPECT_EQ(out, "[\"a\"");
}

std::string Compact(std::string_view text) {
  test::ParsedText parsed(text);
  std::string out;
  AppendCompact(parsed.root(), &out);
  return out;
}

TEST(AppendCompactTest, DropsWhiteSpaceAndNothingElse) {
  EXPECT_EQ(Compact(" {\t\"b\" : [ 1.10 , 1e2,\r -0 ] ,\n \"a\\u0041 \" : { } , \"c\":[ ] } "),
            "{\"b\":[1.10,1e2,-0],\"a\\u0041 \":{},\"c\":[]}");
  EXPECT_EQ(Compact(" [ true , false , null , \" , : \" , [ [ ] , { \"x\" : 1 } ] ] "),
            "[true,false,null,\" , : \",[[],{\"x\":1}]]");
  EXPECT_EQ(Compact(" 123456789012345678901234567890 "), "123456789012345678901234567890");
}

TEST(AppendCompactTest, TakesTheDeepestDocument) {
  std::string text = std::string(1024, '[') + std::string(1024, ']');
  EXPECT_EQ(Compact(text), text);
}

}  // namespace
}  // namespace jsonl::json
