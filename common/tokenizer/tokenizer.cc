#include "common/tokenizer/tokenizer.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <optional>

#include "common/io/read_file.h"
#include "common/text/strings.h"
#include "common/tokenizer/hugging_face.h"
#include "common/tokenizer/rank_file.h"

namespace jsonl::tokenizer {
namespace {

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

// The text in NFC, in `out` if it was not so. Without memory, as it is.
std::string_view Normalized(std::string_view text, std::string* out) {
  if (IsAscii(text)) return text;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (nfc->isNormalizedUTF8(piece, error)) return text;
  out->clear();
  icu::StringByteSink<std::string> sink(out);
  nfc->normalizeUTF8(0, piece, sink, nullptr, error);
  return U_SUCCESS(error) ? *out : text;
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Tokenizer>> Tokenizer::Load(const std::string& path) {
  absl::StatusOr<std::string> file = io::ReadFile(path);
  if (!file.ok()) return file.status();
  auto tokenizer = std::make_unique<Tokenizer>();
  const size_t start = file->find_first_not_of(" \t\r\n");
  absl::Status status = start != file->npos && (*file)[start] == '{'
                            ? ReadHuggingFace(*file, tokenizer.get())
                            : ReadRanks(*file, path, tokenizer.get());
  if (status.ok()) status = tokenizer->vocabulary.Complete();
  if (status.ok()) return tokenizer;
  return absl::Status(status.code(), text::Cat(path, ": ", text::FromAbsl(status.message())));
}

const std::vector<Token>& Encoder::Encode(std::string_view text) {
  tokens_.clear();
  size_t begin = 0;
  while (begin < text.size()) {
    const std::optional<AddedTokens::Found> added = tokenizer_.added.FindFirst(text, begin);
    std::string_view part =
        text.substr(begin, (added.has_value() ? added->begin : text.size()) - begin);
    if (tokenizer_.normalize) part = Normalized(part, &normalized_);
    for (std::string_view piece : tokenizer_.pre_tokenizer.Split(part, &scratch_)) {
      byte_pairs_.Encode(piece, &tokens_);
    }
    if (!added.has_value()) break;
    tokens_.push_back(added->token);
    begin = added->end;
  }
  return tokens_;
}

}  // namespace jsonl::tokenizer
