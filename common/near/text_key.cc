#include "common/near/text_key.h"

#include <utility>

#include "common/json/field_list.h"
#include "common/json/fingerprint.h"
#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl::near {
namespace {

// A parser takes no deeper nesting than json::Parser::kMaxDepth.
void AddTexts(json::Value value, std::vector<std::string_view>* texts) {
  if (value.is_string()) {
    texts->push_back(value.string());
  } else if (value.is_object()) {
    for (json::Member member : value.members()) {
      if (member.value.is_string()) {  // as most are
        texts->push_back(member.value.string());
      } else {
        AddTexts(member.value, texts);
      }
    }
  } else if (value.is_array()) {
    for (json::Value element : value.elements()) AddTexts(element, texts);
  } else if (!value.is_null()) {
    texts->push_back(value.raw());
  }
}

}  // namespace

absl::StatusOr<TextKey> TextKey::Parse(std::string_view text) {
  TextKey key;
  if (text == "@record") return key;
  if (text == "@response") {
    key.kind_ = Kind::kResponse;
    return key;
  }
  if (text.starts_with('@') && text.find(',') == text.npos) {
    return absl::InvalidArgumentError(
        text::Cat("'", text, "' has no words to compare: take @record, @response, or fields"));
  }
  key.kind_ = Kind::kFields;
  absl::StatusOr<std::vector<json::FieldPath>> fields = json::ParseFieldList(text);
  if (!fields.ok()) return fields.status();
  key.fields_ = *std::move(fields);
  return key;
}

bool TextKey::Find(json::Value root, std::vector<std::string_view>* texts) {
  values_.clear();
  if (kind_ == Kind::kResponse) return FindResponse(root, texts);
  if (kind_ == Kind::kRecord) {
    values_.push_back(root);
  } else {
    for (const json::FieldPath& field : fields_) {
      const size_t before = values_.size();
      field.FindAll(root, &values_);
      if (values_.size() == before) return false;
    }
  }
  for (json::Value value : values_) AddTexts(value, texts);
  return true;
}

bool TextKey::FindResponse(json::Value root, std::vector<std::string_view>* texts) {
  if (json::Value output = root.Find("output")) {
    values_.push_back(output);
  } else {
    json::Value chosen = root.Find("chosen");
    json::Value rejected = root.Find("rejected");
    if (chosen && rejected) values_ = {chosen, rejected};
  }
  if (!values_.empty()) {
    for (json::Value value : values_) AddTexts(value, texts);
    return true;
  }
  const record::Format& format = record::Recognise(root);
  json::Value response = format.Response(root);
  if (!response) return false;
  values_.push_back(response);
  texts->push_back(format.ResponseText(response));
  return true;
}

hash::Fingerprint TextKey::Exactly() const {
  hash::Fingerprint all;
  for (json::Value value : values_) all = hash::Mix(all, json::FingerprintOf(value));
  return all;
}

}  // namespace jsonl::near
