#include "common/record/example_check.h"

#include "common/record/nested.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

absl::Status Bad(std::string_view what) {
  return absl::InvalidArgumentError(text::Cat("Bad Example: ", what));
}

// Which text it is that breaks the record.
absl::Status NotJson(const Example& example) {
  thread_local Nested nested;
  for (const Field& field : example.fields()) {
    if (!field.json().empty() && !nested.Parse(field.json())) {
      return Bad(text::Cat("the value of field '", text::Shortened(field.name()), "' is not JSON"));
    }
  }
  return Bad("a JSON text in it is not JSON, or nested too deep");
}

}  // namespace

absl::Status CheckExample(const Format& format, const Example& example, std::string* record,
                          Example* checked) {
  record->clear();
  absl::Status status = format.Write(example, {}, record);
  if (!status.ok()) return Bad(text::FromAbsl(status.message()));
  thread_local Nested nested;
  json::Value root = nested.Parse(*record);
  if (!root || !root.is_object()) return NotJson(example);
  if (record->find('\n') != record->npos || record->find('\r') != record->npos) {
    return Bad("a JSON text in it has line ends");
  }
  // A text such as `1,"b":2` is more than one value.
  if (root.size() > static_cast<uint32_t>(example.fields_size())) return NotJson(example);
  status = format.Read(root, checked);
  return status.ok() ? status : Bad(text::FromAbsl(status.message()));
}

}  // namespace jsonl::record
