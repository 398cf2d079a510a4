#include "common/json/syntax_error.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/json/parser.h"
#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

// What is said about a text that is not JSON.
std::string Complaint(std::string_view text) {
  test::PaddedText padded(text);
  Parser parser;
  SyntaxError error = parser.Parse(padded.view());
  return error ? Describe(error, text) : "";
}

struct Case {
  std::string text;
  std::string_view complaint;
};

TEST(DescribeTest, SaysWhereAndWhatIsWrong) {
  const std::vector<Case> kCases = {
      {"[1]", ""},
      {"  ", "column 1: nothing but white space"},
      {"{\"a\":1", "column 7: the text ends too early"},
      {"{\"a\":1,}", "column 8: expected a key in double quotes, found '}'"},
      {"{a:1}", "column 2: expected a key in double quotes, found 'a'"},
      {"{'a':1}", "column 2: expected a key in double quotes, found '''"},
      {"{\"a\" 1}", "column 6: expected ':' after the key, found '1'"},
      {"{\"a\":1 \"b\":2}", "column 8: expected ',' or '}' after the value, found '\"'"},
      {"[1 2]", "column 4: expected ',' or ']' after the value, found '2'"},
      {"[1,]", "column 4: expected a value, found ']'"},
      {"{} {}", "column 4: unexpected content after the end of the value, found '{'"},
      {"{}// note", "column 3: unexpected content after the end of the value, found '/'"},
      {"Here is the JSON: {}", "column 1: expected a value, found 'Here'"},
      {"```json", "column 1: expected a value, found '`'"},
      {"[NaN]", "column 2: expected a value, found 'NaN'"},
      {"[-Infinity]", "column 2: malformed number, found '-Infinity'"},
      {"[True]", "column 2: expected a value, found 'True'"},
      {"[01]", "column 2: malformed number, found '01'"},
      {"[1.5.2]", "column 2: malformed number, found '1.5.2'"},
      {"[\"a", "column 2: string without an end"},
      {"[\"a\nb\"]", "column 4: unescaped control character in a string, found '\\x0a'"},
      {std::string("[\"\0\"]", 5),
       "column 3: unescaped control character in a string, found '\\x00'"},
      {R"(["\x41"])", "column 3: bad escape in a string, found '\\x'"},
      {R"(["\ud800"])", "column 3: lone surrogate in a string, found '\\ud800'"},
      {R"(["\u12)", "column 3: bad escape in a string, found '\\u12'"},
      {"[\"\xff\"]", "column 3: not UTF-8, found '\\xff'"},
      {"[\"\xc3(\"]", "column 3: not UTF-8, found '\\xc3'"},
      // The column counts bytes; what is found is a whole character, or a whole word up to a size.
      {"[\"é\" x]", "column 7: expected ',' or ']' after the value, found 'x'"},
      {"[é]", "column 2: expected a value, found 'é'"},
      {"[“a”]", "column 2: expected a value, found '“'"},
      {"[\u00a0]", "column 2: expected a value, found U+00A0"},
      {"[\x7f]", "column 2: expected a value, found '\\x7f'"},
      {"[" + std::string(100, 'a') + "]",
       "column 2: expected a value, found 'aaaaaaaaaaaaaaaaaaaaaaaa'"},
      {std::string(1025, '['), "column 1025: nested more than 1024 deep"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Complaint(c.text), c.complaint) << c.text;
}

// An escape was cut in the middle of the character after the backslash, which made a report no
// UTF-8.
TEST(DescribeTest, ShowsWholeCharactersAndNoBrokenOnes) {
  const std::vector<Case> kCases = {
      {"[\"\\é\"]", "column 3: bad escape in a string, found '\\é'"},
      {"[\"\\u12é4\"]", "column 3: bad escape in a string, found '\\u12é'"},
      {"[\"\\u123é\"]", "column 3: bad escape in a string, found '\\u123é'"},
      {"[\"\\\xff\"]", "column 3: bad escape in a string, found '\\\\xff'"},
      {"[\"\\u\xc3\"]", "column 3: bad escape in a string, found '\\u\\xc3\"]'"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Complaint(c.text), c.complaint) << c.text;
}

TEST(FindLexicalErrorTest, FindsTheFirst) {
  struct Fault {
    std::string text;
    SyntaxErrorKind kind;
    uint32_t offset = 0;
  };
  for (const Fault& c : {
           Fault{"", SyntaxErrorKind::kNone},
           {R"({"a":"\"\\\/\b\f\n\r\t\u0041\ud83d\ude00"})", SyntaxErrorKind::kNone},
           {"\"a\"\n\"b\"", SyntaxErrorKind::kNone},
           {"grammar is not its business", SyntaxErrorKind::kNone},
           {"\"a\x1f\"", SyntaxErrorKind::kControlCharacter, 2},
           {"\"a", SyntaxErrorKind::kUnclosedString, 0},
           {"\"a\" \"b\\\"", SyntaxErrorKind::kUnclosedString, 4},
           {"\"\\\"", SyntaxErrorKind::kUnclosedString, 0},
           {"\"\\u00e", SyntaxErrorKind::kBadEscape, 1},
           {R"("\ude00\ud83d")", SyntaxErrorKind::kBadEscape, 1},
           {R"("\ud83d\n")", SyntaxErrorKind::kBadEscape, 1},
           {"\xff \"\t\"", SyntaxErrorKind::kInvalidUtf8, 0},
           {"\"\t\xff\"", SyntaxErrorKind::kControlCharacter, 1},
       }) {
    SyntaxError error = FindLexicalError(c.text);
    EXPECT_EQ(error.kind, c.kind) << c.text;
    EXPECT_EQ(error.offset, c.offset) << c.text;
  }
}

}  // namespace
}  // namespace jsonl::json
