#include "common/record/encoded_trial.h"

#include <string>

#include "common/record/nested.h"

namespace jsonl::record {
namespace {

// What no text says.
bool IsBesideIt(Slot slot) {
  return slot == Slot::kRejected || slot == Slot::kRejectedText || slot == Slot::kRejectedTurn ||
         slot == Slot::kLabel;
}

}  // namespace

bool SaysSame(json::Value a, json::Value b) {
  if (a.type() != b.type()) return false;
  if (a.is_string()) return a.string() == b.string();
  if (!a.is_array() && !a.is_object()) return a.raw() == b.raw();
  if (a.size() != b.size()) return false;
  // The keys of an object are among the nodes.
  uint32_t i = a.index() + 1;
  for (uint32_t j = b.index() + 1; i < a.next(); j = json::Value(b.document(), j).next()) {
    if (!SaysSame(json::Value(a.document(), i), json::Value(b.document(), j))) return false;
    i = json::Value(a.document(), i).next();
  }
  return true;
}

void TryText(const Content& content, const Format& encoded,
             absl::FunctionRef<void(const Content::Field&, json::Value)> visit) {
  thread_local text::Buffer record;
  thread_local Nested nested;
  thread_local Content read;
  const WriteOptions options;
  record.assign(R"({"text":)");
  if (!encoded.AppendValue(0, content, {.options = options}, &record).ok()) return;
  record.push_back('}');
  json::Value root = nested.Parse(record);
  if (!root || !encoded.Read(root, &read).ok()) return;

  const Format& source = content.format();
  // Where the prompt is apart, it is a list if it was one.
  const bool texts = !source.traits().completion || content.prompt;
  const Format::WriteContext back{.options = options, .restoring = true, .texts = texts};
  thread_local text::Buffer value;
  thread_local Nested parsed;
  for (const Content::Field& field : content.fields) {
    if (field.modelled < 0) continue;
    const size_t key = static_cast<size_t>(field.modelled);
    if (IsBesideIt(source.slots()[key])) continue;
    value.clear();
    json::Value again;
    if (source.AppendValue(key, read, back, &value).ok()) again = parsed.Parse(value);
    visit(field, again);
  }
}

uint32_t CarriedByText(const Content& content, const Format& encoded) {
  uint32_t carried = 0;
  bool all = true;
  TryText(content, encoded, [&](const Content::Field& field, json::Value again) {
    if (again && SaysSame(again, field.value)) {
      carried |= 1u << field.modelled;
    } else {
      all = false;
    }
  });
  return all || !content.format().traits().turns ? carried : 0;
}

}  // namespace jsonl::record
