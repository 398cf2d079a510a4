#include "tools/convert/text_tokens.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "common/text/strings.h"
#include "tools/convert/token_list.h"

namespace jsonl {
namespace {

using report::Code;
using report::Finding;
using tokenizer::kNoToken;
using tokenizer::Token;
using tokenizer::Tokenizer;

// The first special token of a chat as the format harmony has it.
constexpr std::string_view kHarmonyStart = "<|start|>";

absl::StatusOr<Token> TokenNamed(std::string_view option, std::string_view name,
                                 const std::string& file, const Tokenizer& tokenizer) {
  Token token = kNoToken;
  if (name == "none") return token;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), token);
  if (error == std::errc() && end == name.data() + name.size() && token != kNoToken) return token;
  token = tokenizer.added.Find(name);
  if (token != kNoToken) return token;
  return absl::InvalidArgumentError(text::Cat(option, ": ", file, " has no added token '", name,
                                              "'; give the number of a token, or none"));
}

}  // namespace

absl::StatusOr<TextRules> TextRules::Load(const std::string& file, std::string_view begin,
                                          std::string_view end) {
  absl::StatusOr<std::unique_ptr<const Tokenizer>> tokenizer = Tokenizer::Load(file);
  if (!tokenizer.ok()) return tokenizer.status();
  TextRules rules;
  rules.tokenizer = *std::move(tokenizer);
  if (!begin.empty()) {
    absl::StatusOr<Token> token = TokenNamed("--begin-token", begin, file, *rules.tokenizer);
    if (!token.ok()) return token.status();
    rules.begin = *token;
  }
  rules.end = rules.tokenizer->end_of_text;
  if (!end.empty()) {
    absl::StatusOr<Token> token = TokenNamed("--end-token", end, file, *rules.tokenizer);
    if (!token.ok()) return token.status();
    rules.end = *token;
  } else if (rules.end == kNoToken) {
    return absl::InvalidArgumentError(
        text::Cat(file,
                  ": it is not known which token ends a text; name it with --end-token, or "
                  "give --end-token none"));
  }
  return rules;
}

TextTokens::TextTokens(const TextRules& rules)
    : rules_(rules),
      knows_harmony_(rules.tokenizer->added.Find(kHarmonyStart) != kNoToken),
      encoder_(*rules.tokenizer) {}

const std::vector<int64_t>& TextTokens::Of(std::string_view text, std::vector<Finding>* findings) {
  tokens_.clear();
  if (!knows_harmony_ && text.starts_with(kHarmonyStart)) {
    findings->push_back({Code::kCannotConvert, "",
                         "A text of the format harmony, and the tokenizer has no token <|start|>: "
                         "take the tokenizer.json of the model"});
    return tokens_;
  }
  const std::vector<Token>& tokens = encoder_.Encode(text);
  const bool begins = !tokens.empty() && tokens.front() == rules_.begin;
  const bool ends = !tokens.empty() && tokens.back() == rules_.end;
  if (rules_.begin != kNoToken && !begins) tokens_.push_back(rules_.begin);
  tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
  if (rules_.end != kNoToken && !ends) tokens_.push_back(rules_.end);
  return tokens_;
}

size_t TextTokens::AppendRecords(std::string_view lines, text::Buffer* out,
                                 std::vector<Finding>* findings) {
  size_t records = 0;
  while (!lines.empty() && findings->empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    if (records++ > 0) out->push_back('\n');
    AppendRecord(nested_.Parse(lines.substr(0, end)), out, findings);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return records;
}

void TextTokens::AppendRecord(json::Value root, text::Buffer* out, std::vector<Finding>* findings) {
  char before = '{';
  bool done = false;  // of a key that is there twice, the first counts
  for (json::Member member : root.members()) {
    out->push_back(std::exchange(before, ','));
    if (done || member.name() != "text") {
      out->append(member.raw());
      continue;
    }
    done = true;
    out->append("\"input_ids\":");
    AppendTokenList(Of(member.value.string(), findings), out);
  }
  out->push_back('}');
}

}  // namespace jsonl
