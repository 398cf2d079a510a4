// Format::Read: a record into an example.

#include "common/record/format.h"
#include "common/record/json_text.h"
#include "common/text/strings.h"
#include "proto/example.pb.h"

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

absl::Status Format::Read(json::Value root, Example* out) const {
  out->Clear();
  if (!root.is_object()) return absl::InvalidArgumentError("not an object");
  out->mutable_format()->assign(name());
  const absl::Span<const std::string_view> known = names();
  uint32_t seen = 0;
  for (json::Member member : root.members()) {
    const std::string_view name = member.name();
    Field* field = out->add_fields();
    field->mutable_name()->assign(name);
    for (size_t key = 0; key < known.size(); ++key) {
      if (known[key].size() != name.size() || known[key] != name || (seen >> key & 1) != 0)
        continue;
      Took took = ReadValue(key, member.value, out);
      if (took == Took::kWrong) return FirstFinding(*this, root);
      if (took == Took::kModelled) {
        seen |= 1u << key;
        field = nullptr;
      }
      break;
    }
    if (field != nullptr) AssignJson(member.value.raw(), field->mutable_json());
  }
  return IsWhole(seen) ? absl::OkStatus() : FirstFinding(*this, root);
}

}  // namespace jsonl::record
