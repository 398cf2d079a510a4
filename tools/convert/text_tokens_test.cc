#include "tools/convert/text_tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using tokenizer::kNoToken;
using tokenizer::Token;

// Of a small vocabulary with the added tokens <|end|>, 620, and <|pad|>, 621.
constexpr char kGpt2[] = "testdata/tokenizers/gpt2.json";

TextRules Rules(std::string_view begin, std::string_view end) {
  absl::StatusOr<TextRules> rules = TextRules::Load(kGpt2, begin, end);
  EXPECT_TRUE(rules.ok()) << rules.status();
  return *std::move(rules);
}

std::vector<int64_t> TokensOf(std::string_view text, const TextRules& rules) {
  std::vector<report::Finding> findings;
  const std::vector<int64_t> tokens = TextTokens(rules).Of(text, &findings);
  EXPECT_TRUE(findings.empty());
  return tokens;
}

TEST(TextTokensTest, PutsTokensBeforeAndAfterTexts) {
  const std::vector<int64_t> plain = TokensOf("the end", Rules("", "none"));
  ASSERT_GT(plain.size(), 1u);
  std::vector<int64_t> ended = plain;
  ended.push_back(620);
  EXPECT_EQ(TokensOf("the end", Rules("", "620")), ended);
  EXPECT_EQ(TokensOf("the end", Rules("none", "<|end|>")), ended);
  std::vector<int64_t> both = ended;
  both.insert(both.begin(), 7);
  EXPECT_EQ(TokensOf("the end", Rules("7", "<|end|>")), both);
  EXPECT_EQ(TokensOf("", Rules("7", "<|end|>")), (std::vector<int64_t>{7, 620}));
}

TEST(TextTokensTest, PutsNoneWhereItStandsAlready) {
  const TextRules rules = Rules("<|pad|>", "<|end|>");
  const std::vector<int64_t> tokens = TokensOf("the end", rules);
  EXPECT_EQ(TokensOf("the end<|end|>", rules), tokens);
  EXPECT_EQ(TokensOf("<|pad|>the end", rules), tokens);
  EXPECT_EQ(TokensOf("<|pad|>the end<|end|>", rules), tokens);
}

TEST(TextTokensTest, ReplacesTheTextsOfRecords) {
  const TextRules rules = Rules("", "<|end|>");
  const struct {
    std::string_view lines;
    std::string_view expected;
    size_t records;
  } kCases[] = {
      {R"({"text":"<|pad|>"})", R"({"input_ids":[621,620]})", 1},
      {R"({"id": 1.0,"text":"","meta": {"text": "a"}})",
       R"({"id": 1.0,"input_ids":[620],"meta": {"text": "a"}})", 1},
      {R"({"te\u0078t":"","text":"x"})", R"({"input_ids":[620],"text":"x"})", 1},
      {"{\"text\":\"\"}\n{\"text\":\"<|pad|>\"}",
       "{\"input_ids\":[620]}\n{\"input_ids\":[621,620]}", 2},
  };
  for (const auto& [lines, expected, records] : kCases) {
    text::Buffer out;
    std::vector<report::Finding> findings;
    EXPECT_EQ(TextTokens(rules).AppendRecords(lines, &out, &findings), records);
    EXPECT_EQ(out, expected);
    EXPECT_TRUE(findings.empty());
  }
}

TEST(TextTokensTest, RefusesChatsWhoseTagsTheTokenizerDoesNotKnow) {
  const TextRules rules = Rules("", "none");
  std::vector<report::Finding> findings;
  TextTokens(rules).Of("<|start|>user<|message|>Hi<|end|>", &findings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_NE(findings[0].message.find("no token <|start|>"), std::string::npos);
}

TEST(TextTokensTest, NeedsToKnowTheEndOfTexts) {
  const struct {
    std::string_view begin;
    std::string_view end;
    std::string_view error;
  } kCases[] = {
      {"", "", "it is not known which token ends a text"},
      {"<|nil|>", "none",
       "--begin-token: testdata/tokenizers/gpt2.json has no added token '<|nil|>'"},
      {"", "the", "--end-token: "},
      {"", "-1", "--end-token: "},
      {"", "99999999999", "--end-token: "},
  };
  for (const auto& [begin, end, error] : kCases) {
    const absl::Status status = TextRules::Load(kGpt2, begin, end).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_NE(text::FromAbsl(status.message()).find(error), std::string_view::npos)
        << status.message();
  }
}

// A vocabulary of bytes whose end of texts is called as GPT-2's.
TEST(TextTokensTest, TakesTheTokenizersOwnEnd) {
  test::ScratchDir dir;
  std::string json = test::ReadFile(kGpt2);
  const size_t name = json.find("<|end|>");
  ASSERT_NE(name, json.npos);
  for (std::string_view own : {"<|endoftext|>", "</s>"}) {
    std::string renamed = json;
    renamed.replace(name, 7, own);
    const std::string path = dir.Write("tokenizer.json", renamed);
    absl::StatusOr<TextRules> rules = TextRules::Load(path, "", "");
    ASSERT_TRUE(rules.ok()) << rules.status();
    EXPECT_EQ(rules->end, Token{620});
    EXPECT_EQ(rules->begin, kNoToken);
  }
}

}  // namespace
}  // namespace jsonl
