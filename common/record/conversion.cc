#include "common/record/conversion.h"

#include <string>

#include "absl/types/span.h"
#include "common/json/pointer.h"
#include "common/json/writer.h"
#include "common/record/encoded_losses.h"
#include "common/record/flattener.h"
#include "common/record/losses.h"
#include "common/record/meta.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {

absl::Status Conversion::Write(text::Buffer* out) {
  absl::Status status = places_.Sort(options_.meta == Meta::kNest);
  if (status.ok()) status = CheckSource();
  if (!status.ok()) return status;
  ObjectWriter object(out);
  bool written = false;
  for (size_t i = 0; i < content_.fields.size(); ++i) {
    const Content::Field& field = content_.fields[i];
    if (field.modelled < 0) {
      if (places_[i] == Place::kInPlace) object.Copy(field);
    } else if (!written) {
      written = true;
      if (status = WriteModelled(&object, out); !status.ok()) return status;
    }
  }
  if (!written) {
    return absl::InvalidArgumentError(text::Cat("a record of the format ", content_.format().name(),
                                                " cannot become one of ", target_.name(),
                                                ": name the format that it has"));
  }
  if (options_.meta == Meta::kNest && places_.needs_meta()) {
    object.Name(R"("meta":)");
    WriteMeta(out);
  } else if (options_.meta == Meta::kFlatten) {
    status = WriteFlat(&object);
  } else if (options_.meta == Meta::kDrop && !rejected_) {
    Lose();
  }
  object.End();
  return status;
}

// Fails where the record does not tell what the target has to say.
absl::Status Conversion::CheckSource() const {
  if (!content_.named.empty() && !content_.instruction && !target_.traits().turns) {
    return absl::InvalidArgumentError(text::Cat(
        "there is no instruction for the task '",
        text::Shortened(content_.task ? content_.task.string() : ""), "': give one with --system"));
  }
  if (content_.format().traits().implicit && content_.turns.size() == 0) {
    return absl::InvalidArgumentError(
        "where the prompt ends cannot be told: 'chosen' and 'rejected' share no first message, "
        "and no turns after \"\\n\\nHuman:\" before one after \"\\n\\nAssistant:\"");
  }
  return absl::OkStatus();
}

// The target's own fields.
absl::Status Conversion::WriteModelled(ObjectWriter* object, text::Buffer* out) {
  const absl::Span<const Slot> slots = target_.slots();
  const Format::WriteContext context = {.options = options_, .rejected = rejected_};
  for (size_t key = 0; key < slots.size(); ++key) {
    const bool tools = slots[key] == Slot::kTools || slots[key] == Slot::kToolsText;
    if ((tools && !content_.tools) || slots[key] == Slot::kSystem) continue;
    const bool first = object->empty();
    const size_t begin = out->size();
    object->Name(target_.quoted_name(key));
    const size_t value = out->size();
    absl::Status status = target_.AppendValue(key, content_, context, out);
    if (!status.ok()) return status;
    if (out->size() == value) object->TakeBack(begin, first);
  }
  return absl::OkStatus();
}

absl::Status Conversion::WriteFlat(ObjectWriter* object) {
  if (!places_.needs_meta() && places_.own_meta() == nullptr) return absl::OkStatus();
  Flattener flattener(target_, options_, object);
  for (size_t i = 0; i < content_.fields.size(); ++i) {
    if (places_[i] == Place::kInPlace) flattener.Take(content_.fields[i].name());
  }
  for (size_t i = 0; i < content_.fields.size(); ++i) {
    if (places_[i] != Place::kKept) continue;
    const Content::Field& field = content_.fields[i];
    // Without room, it is enough that the record says the same in its own words.
    if (!flattener.HasRoom(field.name()) && IsSaid(content_, field, target_)) continue;
    if (absl::Status status = flattener.Add(field); !status.ok()) return status;
  }
  return places_.own_meta() == nullptr ? absl::OkStatus() : flattener.AddMeta(*places_.own_meta());
}

// Says what is dropped; of two records once.
void Conversion::Lose() {
  for (size_t i = 0; i < content_.fields.size(); ++i) {
    if (places_[i] == Place::kKept) {
      LoseUnlessSaid(content_, content_.fields[i], target_, options_);
    }
  }
  if (places_.own_meta() != nullptr) LoseField(kMeta, options_);
  if (target_.traits().encoded) {
    LoseUnsaidOfTurns(content_, target_, options_);
  } else if (!target_.traits().turns) {
    LoseRestOfTurns(content_, options_);
  }
}

void Conversion::WriteMeta(text::Buffer* out) {
  const bool strings = target_.traits().closed;
  const Content::Field* own_meta = places_.own_meta();
  ObjectWriter meta(out);
  if (places_.merges_meta()) {
    for (json::Member member : own_meta->value.members()) WriteMetaMember(member, &meta, out);
  }
  for (size_t i = 0; i < content_.fields.size(); ++i) {
    if (places_[i] != Place::kKept) continue;
    const Content::Field& field = content_.fields[i];
    // The format's own fields have names of their own.
    if (field.modelled >= 0 && !strings) {
      meta.Copy(field);
    } else {
      WriteMetaMember(field, &meta, out);
    }
  }
  if (own_meta != nullptr && !places_.merges_meta()) WriteMetaMember(*own_meta, &meta, out);
  if (places_.labels()) return meta.End();  // there is no way back from two records
  const Format& source = content_.format();
  if (content_.added_system && source.traits().turns) {
    meta.AnyName(kAddedSystem);
    out->append(content_.added_system.raw());
  }
  if (places_.turns_tell()) {
    meta.Name(R"("prompt":)");
    out->append(strings ? R"("[]")" : kTurnsTell);
  }
  meta.Name(R"("source_format":")");
  out->append(source.name());
  if (!places_.usual_order()) AppendOrder(out);
  out->push_back('"');
  meta.End();
}

void Conversion::WriteMetaMember(json::Member member, ObjectWriter* meta, text::Buffer* out) {
  const bool strings = target_.traits().closed;
  const bool clash = IsSourceFormat(member.name());
  if (!strings && !clash) return meta->Copy(member);
  if (clash) {
    meta->AnyName(text::Cat(member.name(), "_"));
  } else {
    meta->CopyName(member.key);
  }
  if (strings) {
    AppendAsString(member.value, out);
  } else {
    out->append(member.value.raw());
  }
}

// The source's fields in their order.
void Conversion::AppendOrder(text::Buffer* out) const {
  std::string order;
  for (const Content::Field& field : content_.fields) {
    json::AppendPointerToken(field.name(), &order);
  }
  json::AppendEscaped(order, out);
}

}  // namespace jsonl::record
