// What --from and --to name: a container and a record format.

#ifndef JSONL_TOOLS_CONVERT_SPEC_H_
#define JSONL_TOOLS_CONVERT_SPEC_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/record/format.h"

namespace jsonl {

struct Spec {
  std::optional<io::Container> container;  // none: it is not said
  const record::Format* format = nullptr;  // null: it is not said, or "auto"

  // "json:sharegpt", "json" or "sharegpt".
  // INVALID_ARGUMENT names what is unknown, and what it may have meant.
  static absl::StatusOr<Spec> Parse(std::string_view text);
};

// The names of the containers: "jsonl, json, protobuf".
std::string ContainerNames();

// What --list-formats prints: the containers, and the formats.
std::string ListFormats();

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_SPEC_H_
