#include "common/tokenizer/rank_file.h"

#include <charconv>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/text/strings.h"

namespace jsonl::tokenizer {
namespace {

// What has more tokens than GPT-2's 50,257, p50k's 50,281 and cl100k's 100,277.
constexpr size_t kMoreThanGpt2 = 51000;
constexpr size_t kMoreThanCl100k = 150000;

std::string_view PatternOf(std::string_view path, size_t tokens) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  auto named = [name](std::string_view what) { return name.find(what) != name.npos; };
  if (named("o200k")) return kO200kPattern;
  if (named("cl100k")) return kCl100kPattern;
  if (named("p50k") || named("r50k") || named("gpt2")) return kGpt2Pattern;
  if (tokens > kMoreThanCl100k) return kO200kPattern;
  return tokens > kMoreThanGpt2 ? kCl100kPattern : kGpt2Pattern;
}

// OpenAI's vocabularies, of which one has just so many ranks, have a token <|endoftext|> beyond.
Token EndOfText(size_t tokens) {
  switch (tokens) {
    case 50256:  // r50k_base, gpt2
    case 50280:  // p50k_base, which has left out the number
      return 50256;
    case 100256:  // cl100k_base
      return 100257;
    case 199998:  // o200k_base
      return 199999;
    default:
      return kNoToken;
  }
}

}  // namespace

absl::Status ReadRanks(std::string_view text, std::string_view path, Tokenizer* tokenizer) {
  std::string bytes;
  for (size_t line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty()) continue;
    const size_t space = std::min(row.find(' '), row.size());
    const std::string_view number = row.substr(std::min(space + 1, row.size()));
    Token token = 0;
    auto [rest, error] = std::from_chars(number.data(), number.data() + number.size(), token);
    if (error != std::errc() || rest != number.data() + number.size() ||
        !absl::Base64Unescape(text::ToAbsl(row.substr(0, space)), &bytes)) {
      return absl::InvalidArgumentError(text::Cat("line ", line,
                                                  " is no \"BASE64 RANK\": a tokenizer is a "
                                                  "tokenizer.json or a file of ranks (.tiktoken)"));
    }
    if (absl::Status status = tokenizer->vocabulary.Add(std::move(bytes), token); !status.ok()) {
      return absl::InvalidArgumentError(
          text::Cat("line ", line, ": ", text::FromAbsl(status.message())));
    }
  }
  tokenizer->end_of_text = EndOfText(tokenizer->vocabulary.size());
  tokenizer->vocabulary.MergeByNumber();
  tokenizer->vocabulary.PreferWholePieces();
  absl::StatusOr<std::unique_ptr<Splitter>> splitter =
      SplitterFor(PatternOf(path, tokenizer->vocabulary.size()));
  if (!splitter.ok()) return splitter.status();
  tokenizer->pre_tokenizer.AddStep(*std::move(splitter));
  return absl::OkStatus();
}

}  // namespace jsonl::tokenizer
