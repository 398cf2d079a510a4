#include "common/json/parser.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

using Kind = SyntaxErrorKind;
using test::PaddedText;

SyntaxError Check(std::string_view text) {
  PaddedText padded(text);
  Parser parser;
  return parser.Parse(padded.view());
}

struct Case {
  std::string text;
  Kind kind;
  uint32_t offset = 0;
};

std::vector<Case> Cases() {
  auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  return {
      {"{}", Kind::kNone},
      {" \t\r [ ] ", Kind::kNone},
      {R"({"a":1,"b":[true,false,null,-0.5e+10,"x"],"c":{}})", Kind::kNone},
      {R"({"a":1,"a":2})", Kind::kNone},
      {"[1e999,-1E-999,123456789012345678901234567890,0,-0,1.10,10e2]", Kind::kNone},
      {R"(["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u0000"])", Kind::kNone},
      {"[\"\xe2\x80\xa8\xc2\x85\xf0\x9f\x98\x80\x7f\"]", Kind::kNone},
      {"\"text\"", Kind::kNone},
      {"42", Kind::kNone},
      {nested(1024), Kind::kNone},
      {nested(1025), Kind::kTooDeep, 1024},
      {std::string(100000, '['), Kind::kTooDeep, 1024},
      {"", Kind::kEmpty},
      {" \t ", Kind::kEmpty},
      {"[1,2", Kind::kUnexpectedEnd, 4},
      {"{\"a\"", Kind::kUnexpectedEnd, 4},
      {"{\"a\":", Kind::kUnexpectedEnd, 5},
      {"{\"a\":1,", Kind::kUnexpectedEnd, 7},
      {"{", Kind::kUnexpectedEnd, 1},
      {"[1,]", Kind::kExpectedValue, 3},
      {"[,1]", Kind::kExpectedValue, 1},
      {"{\"a\":}", Kind::kExpectedValue, 5},
      {"{\"a\":1,}", Kind::kExpectedKey, 7},
      {"{a:1}", Kind::kExpectedKey, 1},
      {"{1:2}", Kind::kExpectedKey, 1},
      {"{\"a\" 1}", Kind::kExpectedColon, 5},
      {"{\"a\",1}", Kind::kExpectedColon, 4},
      {"[1 2]", Kind::kExpectedCommaOrBracket, 3},
      {"[1}", Kind::kExpectedCommaOrBracket, 2},
      {"{\"a\":1]", Kind::kExpectedCommaOrBrace, 6},
      {"{\"a\":1 \"b\":2}", Kind::kExpectedCommaOrBrace, 7},
      {"{} x", Kind::kTrailingContent, 3},
      {"1 2", Kind::kTrailingContent, 2},
      {"[01]", Kind::kBadNumber, 1},
      {"[1.]", Kind::kBadNumber, 1},
      {"[-]", Kind::kBadNumber, 1},
      {"[1e]", Kind::kBadNumber, 1},
      {"[1x]", Kind::kBadNumber, 1},
      {"[.5]", Kind::kBadLiteral, 1},
      {"[+1]", Kind::kBadLiteral, 1},
      {"[NaN]", Kind::kBadLiteral, 1},
      {"[nul]", Kind::kBadLiteral, 1},
      {"[truely]", Kind::kBadLiteral, 1},
      {"['a']", Kind::kBadLiteral, 1},
      {"\xef\xbb\xbf{}", Kind::kBadLiteral, 0},
      {R"(\"")", Kind::kBadLiteral, 0},
      {R"([\"a\"])", Kind::kBadLiteral, 1},
      {R"({"a":1 \"b":2})", Kind::kBadLiteral, 7},
      {R"({"a"\":1})", Kind::kExpectedColon, 4},
      {R"(["\x"])", Kind::kBadEscape, 2},
      {R"(["\u12g4"])", Kind::kBadEscape, 2},
      {R"(["ab\ud800"])", Kind::kBadEscape, 4},
      {R"(["\ud800\u0041"])", Kind::kBadEscape, 2},
      {R"(["\udc00"])", Kind::kBadEscape, 2},
      {"[\"a", Kind::kUnclosedString, 1},
      {"[\"a\\\"]", Kind::kUnclosedString, 1},
      {"[\"a\tb\"]", Kind::kControlCharacter, 3},
      {std::string("[\"a\0b\"]", 7), Kind::kControlCharacter, 3},
      {std::string("{}\0", 3), Kind::kTrailingContent, 2},
      {"[\"\xff\"]", Kind::kInvalidUtf8, 2},
      {"[\"\xc0\x80\"]", Kind::kInvalidUtf8, 2},
      {"[\"\xed\xa0\x80\"]", Kind::kInvalidUtf8, 2},
      {"[\"\xf4\x90\x80\x80\"]", Kind::kInvalidUtf8, 2},
      {"[\"\xe2\x82\"]", Kind::kInvalidUtf8, 2},
  };
}

TEST(ParserTest, TakesJsonAndSaysWhereItEnds) {
  for (const Case& c : Cases()) {
    SyntaxError error = Check(c.text);
    EXPECT_EQ(error.kind, c.kind) << c.text.substr(0, 60) << ": " << Describe(error, c.text);
    if (c.kind != Kind::kNone && c.kind != Kind::kEmpty) {
      EXPECT_EQ(error.offset, c.offset) << c.text.substr(0, 60);
    }
  }
}

// Against another parser, over texts that are mostly quotes, backslashes and brackets.
TEST(ParserTest, PropertyTakesWhatOthersTake) {
  std::mt19937_64 random(7);
  constexpr std::string_view kTokens[] = {"\\", "\"", "\"", "{", "}", "[",
                                          "]",  ",",  ":",  "a", "1", " "};
  int taken = 0;
  for (int round = 0; round < 300000; ++round) {
    std::string text;
    for (size_t left = 1 + random() % 12; left > 0; --left) {
      text += kTokens[random() % std::size(kTokens)];
    }
    const bool good = nlohmann::json::accept(text);
    ASSERT_EQ(!Check(text), good) << text;
    taken += good;
  }
  EXPECT_GT(taken, 1000);
}

TEST(ParserTest, RefusesEveryProperPrefix) {
  const std::string text = R"({"a":[1,{"b":"c\n"},true],"d":-1.5e3,"e":null})";
  for (size_t size = 0; size < text.size(); ++size) {
    EXPECT_TRUE(Check(text.substr(0, size))) << text.substr(0, size);
  }
  EXPECT_FALSE(Check(text));
}

TEST(ParserTest, KeepsWhatWasWritten) {
  PaddedText text(
      R"( { "big" : 123456789012345678901234567890 , "s":"a\u0041\n", "l": [ 1.10 , -0 ] } )");
  Parser parser;
  ASSERT_FALSE(parser.Parse(text.view()));
  Value root = parser.root();
  EXPECT_EQ(root.size(), 3u);
  EXPECT_EQ(root.Find("big").raw(), "123456789012345678901234567890");
  EXPECT_EQ(root.Find("s").raw(), R"("a\u0041\n")");
  EXPECT_EQ(root.Find("s").string(), "aA\n");
  EXPECT_FALSE(root.Find("s").as_written());
  EXPECT_EQ(root.Find("l").raw(), "[ 1.10 , -0 ]");
  EXPECT_EQ(root.Find("l").At(1).raw(), "-0");
  EXPECT_FALSE(root.Find("none"));
  EXPECT_FALSE(root.Find("l").At(2));
}

// A batch must say of every text what Parse says of it alone, whatever stands around it.
TEST(ParserTest, BatchesAgreeWithSingleTexts) {
  std::vector<Case> cases = Cases();
  std::erase_if(cases, [](const Case& c) { return c.text.size() > 5000; });
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string buffer;
    std::vector<std::pair<size_t, size_t>> spans;
    size_t count = 1 + random() % 8;
    for (size_t i = 0; i < count; ++i) {
      // Mostly good texts and grammatical faults, so that the scan of the whole often succeeds.
      const Case& c = cases[random() % (random() % 4 == 0 ? cases.size() : 42)];
      spans.emplace_back(buffer.size(), buffer.size() + c.text.size());
      buffer += c.text + "\n";
    }
    PaddedText padded(buffer);
    Parser batch;
    batch.StartBatch(padded.view());
    for (auto [begin, end] : spans) {
      std::string text = buffer.substr(begin, end - begin);
      SyntaxError alone = Check(text);
      SyntaxError together = batch.ParseNext(begin, end);
      ASSERT_EQ(together.kind, alone.kind) << text << "\nin\n" << buffer;
      if (alone) {
        ASSERT_EQ(together.offset, alone.offset) << text << "\nin\n" << buffer;
      } else {
        ASSERT_EQ(batch.root().raw().find_first_not_of(" \t\r"), 0u);
      }
    }
  }
}

TEST(ParserTest, ATextCutOffLeavesTheNextAlone) {
  PaddedText padded("{\"a\":\n{\"b\":1}\n[\n\n{\"c\":2}\n");
  Parser parser;
  parser.StartBatch(padded.view());
  EXPECT_EQ(parser.ParseNext(0, 5).kind, Kind::kUnexpectedEnd);
  EXPECT_FALSE(parser.ParseNext(6, 13));
  EXPECT_EQ(parser.ParseNext(14, 15).kind, Kind::kUnexpectedEnd);
  EXPECT_EQ(parser.ParseNext(16, 16).kind, Kind::kEmpty);
  EXPECT_FALSE(parser.ParseNext(17, 24));
}

TEST(SyntaxErrorTest, IsDescribedInWords) {
  EXPECT_EQ(Describe(Check("{\"a\":1 \"b\":2}"), "{\"a\":1 \"b\":2}"),
            "column 8: expected ',' or '}' after the value, found '\"'");
  EXPECT_EQ(Describe(Check("[NaN]"), "[NaN]"), "column 2: expected a value, found 'NaN'");
  EXPECT_EQ(Describe(Check("[1"), "[1"), "column 3: the text ends too early");
}

TEST(SyntaxErrorTest, ShowsWhatWasFound) {
  const std::pair<std::string, std::string_view> kCases[] = {
      {"[1;2]", "column 2: malformed number, found '1;2'"},
      {"[-x ,2]", "column 2: malformed number, found '-x'"},
      {R"(["\q"])", "column 3: bad escape in a string, found '\\q'"},
      {R"(["\u12G4"])", "column 3: bad escape in a string, found '\\u12G4'"},
      {R"(["\ud83d"])", "column 3: lone surrogate in a string, found '\\ud83d'"},
      {R"(["\uDE00"])", "column 3: lone surrogate in a string, found '\\uDE00'"},
      {"[\xc2\xa0 1]", "column 2: expected a value, found U+00A0"},
      {"[\xe2\x80\x8b]", "column 2: expected a value, found U+200B"},
      {"\xef\xbb\xbf[]", "column 1: expected a value, found U+FEFF"},
      {"[\xe2\x80\x9c]", "column 2: expected a value, found '\xe2\x80\x9c'"},
      {"[\xf0\x9f\x98\x80]", "column 2: expected a value, found '\xf0\x9f\x98\x80'"},
  };
  for (const auto& [text, words] : kCases) EXPECT_EQ(Describe(Check(text), text), words);
}

// What one large text took stayed for good, in every thread.
TEST(ParserTest, GivesBackTheMemoryOfALargeText) {
  auto in_use = [] {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
  };
  Parser parser;
  const size_t before = in_use();
  {
    std::string large = "[1";
    while (large.size() < (20 << 20)) large += ",1";
    large += "]" + std::string(Parser::kPadding, '\0');
    parser.StartBatch(std::string_view(large).substr(0, large.size() - Parser::kPadding));
    ASSERT_FALSE(parser.ParseNext(0, large.size() - Parser::kPadding));
  }
  const std::string small = "[1]" + std::string(Parser::kPadding, '\0');
  parser.StartBatch(std::string_view(small).substr(0, 3));
  ASSERT_FALSE(parser.ParseNext(0, 3));
  EXPECT_LT(in_use(), before + (4 << 20));
}

}  // namespace
}  // namespace jsonl::json
