#include "common/record/flattener.h"

#include "common/record/losses.h"
#include "common/record/meta.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {

void Flattener::Take(std::string_view name) { taken_.insert(text::ToAbsl(name)); }

bool Flattener::HasRoom(std::string_view name) const {
  return target_.KeyOf(name) < 0 && !(target_.traits().closed && name == kMeta) &&
         !taken_.contains(text::ToAbsl(name));
}

absl::Status Flattener::Add(json::Member member) {
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

absl::Status Flattener::AddMeta(json::Member meta) {
  if (!meta.value.is_object()) return Add(meta);
  for (json::Member member : meta.value.members()) {
    if (absl::Status status = Add(member); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace jsonl::record
