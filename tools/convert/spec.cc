#include "tools/convert/spec.h"

#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

std::optional<io::Container> FindContainer(std::string_view name) {
  if (name == "jsonl") return io::Container::kLines;
  if (name == "json") return io::Container::kJsonArray;
  if (name == "protobuf") return io::Container::kDelimited;
  return std::nullopt;
}

}  // namespace

absl::StatusOr<Spec> Spec::Parse(std::string_view text) {
  Spec spec;
  std::string_view name = text;
  size_t colon = text.find(':');
  std::string_view container = text.substr(0, colon);
  spec.container = FindContainer(container);
  if (colon != text.npos) {
    if (!spec.container.has_value()) {
      return absl::InvalidArgumentError(
          text::Cat("unknown container '", container, "': it is jsonl, json or protobuf"));
    }
    name = text.substr(colon + 1);
  } else if (spec.container.has_value()) {
    return spec;
  }
  if (name == "auto") return spec;
  absl::StatusOr<const record::Format*> format = record::FindNamed(name);
  if (!format.ok()) return format.status();
  spec.format = *format;
  return spec;
}

}  // namespace jsonl
