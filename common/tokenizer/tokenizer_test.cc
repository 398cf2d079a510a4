#include "common/tokenizer/tokenizer.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::tokenizer {
namespace {

constexpr char kFolder[] = "testdata/tokenizers/";

// What the libraries of the tokenizers' owners make of texts.
TEST(Tokenizer, EncodesAsItsOwnerDoes) {
  test::ScratchDir dir;
  const std::string ranks = test::ReadFile(text::Cat(kFolder, "small.tiktoken"));
  std::vector<nlohmann::json> cases;
  std::ifstream file(text::Cat(kFolder, "cases.jsonl"));
  for (std::string line; std::getline(file, line);) cases.push_back(nlohmann::json::parse(line));
  ASSERT_GT(cases.size(), 300u);
  size_t tokenizers = 0;
  for (const auto& [name, expected] : cases[0].items()) {
    if (name == "text") continue;
    ++tokenizers;
    std::string path = kFolder + name;
    if (name.ends_with(".tiktoken")) path = dir.Write(name, ranks);
    absl::StatusOr<std::unique_ptr<const Tokenizer>> tokenizer = Tokenizer::Load(path);
    ASSERT_TRUE(tokenizer.ok()) << tokenizer.status();
    Encoder encoder(**tokenizer);
    for (const nlohmann::json& one : cases) {
      EXPECT_EQ(encoder.Encode(one["text"].get<std::string>()), one[name].get<std::vector<Token>>())
          << name << ": " << one["text"];
    }
  }
  EXPECT_EQ(tokenizers, 9u);
}

// gpt2.json with one thing changed.
std::string Changed(const std::string& pointer, const nlohmann::json& value) {
  nlohmann::json json = nlohmann::json::parse(test::ReadFile(text::Cat(kFolder, "gpt2.json")));
  json[nlohmann::json::json_pointer(pointer)] = value;
  return json.dump();
}

TEST(Tokenizer, RefusesWhatItWouldEncodeInAnotherWay) {
  const struct {
    std::string text;
    std::string_view error;
  } kCases[] = {
      {Changed("/model/type", "Unigram"), "a model of type 'Unigram'"},
      {Changed("/model/byte_fallback", true), "a model with byte_fallback"},
      {Changed("/model/end_of_word_suffix", "</w>"), "a model with end_of_word_suffix"},
      {Changed("/model/merges/0", "a \u00ff\u00ff"), "is of tokens that model.vocab has not"},
      {Changed("/model/merges/0", 3), "model.merges: 3"},
      {Changed("/model/vocab/x", "1"), "model.vocab: 'x' has no number"},
      {Changed("/model/vocab", nlohmann::json::object()), "model.merges: "},
      {Changed("/normalizer", {{"type", "Lowercase"}}), "a normalizer of type 'Lowercase'"},
      {Changed("/pre_tokenizer", nullptr), "no pre_tokenizer"},
      {Changed("/pre_tokenizer", {{"type", "Metaspace"}}), "a pre_tokenizer of type 'Metaspace'"},
      {Changed("/pre_tokenizer",
               {{"type", "Split"}, {"behavior", "Isolated"}, {"pattern", {{"Regex", "(?=a)"}}}}),
       "cannot be matched by RE2"},
      {Changed("/pre_tokenizer", {{"type", "Digits"}}), "a pre_tokenizer without ByteLevel"},
      {Changed("/added_tokens/0/single_word", true), "a single_word"},
      {"{", "no valid JSON"},
      {"[]", "line 1 is no \"BASE64 RANK\""},
      {"YQ== 0\nYQ== 1\n", "line 2: tokens 0 and 1 are the same text"},
      {"YQ== 0\nYg== x\n", "line 2 is no"},
      {"YQ== 0\n", "no token for byte 0"},
      {"", "no token for byte 0"},
  };
  test::ScratchDir dir;
  const std::string path = dir.Path("tokenizer.json");
  for (const auto& [text, error] : kCases) {
    dir.Write("tokenizer.json", text);
    const absl::Status status = Tokenizer::Load(path).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << error;
    const std::string_view message = text::FromAbsl(status.message());
    EXPECT_TRUE(message.starts_with(path)) << message;
    EXPECT_NE(message.find(error), message.npos) << message;
  }
  EXPECT_FALSE(Tokenizer::Load(dir.Path("missing.json")).ok());
}

// The first ranks are the bytes, the others pairs of them.
std::string Ranks(uint32_t count) {
  std::string ranks;
  for (uint32_t rank = 0; rank < count; ++rank) {
    std::string bytes(1, static_cast<char>(rank));
    if (rank >= 256) bytes += {static_cast<char>(rank >> 8), static_cast<char>(rank >> 16)};
    text::Append(&ranks, absl::Base64Escape(bytes), " ", rank, "\n");
  }
  return ranks;
}

TEST(Tokenizer, KnowsTheEndOfTextOfOpenAisRanks) {
  constexpr struct {
    uint32_t ranks;
    Token end;
  } kCases[] = {{256, kNoToken},  {50256, 50256},     {50280, 50256},  {100255, kNoToken},
                {100256, 100257}, {128000, kNoToken}, {199998, 199999}};
  test::ScratchDir dir;
  for (const auto& [count, end] : kCases) {
    absl::StatusOr<std::unique_ptr<const Tokenizer>> tokenizer =
        Tokenizer::Load(dir.Write("ranks.tiktoken", Ranks(count)));
    ASSERT_TRUE(tokenizer.ok()) << tokenizer.status();
    EXPECT_EQ((*tokenizer)->end_of_text, end) << count;
  }
}

TEST(Tokenizer, ReadsMergesAsPairs) {
  nlohmann::json json = nlohmann::json::parse(test::ReadFile(text::Cat(kFolder, "gpt2.json")));
  for (nlohmann::json& merge : json["model"]["merges"]) {
    if (!merge.is_string()) continue;
    const std::string pair = merge;
    const size_t space = pair.find(' ');
    merge = {pair.substr(0, space), pair.substr(space + 1)};
  }
  test::ScratchDir dir;
  const std::string path = dir.Write("pairs.json", json.dump());
  absl::StatusOr<std::unique_ptr<const Tokenizer>> pairs = Tokenizer::Load(path);
  absl::StatusOr<std::unique_ptr<const Tokenizer>> texts =
      Tokenizer::Load(text::Cat(kFolder, "gpt2.json"));
  ASSERT_TRUE(pairs.ok() && texts.ok());
  constexpr std::string_view kText = "Extract the name from the text.";
  EXPECT_EQ(Encoder(**pairs).Encode(kText), Encoder(**texts).Encode(kText));
}

}  // namespace
}  // namespace jsonl::tokenizer
