// Format::Write: what was read, as a record; meta.h says how records are converted.

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "common/json/pointer.h"
#include "common/json/writer.h"
#include "common/record/chat.h"
#include "common/record/content.h"
#include "common/record/encoded_losses.h"
#include "common/record/encoded_trial.h"
#include "common/record/format.h"
#include "common/record/losses.h"
#include "common/record/meta.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "common/record/restore.h"
#include "common/record/written.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

using Meta = WriteOptions::Meta;
using Arguments = WriteOptions::Arguments;

// Writes what has no place in the target, or was in a `meta`, beside the other members of a record.
class Flattener {
 public:
  Flattener(const Format& target, const WriteOptions& options, ObjectWriter* object)
      : target_(target), options_(options), object_(*object) {}

  // A member of that name is in the record already.
  void Take(std::string_view name) { taken_.insert(text::ToAbsl(name)); }

  bool HasRoom(std::string_view name) const {
    return target_.KeyOf(name) < 0 && !(target_.traits().closed && name == kMeta) &&
           !taken_.contains(text::ToAbsl(name));
  }

  absl::Status Add(json::Member member) {
    const std::string_view name = member.name();
    if (HasRoom(name)) {
      Take(name);
      object_.Copy(member);
    } else if (!options_.drop_losses) {
      return absl::InvalidArgumentError(
          text::Cat("field '", text::Shortened(name),
                    "' has no room beside the target's fields; --on-loss drop drops it"));
    } else {
      LoseField(name, options_);
    }
    return absl::OkStatus();
  }
  // The members of an object, or what is none as it is.
  absl::Status AddMeta(json::Member meta) {
    if (!meta.value.is_object()) return Add(meta);
    for (json::Member member : meta.value.members()) {
      if (absl::Status status = Add(member); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  const Format& target_;
  const WriteOptions& options_;
  ObjectWriter& object_;
  absl::flat_hash_set<absl::string_view> taken_;
};

// Whether a record of that format that says this has turns, of which a system prompt can be one.
bool HasRoomForSystem(const Format& target, const Content& content) {
  for (Slot slot : target.slots()) {
    if (slot == Slot::kMessages || slot == Slot::kConversations) return true;
    if (slot == Slot::kPrompt) return content.turns.size() > 0;
    // A text that is there already stays as it is.
    if (slot == Slot::kHarmony || slot == Slot::kTags) return &content.format() != &target;
  }
  return false;
}

// The record itself, but for `meta`, the arguments of calls, and a system prompt that is added.
absl::Status WriteSame(const Content& content, const WriteOptions& options, text::Buffer* out) {
  const Format& format = content.format();
  const Content::Field* meta = options.meta == Meta::kNest ? nullptr : FindMeta(content);
  ObjectWriter object(out);
  const bool rewrite = options.arguments != Arguments::kAsRead || content.added_system;
  for (const Content::Field& field : content.fields) {
    if (&field == meta) continue;
    const TurnRange* turns = nullptr;
    if (rewrite && field.modelled >= 0 && field.value.is_array()) {
      turns = content.TurnsIn(format.slots()[static_cast<size_t>(field.modelled)]);
    }
    if (turns == nullptr) {
      object.Copy(field);
      continue;
    }
    object.CopyName(field.key);
    out->push_back('[');
    if (content.added_system && turns == &content.turns) {
      AppendPlainTurn(content.style(), Role::kSystem, Phrase(content.added_system), out);
      if (turns->size() > 0) out->push_back(',');
    }
    absl::Status status = AppendTurns(content, *turns, content.style(), options, out);
    if (!status.ok()) return status;
    out->push_back(']');
  }
  absl::Status status;
  if (meta != nullptr && options.meta == Meta::kFlatten) {
    Flattener flattener(format, options, &object);
    for (const Content::Field& field : content.fields) {
      if (&field != meta) flattener.Take(field.name());
    }
    status = flattener.AddMeta(*meta);
  } else if (meta != nullptr) {
    LoseField(kMeta, options);
  }
  object.End();
  return status;
}

// Writes the record that the content was made from, as the options want it. False, and nothing is
// written, if it was not made from one: what came back is no record of the format.
bool WriteRestored(const Format& format, const Content& content, const WriteOptions& options,
                   absl::Status* status, text::Buffer* out) {
  const size_t begin = out->size();
  thread_local Nested nested;
  thread_local Content record;
  json::Value root;
  if (Restore(format, content, options, out))
    root = nested.Parse(std::string_view(*out).substr(begin));
  if (!root || !format.Read(root, &record).ok()) {
    out->Truncate(begin);
    return false;
  }
  if (content.added_system && HasRoomForSystem(format, record) && !record.HasSystemPrompt()) {
    record.added_system = content.added_system;
  }
  if (options.meta != Meta::kNest || options.arguments != Arguments::kAsRead ||
      record.added_system) {
    out->Truncate(begin);
    *status = WriteSame(record, options, out);
  }
  return true;
}

// A conversion.
class Conversion {
 public:
  Conversion(const Format& target, const Content& content, const WriteOptions& options)
      : source_(content.format()),
        target_(target),
        content_(content),
        options_(options),
        labels_(target.RecordsOf(content) == 2) {}

  // Of a pair whose answers become records of their own, write the rejected one.
  void TakeRejected() { rejected_ = true; }

  absl::Status Write(text::Buffer* out) {
    absl::Status status = Sort();
    if (!status.ok()) return status;
    if (!content_.named.empty() && !content_.instruction && !target_.traits().turns) {
      return absl::InvalidArgumentError(
          text::Cat("there is no instruction for the task '",
                    text::Shortened(content_.task ? content_.task.string() : ""),
                    "': give one with --system"));
    }
    if (source_.traits().implicit && content_.turns.size() == 0) {
      return absl::InvalidArgumentError(
          "where the prompt ends cannot be told: 'chosen' and 'rejected' share no first message, "
          "and no turns after \"\\n\\nHuman:\" before one after \"\\n\\nAssistant:\"");
    }
    ObjectWriter object(out);
    bool written = false;
    for (size_t i = 0; i < content_.fields.size(); ++i) {
      const Content::Field& field = content_.fields[i];
      if (places_[i] == Place::kInPlace) {
        object.Copy(field);
      } else if (field.modelled >= 0 && !written) {
        written = true;
        if (status = WriteModelled(&object, out); !status.ok()) return status;
      }
    }
    if (!written) {
      return absl::InvalidArgumentError(text::Cat("a record of the format ", source_.name(),
                                                  " cannot become one of ", target_.name(),
                                                  ": name the format that it has"));
    }
    if (options_.meta == Meta::kNest && needs_meta_) {
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

 private:
  enum class Place : uint8_t { kCarried, kKept, kInPlace, kOwnMeta };

  // Decides where each field goes.
  absl::Status Sort() {
    const Format::Traits& from = source_.traits();
    const Format::Traits& to = target_.traits();
    const bool as_alpaca = to.single_text || (to.completion && UsesAlpacaPrompt(content_));
    const bool told = !as_alpaca || TextTells(content_);
    const uint32_t encoded = to.encoded ? CarriedByText(content_, target_) : 0;
    uint32_t seen = 0;
    int next_key = 0;
    bool usual = true;
    bool ended = false;  // the run of modelled fields
    bool kept = false;
    bool kept_prompt = false;
    room_.resize(content_.fields.size());
    Place* next_place = room_.data();
    places_ = {room_.data(), room_.size()};
    for (const Content::Field& field : content_.fields) {
      Place place = Place::kInPlace;
      if (const int key = field.modelled; key >= 0) {
        usual = usual && !ended && key >= next_key;
        next_key = key + 1;
        seen |= 1u << key;
        const bool carried =
            labels_      ? IsSaid(source_.slots()[static_cast<size_t>(key)])
            : to.encoded ? (encoded >> key & 1) != 0
                         : told && source_.Carries(static_cast<size_t>(key), content_, target_);
        place = carried ? Place::kCarried : Place::kKept;
        kept_prompt =
            kept_prompt || (!carried && source_.slots()[static_cast<size_t>(key)] == Slot::kPrompt);
      } else {
        ended = ended || seen != 0;
        const std::string_view name = field.name();
        if (name == kMeta && own_meta_ == nullptr) {
          own_meta_ = &field;
          place = Place::kOwnMeta;
        } else if (name == kMeta || source_.KeyOf(name) >= 0) {
          if (Count(name) > 1) {
            return absl::InvalidArgumentError(
                text::Cat("field '", text::Shortened(name), "' occurs twice"));
          }
          place = Place::kKept;
          usual = false;
        } else if (to.closed || target_.KeyOf(name) >= 0) {
          place = Place::kKept;
          usual = false;
        }
      }
      kept = kept || place == Place::kKept;
      *next_place++ = place;
    }
    usual = usual && (seen & from.required) == from.required &&
            (seen & ~(from.required | from.optional)) == 0;
    // Chats that are lists of turns on both sides are exchanged in place, and come back so.
    const bool alike = from.turns && to.turns && from.pair == to.pair && !content_.prompt;
    needs_meta_ =
        labels_ ? kept : !alike || kept || !usual || (from.turns && content_.added_system);
    turns_tell_ = from.completion && !to.completion && to.turns && !content_.prompt && !kept_prompt;
    if (own_meta_ != nullptr && !needs_meta_ && options_.meta == Meta::kNest) {
      room_[static_cast<size_t>(own_meta_ - content_.fields.data())] = Place::kInPlace;
      own_meta_ = nullptr;
    }
    if (own_meta_ != nullptr && options_.meta == Meta::kNest) {
      const json::Value meta = own_meta_->value;
      merge_ = meta.is_object() && !Clashes();
      usual = usual && own_meta_ == &content_.fields.back() && (!merge_ || meta.size() > 0);
    }
    usual_ = usual;
    return absl::OkStatus();
  }

  // Whether two records, one for each answer of a pair, say what is in that slot.
  bool IsSaid(Slot slot) const {
    if (slot == Slot::kTools || slot == Slot::kToolsText) return target_.KeyOf("tools") >= 0;
    return slot != Slot::kTask && slot != Slot::kContext;
  }

  int Count(std::string_view name) const {
    int count = 0;
    for (const Content::Field& field : content_.fields) count += field.name() == name;
    return count;
  }

  // Whether a member of the source's meta has the name of something that is added to it.
  bool Clashes() const {
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

  // The target's own fields.
  absl::Status WriteModelled(ObjectWriter* object, text::Buffer* out) {
    const absl::Span<const Slot> slots = target_.slots();
    for (size_t key = 0; key < slots.size(); ++key) {
      const bool tools = slots[key] == Slot::kTools || slots[key] == Slot::kToolsText;
      if ((tools && !content_.tools) || slots[key] == Slot::kSystem) continue;
      const bool first = object->empty();
      const size_t begin = out->size();
      object->Name(target_.quoted_name(key));
      const size_t value = out->size();
      absl::Status status =
          target_.AppendValue(key, content_, {.options = options_, .rejected = rejected_}, out);
      if (!status.ok()) return status;
      if (out->size() == value) object->TakeBack(begin, first);
    }
    return absl::OkStatus();
  }

  absl::Status WriteFlat(ObjectWriter* object) {
    if (!needs_meta_ && own_meta_ == nullptr) return absl::OkStatus();
    Flattener flattener(target_, options_, object);
    for (size_t i = 0; i < places_.size(); ++i) {
      if (places_[i] == Place::kInPlace) flattener.Take(content_.fields[i].name());
    }
    for (size_t i = 0; i < places_.size(); ++i) {
      if (places_[i] != Place::kKept) continue;
      const Content::Field& field = content_.fields[i];
      // Without room, it is enough that the record says the same in its own words.
      if (!flattener.HasRoom(field.name()) && record::IsSaid(content_, field, target_)) continue;
      if (absl::Status status = flattener.Add(field); !status.ok()) return status;
    }
    return own_meta_ == nullptr ? absl::OkStatus() : flattener.AddMeta(*own_meta_);
  }

  // Says what is dropped; of two records once.
  void Lose() {
    for (size_t i = 0; i < places_.size(); ++i) {
      if (places_[i] == Place::kKept) {
        LoseUnlessSaid(content_, content_.fields[i], target_, options_);
      }
    }
    if (own_meta_ != nullptr) LoseField(kMeta, options_);
    if (target_.traits().encoded) {
      LoseUnsaidOfTurns(content_, target_, options_);
    } else if (!target_.traits().turns) {
      LoseRestOfTurns(content_, options_);
    }
  }

  void WriteMeta(text::Buffer* out) {
    const bool strings = target_.traits().closed;
    ObjectWriter meta(out);
    auto put = [&](json::Member member) {
      const bool clash = IsSourceFormat(member.name());
      if (!strings && !clash) return meta.Copy(member);
      if (clash) {
        meta.AnyName(text::Cat(member.name(), "_"));
      } else {
        meta.CopyName(member.key);
      }
      if (strings) {
        AppendAsString(member.value, out);
      } else {
        out->append(member.value.raw());
      }
    };
    if (merge_) {
      for (json::Member member : own_meta_->value.members()) put(member);
    }
    for (size_t i = 0; i < places_.size(); ++i) {
      if (places_[i] != Place::kKept) continue;
      const Content::Field& field = content_.fields[i];
      // The format's own fields have names of their own.
      if (field.modelled >= 0 && !strings) {
        meta.Copy(field);
      } else {
        put(field);
      }
    }
    if (own_meta_ != nullptr && !merge_) put(*own_meta_);
    if (labels_) return meta.End();  // there is no way back from two records
    if (content_.added_system && source_.traits().turns) {
      meta.AnyName(kAddedSystem);
      out->append(content_.added_system.raw());
    }
    if (turns_tell_) {
      meta.Name(R"("prompt":)");
      out->append(strings ? R"("[]")" : kTurnsTell);
    }
    meta.Name(R"("source_format":")");
    out->append(source_.name());
    if (!usual_) {
      std::string order;
      for (const Content::Field& field : content_.fields) {
        json::AppendPointerToken(field.name(), &order);
      }
      json::AppendEscaped(order, out);
    }
    out->push_back('"');
    meta.End();
  }

  const Format& source_;
  const Format& target_;
  const Content& content_;
  const WriteOptions& options_;
  absl::InlinedVector<Place, 16> room_;
  absl::Span<const Place> places_;  // all of it
  bool needs_meta_ = false;
  bool usual_ = true;
  const Content::Field* own_meta_ = nullptr;  // the source's own meta, if it cannot stay in place
  bool merge_ = false;                        // ... its members go to the target's
  bool turns_tell_ = false;                   // kTurnsTell is kept
  const bool labels_;                         // a pair becomes two records
  bool rejected_ = false;
};

// The two answers of a pair, each as a record with a label.
absl::Status WriteLabelled(const Format& format, const Content& content,
                           const WriteOptions& options, text::Buffer* out) {
  absl::Status status = Conversion(format, content, options).Write(out);
  if (!status.ok()) return status;
  out->push_back('\n');
  Conversion rejected(format, content, options);
  rejected.TakeRejected();
  return rejected.Write(out);
}

}  // namespace

size_t Format::RecordsOf(const Content& content) const {
  return content.rejected.value && traits().labelled ? 2 : 1;
}

absl::Status Format::Write(const Content& content, const WriteOptions& options,
                           text::Buffer* out) const {
  const size_t begin = out->size();
  absl::Status status;
  if (content.added_system && !HasRoomForSystem(*this, content) && !options.drop_losses) {
    return absl::InvalidArgumentError(
        text::Cat("the format ", name(),
                  " has no room for a system prompt here; --on-loss drop leaves it out"));
  }
  if (content.added_system && !HasRoomForSystem(*this, content)) LoseSystemPrompt(options);
  if (&content.format() == this || names().empty()) {
    status = WriteSame(content, options, out);
  } else if (content.tokens) {
    status = absl::InvalidArgumentError("tokens are no text without their tokenizer");
  } else if (RecordsOf(content) == 2) {
    status = WriteLabelled(*this, content, options, out);
  } else if (!HasOrigin(content) || (content.added_system && traits().encoded) ||
             !WriteRestored(*this, content, options, &status, out)) {
    status = Conversion(*this, content, options).Write(out);
  }
  if (!status.ok()) out->Truncate(begin);
  return status;
}

}  // namespace jsonl::record
