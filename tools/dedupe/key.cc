#include "tools/dedupe/key.h"

#include <utility>

#include "common/json/field_list.h"
#include "common/json/fingerprint.h"
#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl {

using hash::Fingerprint;

absl::StatusOr<DedupeKey> DedupeKey::Parse(std::string_view text, std::string_view fold) {
  DedupeKey key;
  if (text == "@record") {
    key.kind_ = Kind::kRecord;
  } else if (text == "@line") {
    key.kind_ = Kind::kLine;
  } else if (text == "@response") {
    key.kind_ = Kind::kResponse;
  } else if (text.starts_with('@') && text.find(',') == text.npos) {
    return absl::InvalidArgumentError(
        text::Cat("unknown key '", text, "': it is @record, @line, @response, or fields"));
  } else {
    key.kind_ = Kind::kFields;
    absl::StatusOr<std::vector<json::FieldPath>> fields = json::ParseFieldList(text);
    if (!fields.ok()) return fields.status();
    key.fields_ = *std::move(fields);
  }
  if (fold.empty()) return key;
  if (key.kind_ == Kind::kLine) {
    return absl::InvalidArgumentError(
        "--fold is for strings, and @line compares bytes: fold @record, @response or fields");
  }
  absl::StatusOr<text::Folding> folding = text::Folding::Parse(fold);
  if (!folding.ok()) {
    return absl::InvalidArgumentError(
        text::Cat("--fold: ", text::FromAbsl(folding.status().message())));
  }
  key.folding_ = *folding;
  return key;
}

Fingerprint DedupeKey::Of(json::Value value, text::Buffer* scratch) const {
  return folding_.any() ? json::FingerprintOf(value, folding_, scratch)
                        : json::FingerprintOf(value);
}

// That of a string that is a value.
Fingerprint DedupeKey::Of(std::string_view string, text::Buffer* scratch) const {
  if (!folding_.any()) return hash::Hash(string);
  folding_.Fold(string, scratch);
  return hash::Hash(*scratch);
}

// Preference pairs answer twice; everything else once.
std::optional<Fingerprint> DedupeKey::OfResponse(json::Value root, text::Buffer* scratch) const {
  if (json::Value output = root.Find("output")) return Of(output, scratch);
  json::Value chosen = root.Find("chosen");
  json::Value rejected = root.Find("rejected");
  if (chosen && rejected) return hash::Mix(Of(chosen, scratch), Of(rejected, scratch));
  const record::Format& format = record::Recognise(root);
  if (json::Value response = format.Response(root)) {
    return Of(format.ResponseText(response), scratch);
  }
  return std::nullopt;
}

std::optional<Fingerprint> DedupeKey::Of(const pipeline::Record& record,
                                         text::Buffer* scratch) const {
  switch (kind_) {
    case Kind::kRecord:
      return Of(record.root, scratch);
    case Kind::kLine:
      // All bytes up to the '\n'.
      return hash::Hash({record.text.data(), record.text.size() + record.carriage_return});
    case Kind::kResponse:
      return OfResponse(record.root, scratch);
    case Kind::kFields:
      break;
  }
  std::optional<Fingerprint> all;
  for (const json::FieldPath& field : fields_) {
    json::Value value = field.Find(record.root);
    if (!value) return std::nullopt;
    Fingerprint one = Of(value, scratch);
    all = all.has_value() ? hash::Mix(*all, one) : one;
  }
  return all;
}

}  // namespace jsonl
