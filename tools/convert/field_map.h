// Fields under other names.

#ifndef JSONL_TOOLS_CONVERT_FIELD_MAP_H_
#define JSONL_TOOLS_CONVERT_FIELD_MAP_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/json/document.h"
#include "common/json/field_path.h"

namespace jsonl {

// The NEW=OLD pairs of --map. OLD is a field path, NEW the name of a member of the record.
class FieldMap {
 public:
  // INVALID_ARGUMENT if it is no NEW=OLD, or NEW is given twice.
  absl::Status Add(std::string_view text);
  bool empty() const { return entries_.empty(); }

  // Appends the record with its fields renamed: a member keeps its place and its value as written;
  // a field further down is copied to the end. A record without OLD is left without NEW. False if
  // a member that is not renamed has the name NEW already; then `*out` is that name.
  bool Apply(json::Value root, std::string* out) const;

 private:
  struct Entry {
    std::string to;
    json::FieldPath from;
  };
  std::vector<Entry> entries_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_FIELD_MAP_H_
