#include "common/schema/pattern.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

struct Row {
  const char* pattern;
  std::vector<std::string_view> matches;
  std::vector<std::string_view> others;
};

class PatternRowTest : public testing::TestWithParam<Row> {};

TEST_P(PatternRowTest, MatchesAsEcma262Says) {
  auto pattern = Pattern::Make(GetParam().pattern);
  ASSERT_TRUE(pattern.ok()) << GetParam().pattern << ": " << pattern.status();
  for (std::string_view text : GetParam().matches) {
    EXPECT_TRUE((*pattern)->Matches(text)) << GetParam().pattern << " " << text;
  }
  for (std::string_view text : GetParam().others) {
    EXPECT_FALSE((*pattern)->Matches(text)) << GetParam().pattern << " " << text;
  }
}

using namespace std::string_view_literals;  // NOLINT(google-build-using-namespace): for NUL

INSTANTIATE_TEST_SUITE_P(
    Anchors, PatternRowTest,
    testing::Values(Row{"", {"", "a"}, {}}, Row{"b", {"abc"}, {"ac"}}, Row{"^b", {"bc"}, {"ab"}},
                    Row{"b$", {"ab"}, {"bc", "b\n"}}, Row{"^a*$", {"", "aaa"}, {"aab", "a\n"}},
                    Row{"^a\nb$", {"a\nb"}, {"a", "b"}}, Row{"a^", {}, {"a"}},
                    Row{"^(a|b)$|^c", {"a", "b", "cd"}, {"ab"}},
                    Row{"\\bfoo\\b", {"a foo"}, {"food"}}, Row{"^a$b", {}, {"a", "ab"}}));

INSTANTIATE_TEST_SUITE_P(
    Sequences, PatternRowTest,
    testing::Values(Row{"^[a-z_]+$", {"snake_case"}, {"", "A", "a b", "a\xc3\xa9"}},
                    Row{"^[A-Z]{2}-\\d{4}$", {"AB-1234"}, {"AB-123", "AB-12345", "ABC-1234"}},
                    Row{"^https?://", {"http://x", "https://"}, {"ftp://x"}},
                    Row{"^[^,]*,$", {",", "a\xc3\xa9,"}, {"a", "a,,"}},
                    Row{"^a*ab$", {"ab", "aab"}, {"b"}}, Row{"^a?b?a$", {"a", "aba", "ba"}, {"b"}},
                    Row{"^a{2,3}", {"aa", "aaaa"}, {"a"}},
                    Row{"^[^a]{2}$", {"\xc3\xa9z"}, {"\xc3\xa9"}},
                    Row{"^\xc3\xa9+$", {"\xc3\xa9\xc3\xa9"}, {"\xc3\xa9\xa9", "\xc3"}},
                    Row{"^a{0}b$", {"b"}, {"ab"}}, Row{"^a.{0,2}c$", {"ac", "axxc"}, {"axxxc"}}));

INSTANTIATE_TEST_SUITE_P(
    Escapes, PatternRowTest,
    testing::Values(
        Row{"^\\d$", {"7"}, {"\xd9\xa1", "a"}}, Row{"^\\D$", {"a", "\xd9\xa1"}, {"7"}},
        Row{"^\\s$", {" ", "\v", "\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf"}, {"a", "\xc2\x85"}},
        Row{"^\\S$", {"a", "\xc2\x85"}, {" ", "\xe2\x80\xa8"}},
        Row{"^[\\s\\d]$", {"\xc2\xa0", "1"}, {"a"}}, Row{"^[^\\S]$", {"\t"}, {"a"}},
        Row{"^\\w+$", {"aZ_9"}, {"\xc3\xa9", "-"}},
        Row{"^.$", {"a", "\xf0\x9f\x98\x80"}, {"\n", "\r", "\xe2\x80\xa8"}},
        Row{"^\\u00e9\\xe9\\u{e9}$", {"\xc3\xa9\xc3\xa9\xc3\xa9"}, {"eee"}},
        Row{"^\\ud83d\\ude00$", {"\xf0\x9f\x98\x80"}, {"x"}},
        Row{"\\ud83d", {}, {"\xf0\x9f\x98\x80"}}, Row{"^\\cJ\\0$", {"\n\0"sv}, {"J0"}},
        Row{"^[\\b]$", {"\b"}, {"b"}}, Row{"^\\/\\-\\.\\_\\@$", {"/-._@"}, {"/-x_@"}},
        Row{"^\\p{Letter}\\p{Lu}\\p{Script=Greek}$", {"aB\xce\xb1"}, {"ab\xce\xb1"}},
        Row{"^[\\p{L}\\d]+$",
            {"a\xc3\xa9"
             "1"},
            {"-"}},
        Row{"^[^\\p{L}]+$", {"1-"}, {"1a"}}, Row{"^\\P{L}$", {"1"}, {"a"}},
        Row{"^\\p{ASCII}$", {"a"}, {"\xc3\xa9"}}));

INSTANTIATE_TEST_SUITE_P(
    Classes, PatternRowTest,
    testing::Values(Row{"^[]$", {}, {"", "]"}}, Row{"^[^]$", {"\n", "a"}, {""}},
                    Row{"^[a-]+$", {"a-"}, {"b"}}, Row{"^[\\d-x]+$", {"1-x"}, {"a"}},
                    Row{"^[[:alpha:]$", {"["}, {"b"}}, Row{"^[+--]$", {"+", ",", "-"}, {"."}},
                    Row{"^[a\\]b]$", {"]"}, {"\\"}}, Row{"^[\\^a]$", {"^"}, {"b"}}));

INSTANTIATE_TEST_SUITE_P(Repeats, PatternRowTest,
                         testing::Values(Row{"^(?:ab){2}$", {"abab"}, {"ab"}},
                                         Row{"^(?<year>\\d{4})$", {"2024"}, {"24"}},
                                         Row{"^a+?$", {"aa"}, {"b"}},
                                         Row{"^a{,2}$", {"a{,2}"}, {"aa"}},
                                         Row{"^{a}]$", {"{a}]"}, {"a"}},
                                         Row{"^(|a)$", {"", "a"}, {"b"}}));

TEST(PatternTest, CountsPastWhatRe2Takes) {
  struct Case {
    const char* pattern;
    size_t min;
    size_t max;
  };
  for (const Case& c : {Case{"^(?:a|b){1500}$", 1500, 1500}, Case{"^(?:a|b){1,2500}$", 1, 2500},
                        Case{"^(?:(?:a|b){50}){60}$", 3000, 3000}}) {
    auto pattern = Pattern::Make(c.pattern);
    ASSERT_TRUE(pattern.ok()) << c.pattern << pattern.status();
    EXPECT_TRUE((*pattern)->Matches(std::string(c.min, 'a'))) << c.pattern;
    EXPECT_TRUE((*pattern)->Matches(std::string(c.max, 'b'))) << c.pattern;
    EXPECT_FALSE((*pattern)->Matches(std::string(c.min - 1, 'a'))) << c.pattern;
    EXPECT_FALSE((*pattern)->Matches(std::string(c.max + 1, 'a'))) << c.pattern;
  }
}

TEST(PatternTest, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* pattern;
    absl::StatusCode code;
    const char* message;
  };
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  constexpr auto kUnsupported = absl::StatusCode::kUnimplemented;
  const Case cases[] = {
      {"a(b", kInvalid, "a '(' without ')' at character 4"},
      {"a)", kInvalid, "a ')' without '(' at character 2"},
      {"^(abc]", kInvalid, "a '(' without ')' at character 7"},
      {"[a", kInvalid, "a '[' without ']' at character 3"},
      {"a**", kInvalid, "nothing to repeat at character 3"},
      {"+", kInvalid, "nothing to repeat at character 1"},
      {"a{3,2}", kInvalid, "counts out of order at character 7"},
      {"[z-a]", kInvalid, "a range out of order at character 5"},
      {"\xc3\xa9\\Z", kInvalid, "'\\Z' is no escape at character 4"},
      {"\\", kInvalid, "a backslash at the end at character 2"},
      {"\\u12", kInvalid, "'\\u' without four hexadecimal digits at character 3"},
      {"(?i)a", kInvalid, "'(?' that starts no group of ECMA 262 at character 2"},
      {"a(?=b)", kUnsupported, "the lookahead at character 5 cannot be expressed in RE2"},
      {"(?<!a)b", kUnsupported, "the lookbehind at character 5 cannot be expressed in RE2"},
      {"(a)\\1", kUnsupported, "the backreference at character 6 cannot be expressed in RE2"},
      {"(?<n>a)\\k<n>", kUnsupported,
       "the backreference at character 13 cannot be expressed in RE2"},
      {"\\p{Emoji_Presentation}", kUnsupported,
       "this property at character 23 cannot be expressed in RE2"},
      {"(?=a", kInvalid, "a '(' without ')' at character 5"},
      {"((a{100}){100}){100}", kUnsupported, "the pattern is too large for RE2"},
  };
  for (const Case& c : cases) {
    auto pattern = Pattern::Make(c.pattern);
    EXPECT_EQ(pattern.status().code(), c.code) << c.pattern;
    EXPECT_EQ(pattern.status().message(), c.message) << c.pattern;
  }
}

// What is hostile is refused, or matched in time that grows with the text.
TEST(PatternTest, HostilePatternsAreBounded) {
  const std::string text(200'000, 'a');
  for (std::string pattern :
       {std::string("^(a+)+$"), std::string("(x+x+)+y"), std::string("(a|aa)+$"),
        std::string("^(a?){900}a{900}b$"), std::string("(.*)(.*)(.*)(.*)[^a]$")}) {
    auto made = Pattern::Make(pattern);
    ASSERT_TRUE(made.ok()) << pattern;
    static_cast<void>(
        (*made)->Matches(std::string_view(text).substr(0, 2'000'000 / (1 + (*made)->Cost(1024)))));
  }
  std::string deep(100'000, '(');
  EXPECT_EQ(Pattern::Make(deep).status().code(), absl::StatusCode::kUnimplemented);
  std::string wide;
  for (int i = 0; i < 100'000; ++i) wide += "(a|b){3}";
  EXPECT_EQ(Pattern::Make(wide).status().code(), absl::StatusCode::kUnimplemented);
}

TEST(EcmaRegexTest, EstimatesTheSizeOfTheProgram) {
  for (const char* pattern :
       {"abc", "[a-z]+", "\\w{3,20}", "\\s+x", "\\S+", ".{1,255}", "[^\\d\\s]{100}", "\\p{L}+",
        "\\p{L}{1,20}", "(foo|bar|baz){50}", "\xe4\xb8\xad{200}", "((((a))))"}) {
    auto regex = ParseEcmaRegex(pattern);
    ASSERT_TRUE(regex.ok()) << pattern;
    re2::RE2 re2(regex->re2);
    ASSERT_TRUE(re2.ok()) << pattern;
    EXPECT_LE(static_cast<uint64_t>(re2.ProgramSize()), 2 * regex->size + 20) << pattern;
    EXPECT_LE(regex->size, 4 * static_cast<uint64_t>(re2.ProgramSize())) << pattern;
  }
}

// Whatever is taken RE2 can compile, in the memory that it gets, or the pattern would match
// nothing.
TEST(PatternTest, WhatIsTakenCanBeUsed) {
  constexpr std::string_view kAtoms[] = {"a",      "\\w",       "\\S",         ".",
                                         "\\p{L}", "[^\\d\\s]", "\xe4\xb8\xad"};
  constexpr std::string_view kRepeats[] = {"", "*", "+", "{40}", "{0,7}", "{900}", "{2,}"};
  std::mt19937_64 random(7);
  auto pick = [&random](const auto& list) { return list[random() % std::size(list)]; };
  int used = 0;
  for (int i = 0; i < 100; ++i) {
    std::string pattern = "(x|";
    for (uint64_t j = 1 + random() % 6; j > 0; --j) {
      pattern.append(pick(kAtoms)).append(pick(kRepeats));
      if (random() % 3 == 0) pattern = text::Cat("(?:", pattern, "))", pick(kRepeats), "(y|");
    }
    auto made = Pattern::Make(pattern + ")|^!$");
    if (!made.ok()) continue;
    ++used;
    EXPECT_TRUE((*made)->Matches("!")) << pattern;
  }
  EXPECT_GT(used, 30);
}

TEST(EcmaRegexTest, FindsWhatBytesDecide) {
  for (const char* pattern : {"^[a-z]+$", "^a", "^a-\\d+$", "^[^/]+/$", "^\\w*$"}) {
    EXPECT_TRUE(ParseEcmaRegex(pattern)->sequence) << pattern;
  }
  for (const char* pattern :
       {"a", "^a*a$", "^(a)$", "^a|b", "^.+$", "^[^a]{2}$", "^\\bfoo", "^[a-\xc3\xa9]$"}) {
    EXPECT_FALSE(ParseEcmaRegex(pattern)->sequence) << pattern;
  }
}

}  // namespace
}  // namespace jsonl::schema
