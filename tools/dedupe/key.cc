#include "tools/dedupe/key.h"

#include "common/json/fingerprint.h"
#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using hash::Fingerprint;
using json::FingerprintOf;

// Preference pairs answer twice; everything else once.
std::optional<Fingerprint> ResponseOf(json::Value root) {
  if (json::Value output = root.Find("output")) return FingerprintOf(output);
  json::Value chosen = root.Find("chosen");
  json::Value rejected = root.Find("rejected");
  if (chosen && rejected) return hash::Mix(FingerprintOf(chosen), FingerprintOf(rejected));
  const record::Format& format = record::Recognise(root);
  if (json::Value response = format.Response(root)) {
    return hash::Hash(format.ResponseText(response));  // that of a string
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<DedupeKey> DedupeKey::Parse(std::string_view text) {
  DedupeKey key;
  if (text == "@record") return key;
  if (text == "@line") {
    key.kind_ = Kind::kLine;
    return key;
  }
  if (text == "@response") {
    key.kind_ = Kind::kResponse;
    return key;
  }
  if (!text.empty() && text[0] == '@') {
    return absl::InvalidArgumentError(
        text::Cat("unknown key '", text, "': it is @record, @line, @response, or fields"));
  }
  key.kind_ = Kind::kFields;
  while (true) {
    size_t comma = text.find(',');
    absl::StatusOr<json::FieldPath> field = json::FieldPath::Parse(text.substr(0, comma));
    if (!field.ok()) return field.status();
    key.fields_.push_back(*std::move(field));
    if (comma == text.npos) return key;
    text.remove_prefix(comma + 1);
  }
}

std::optional<Fingerprint> DedupeKey::Of(const pipeline::Record& record) const {
  switch (kind_) {
    case Kind::kRecord:
      return FingerprintOf(record.root);
    case Kind::kLine:
      // All bytes up to the '\n'.
      return hash::Hash({record.text.data(), record.text.size() + record.carriage_return});
    case Kind::kResponse:
      return ResponseOf(record.root);
    case Kind::kFields:
      break;
  }
  std::optional<Fingerprint> all;
  for (const json::FieldPath& field : fields_) {
    json::Value value = field.Find(record.root);
    if (!value) return std::nullopt;
    Fingerprint one = FingerprintOf(value);
    all = all.has_value() ? hash::Mix(*all, one) : one;
  }
  return all;
}

}  // namespace jsonl
