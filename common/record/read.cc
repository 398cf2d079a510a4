// Format::Read: what a record says.

#include <bit>

#include "common/record/content.h"
#include "common/record/format.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

absl::Status FirstFinding(const Format& format, json::Value root) {
  std::vector<report::Finding> findings;
  format.Check(root, {.named = true}, &findings);
  for (const report::Finding& finding : findings) {
    if (finding.code != report::Code::kUnknownField) {
      return absl::InvalidArgumentError(finding.message);
    }
  }
  return absl::InvalidArgumentError(text::Cat("not a record of the format ", format.name()));
}

}  // namespace

absl::Status Format::Read(json::Value root, Content* out) const {
  out->Clear(*this);
  if (!root.is_object()) return absl::InvalidArgumentError("not an object");
  const absl::Span<const Slot> slots = this->slots();
  uint32_t seen = 0;
  size_t next = 0;  // the key that follows in the usual order
  for (json::Member member : root.members()) {
    Content::Field& field = out->fields.emplace_back(Content::Field{member});
    const int key = KeyOf(member.name(), next);
    if (key < 0 || (seen >> key & 1) != 0) continue;
    next = static_cast<size_t>(key) + 1;
    const Content::Took took = out->Take(slots[static_cast<size_t>(key)], member.key, member.value);
    if (took == Content::Took::kWrong) return FirstFinding(*this, root);
    if (took == Content::Took::kModelled) {
      seen |= 1u << key;
      field.modelled = key;
    }
  }
  out->unknown = out->fields.size() - static_cast<size_t>(std::popcount(seen));
  if (!IsWhole(seen)) return FirstFinding(*this, root);
  Complete(out);
  return absl::OkStatus();
}

}  // namespace jsonl::record
