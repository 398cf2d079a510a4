#include "tools/convert/field_map.h"

#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl {

absl::Status FieldMap::Add(std::string_view text) {
  size_t equals = text.find('=');
  if (equals == text.npos || equals == 0) {
    return absl::InvalidArgumentError(text::Cat("--map takes NEW=OLD, not '", text, "'"));
  }
  std::string to(text.substr(0, equals));
  for (const Entry& entry : entries_) {
    if (entry.to == to) {
      return absl::InvalidArgumentError(text::Cat("--map gives '", to, "' twice"));
    }
  }
  absl::StatusOr<json::FieldPath> from = json::FieldPath::Parse(text.substr(equals + 1));
  if (!from.ok()) return from.status();
  entries_.push_back({std::move(to), *std::move(from)});
  return absl::OkStatus();
}

bool FieldMap::Apply(json::Value root, std::string* out) const {
  auto append = [out](std::string_view name, json::Value value) {
    out->append(out->empty() || out->back() == '{' ? "" : ",");
    json::AppendString(name, out);
    out->push_back(':');
    json::AppendCompact(value, out);
  };
  std::vector<json::Value> moved;
  for (const Entry& entry : entries_) moved.push_back(entry.from.Find(root));
  std::vector<bool> done(entries_.size());
  *out = "{";
  for (json::Member member : root.members()) {
    bool renamed = false;
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (!moved[i] || moved[i].index() != member.value.index()) continue;
      append(entries_[i].to, member.value);
      done[i] = renamed = true;
    }
    if (renamed) continue;
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (moved[i] && entries_[i].to == member.name()) {
        *out = entries_[i].to;
        return false;
      }
    }
    append(member.name(), member.value);
  }
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (moved[i] && !done[i]) append(entries_[i].to, moved[i]);
  }
  out->push_back('}');
  return true;
}

}  // namespace jsonl
