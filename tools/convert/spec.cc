#include "tools/convert/spec.h"

#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

struct ContainerRow {
  std::string_view name;
  io::Container container;
  std::string_view summary;
};

constexpr ContainerRow kContainers[] = {
    {"jsonl", io::Container::kLines, "a record a line"},
    {"json", io::Container::kJsonArray, "one array of records"},
    {"csv", io::Container::kCsv, "rows of values under a row of names, separated by commas"},
    {"tsv", io::Container::kTsv, "the same, separated by tabs"},
    {"npy", io::Container::kNpy, "a NumPy array of int64, a row of tokens a record"},
    {"protobuf", io::Container::kDelimited, "Example messages, each with its length before it"},
};

std::optional<io::Container> FindContainer(std::string_view name) {
  for (const ContainerRow& row : kContainers) {
    if (row.name == name) return row.container;
  }
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
          text::Cat("unknown container '", container, "': it is one of ", ContainerNames()));
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

std::string ContainerNames() {
  std::string names;
  for (const ContainerRow& row : kContainers) {
    text::Append(&names, names.empty() ? "" : ", ", row.name);
  }
  return names;
}

std::string ListFormats() {
  constexpr size_t kColumn = 22;
  std::string out = "Containers.\n\n";
  for (const ContainerRow& row : kContainers) {
    text::Append(&out, row.name, std::string(kColumn - row.name.size(), ' '), row.summary, "\n");
  }
  return text::Cat(out, "\n", record::FormatList());
}

}  // namespace jsonl
