// Fields whose values may not occur twice in the whole input.

#ifndef JSONL_TOOLS_VALIDATE_UNIQUE_VALUES_H_
#define JSONL_TOOLS_VALIDATE_UNIQUE_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/hash/fingerprint.h"
#include "common/io/block.h"
#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/pipeline/batch.h"

namespace jsonl {

// The value of a unique field in a line of a batch.
struct UniqueKey {
  uint32_t line;   // index into Batch::lines
  uint32_t field;  // which of the fields
  hash::Fingerprint value;
};

// Values are compared as JSON, by a fingerprint of 128 bits; null is no value. A value belongs to
// the first record that has it and is otherwise valid. Takes 24 bytes a value in tables that are at
// least 7/16 full, 30 to 60 bytes a value.
class UniqueValues {
 public:
  // INVALID_ARGUMENT for a bad field.
  static absl::StatusOr<UniqueValues> Parse(const std::vector<std::string>& fields,
                                            uint64_t memory);

  bool empty() const { return paths_.empty(); }
  // Appends the record's keys. May be called on any thread.
  void AppendKeys(json::Value root, size_t line, std::vector<UniqueKey>* keys) const;

  // Takes the keys of the next batch, in the order of the input, and rejects the records whose
  // values belong to an earlier one. `origin_lines`: lines of the input before the block.
  // RESOURCE_EXHAUSTED past the memory.
  absl::Status Admit(const io::Block& block, uint64_t origin_lines,
                     const std::vector<UniqueKey>& keys, pipeline::Batch* batch);

 private:
  struct Place {
    uint64_t line;  // from 1
    uint32_t origin;
  };
  using Table = absl::flat_hash_map<hash::Fingerprint, Place>;

  UniqueValues() = default;

  std::vector<json::FieldPath> paths_;
  std::vector<Table> tables_;         // one a field
  std::vector<std::string> origins_;  // names of the inputs so far
  const io::Origin* origin_ = nullptr;
  uint64_t memory_ = 0;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_UNIQUE_VALUES_H_
