#include "common/record/field_places.h"

#include <algorithm>
#include <bit>

#include "common/json/document.h"
#include "common/record/encoded_trial.h"
#include "common/record/meta.h"
#include "common/record/prompt.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {

absl::Status FieldPlaces::Sort(bool nest) {
  const Format::Traits& from = source_.traits();
  const Format::Traits& to = target_.traits();
  uint32_t keys = 0;
  int last = -1;
  usual_order_ = true;
  for (const Content::Field& field : content_.fields) {
    const int key = field.modelled;
    if (key < 0) continue;
    usual_order_ = usual_order_ && key > last;
    last = key;
    keys |= 1u << key;
  }
  usual_order_ = usual_order_ && (keys & from.required) == from.required &&
                 (keys & ~(from.required | from.optional)) == 0;
  kept_keys_ = keys & ~Carried(keys);
  bool kept = kept_keys_ != 0;
  if (content_.unknown > 0) {
    if (absl::Status status = SortOthers(); !status.ok()) return status;
    kept = kept || std::find(others_.begin(), others_.end(), Place::kKept) != others_.end();
  }
  // Chats that are lists of turns on both sides are exchanged in place, and come back so.
  const bool alike = from.turns && to.turns && from.pair == to.pair && !content_.prompt;
  needs_meta_ =
      kept || (!labels_ && (!alike || !usual_order_ || (from.turns && content_.added_system)));
  turns_tell_ = from.completion && !to.completion && to.turns && !content_.prompt && !KeepsPrompt();
  if (own_meta_ != nullptr && nest) PlaceOwnMeta();
  return absl::OkStatus();
}

// Which of those keys' fields the target says.
uint32_t FieldPlaces::Carried(uint32_t keys) const {
  const Format::Traits& to = target_.traits();
  if (to.encoded && !labels_) return CarriedByText(content_, target_);
  const bool as_alpaca = to.single_text || (to.completion && UsesAlpacaPrompt(content_));
  if (as_alpaca && !labels_ && !TextTells(content_)) return 0;
  uint32_t carried = 0;
  for (uint32_t rest = keys; rest != 0; rest &= rest - 1) {
    const auto key = static_cast<size_t>(std::countr_zero(rest));
    const bool said =
        labels_ ? IsSaidOfPair(source_.slots()[key]) : source_.Carries(key, content_, target_);
    if (said) carried |= 1u << key;
  }
  return carried;
}

// Whether two records, one for each answer of a pair, say what is in that slot.
bool FieldPlaces::IsSaidOfPair(Slot slot) const {
  if (slot == Slot::kTools || slot == Slot::kToolsText) return target_.KeyOf("tools") >= 0;
  return slot != Slot::kTask && slot != Slot::kContext;
}

// Decides of the fields that the source's format does not know.
absl::Status FieldPlaces::SortOthers() {
  const bool closed = target_.traits().closed;
  others_.assign(content_.fields.size(), Place::kInPlace);
  bool begun = false;  // the run of fields that it knows
  bool ended = false;
  for (size_t i = 0; i < content_.fields.size(); ++i) {
    const Content::Field& field = content_.fields[i];
    if (field.modelled >= 0) {
      begun = true;
      usual_order_ = usual_order_ && !ended;
      continue;
    }
    ended = begun;
    const std::string_view name = field.name();
    if (name == kMeta && own_meta_ == nullptr) {
      own_meta_ = &field;
      others_[i] = Place::kOwnMeta;
      continue;
    }
    const bool known = name == kMeta || source_.KeyOf(name) >= 0;
    if (known && IsTwice(name)) {
      return absl::InvalidArgumentError(
          text::Cat("field '", text::Shortened(name), "' occurs twice"));
    }
    if (known || closed || target_.KeyOf(name) >= 0) {
      others_[i] = Place::kKept;
      usual_order_ = false;
    }
  }
  return absl::OkStatus();
}

// It stays in place where the target needs none.
void FieldPlaces::PlaceOwnMeta() {
  if (!needs_meta_) {
    others_[static_cast<size_t>(own_meta_ - content_.fields.data())] = Place::kInPlace;
    own_meta_ = nullptr;
    return;
  }
  const json::Value meta = own_meta_->value;
  merges_meta_ = meta.is_object() && !Clashes();
  usual_order_ =
      usual_order_ && own_meta_ == &content_.fields.back() && (!merges_meta_ || meta.size() > 0);
}

bool FieldPlaces::IsTwice(std::string_view name) const {
  return std::count_if(content_.fields.begin(), content_.fields.end(),
                       [&](const Content::Field& field) { return field.name() == name; }) > 1;
}

bool FieldPlaces::KeepsPrompt() const {
  for (size_t key = 0; key < source_.slots().size(); ++key) {
    if (source_.slots()[key] == Slot::kPrompt) return (kept_keys_ >> key & 1) != 0;
  }
  return false;
}

// Whether a member of the source's meta has the name of something that is added to it.
bool FieldPlaces::Clashes() const {
  absl::InlinedVector<std::string_view, 16> names;
  names.reserve(content_.fields.size());
  for (const Content::Field& field : content_.fields) names.push_back(field.name());
  std::sort(names.begin(), names.end());
  for (json::Member member : own_meta_->value.members()) {
    std::string_view name = member.name();
    if (name == kMeta || name == kAddedSystem || IsSourceFormat(name)) return true;
    if (source_.KeyOf(name) >= 0) return true;
    if (std::binary_search(names.begin(), names.end(), name)) return true;
  }
  return false;
}

}  // namespace jsonl::record
