// Format::Write: what was read, as a record; meta.h says how records are converted.

#include <cstddef>
#include <string_view>

#include "common/record/chat.h"
#include "common/record/content.h"
#include "common/record/conversion.h"
#include "common/record/flattener.h"
#include "common/record/format.h"
#include "common/record/losses.h"
#include "common/record/meta.h"
#include "common/record/nested.h"
#include "common/record/restore.h"
#include "common/record/written.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

using Meta = WriteOptions::Meta;
using Arguments = WriteOptions::Arguments;

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
    status = absl::InvalidArgumentError("tokens are not made text again");
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
