// Texts that are made to take long, to nest deep, or to break something.

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/repair/repairer.h"
#include "common/testing/json_text.h"

namespace jsonl::json {
namespace {

std::string Repeat(std::string_view text, size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) out.append(text);
  return out;
}

// Repairs the text and checks what must hold of any.
void Exercise(std::string_view text) {
  Repairer repairer({.join_values = text.size() % 2 == 0});
  const test::PaddedText padded(text);
  std::string out;
  std::vector<Mend> mends;
  const RepairResult result = repairer.Repair(padded.view(), &out, &mends);
  if (result.outcome == RepairOutcome::kHopeless) {
    ASSERT_LE(result.fault.offset, text.size());
    ASSERT_NE(result.fault.words, "cannot be mended") << "a result that does not parse: " << text;
    return;
  }
  if (result.outcome == RepairOutcome::kValid) return;
  Parser parser;
  ASSERT_FALSE(parser.Parse(test::PaddedText(out).view())) << text;
  ASSERT_FALSE(mends.empty()) << text;
  ASSERT_LE(mends.size(), MendLog::kMaxListed);
  ASSERT_GE(result.mend_count, mends.size());
  for (size_t i = 0; i < mends.size(); ++i) {
    ASSERT_LE(mends[i].offset, text.size()) << text;
    ASSERT_LE(mends[i == 0 ? i : i - 1].offset, mends[i].offset) << text;
  }
  // The texts mended are never longer than what was there, escapes and brackets excepted.
  ASSERT_LE(out.size(), 8 * text.size() + 64);
}

// Each of these takes hours if it takes time quadratic in its length.
TEST(RepairerHostileTest, TakesLinearTime) {
  constexpr size_t kMany = 200'000;
  const std::vector<std::string> texts = {
      Repeat("[", 100'000),
      Repeat("{\"a\":", 100'000),
      Repeat("\"", 10'000'000),
      "{\"a\":" + Repeat("\"", 5'000'000),
      "[\"" + Repeat("\" ", kMany),
      "[\"" + Repeat("“", kMany),
      "{““" + Repeat("“", kMany),
      "{\"" + std::string(kMany, 'a') + Repeat("\"x", kMany),
      "{\"a\":" + Repeat("’", kMany),
      "[a" + Repeat(";a", kMany) + "\"x",
      "{\"a\":a" + Repeat(",a", kMany) + "\"x",
      "{\"a\":\"" + Repeat("\"}a", kMany),
      "[\"a\"" + Repeat("+\"b", kMany),
      "{\"a\":1" + std::string(kMany, ' ') + "\"b\":2",
      "[\"" + Repeat("\"" + std::string(1000, ' '), 1000),
      std::string(1000, '[') + Repeat("]}", kMany),
      "{\\\"a\\\":\\\"" + Repeat("\\\\", kMany),
      Repeat("```x ", kMany),
      Repeat("[1 ", kMany),
      "x " + Repeat("{a ", kMany),
      "[" + Repeat("... ", kMany),
      "[" + Repeat("/*", kMany),
      "[" + std::string(kMany, '1') + "x]",
      "{\"a\":\"" + Repeat("\",b: ", kMany),
      "{\"a\":\"x" + Repeat("\n}]", kMany),
      "<think>" + Repeat("</think", kMany),
  };
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& text : texts) Exercise(text);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(RepairerHostileTest, BoundsDepthByTheParsers) {
  Repairer repairer;
  std::string out;
  std::vector<Mend> mends;
  const std::string deepest = Repeat("[", Parser::kMaxDepth);
  EXPECT_EQ(repairer.Repair(test::PaddedText(deepest).view(), &out, &mends).outcome,
            RepairOutcome::kMended);
  EXPECT_EQ(out, deepest + Repeat("]", Parser::kMaxDepth));
  const RepairResult deeper = repairer.Repair(test::PaddedText(deepest + "[").view(), &out, &mends);
  EXPECT_EQ(deeper.outcome, RepairOutcome::kHopeless);
  EXPECT_EQ(deeper.fault.words, "nested more than 1024 deep");
  EXPECT_EQ(deeper.fault.offset, Parser::kMaxDepth);
}

// A row of tokens that mean something to the repairer, in any order.
TEST(RepairerHostileTest, PropertyAnyTokens) {
  constexpr std::string_view kTokens[] = {
      "\"", "'",  "`",    "“",    "’",        "«",     "{",      "[",      "(",  "}",
      "]",  ")",  ",",    ";",    ":",        "=",     "=>",     "+",      "\\", "\\\"",
      "\n", " ",  "a",    "1",    "true",     "-",     ".",      "...",    "#",  "//",
      "/*", "*/", "```",  "，",   "：",       "\"a\"", "\"a\":", "null",   "\t", "u",
      "0x", "é",  "\xff", "\xe2", "\xc2\xa0", "\\u",   "d83d",   "<think>"};
  std::mt19937_64 random(7);
  for (int round = 0; round < 60'000; ++round) {
    std::string text(round % 3 == 0 ? "" : round % 3 == 1 ? "{\"a\":" : "[");
    for (size_t i = 0, size = random() % 20; i < size; ++i) {
      text += kTokens[random() % std::size(kTokens)];
    }
    ASSERT_NO_FATAL_FAILURE(Exercise(text));
  }
}

// A document with a byte dropped, doubled or changed, or its end cut off.
TEST(RepairerHostileTest, PropertyDamagedDocuments) {
  constexpr std::string_view kDocument =
      "{\"name\": \"Zoë \\\"Z\\\" O'Neil\", \"ids\": [1, -2.5e3, {\"deep\": [null, true]}],\n"
      "  \"text\": \"one, two: {three}\\n\\ud83d\\ude00\", \"empty\": {}, \"url\": "
      "\"http://x/#y\"}";
  constexpr std::string_view kBytes = "\"'{}[],:\\ \na1/#.=";
  for (size_t at = 0; at < kDocument.size(); ++at) {
    const std::string before(kDocument.substr(0, at));
    const std::string behind(kDocument.substr(at + 1));
    ASSERT_NO_FATAL_FAILURE(Exercise(before));
    ASSERT_NO_FATAL_FAILURE(Exercise(before + behind));
    for (char byte : kBytes) {
      ASSERT_NO_FATAL_FAILURE(Exercise(before + byte + behind));
      ASSERT_NO_FATAL_FAILURE(Exercise(before + byte + kDocument[at] + behind));
    }
  }
}

}  // namespace
}  // namespace jsonl::json
