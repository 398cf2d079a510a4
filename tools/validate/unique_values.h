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
#include "common/pipeline/account.h"
#include "common/pipeline/batch.h"

namespace jsonl {

// The value of a unique field in a line of a batch.
struct UniqueKey {
  uint32_t line;   // index into Batch::lines
  uint32_t field;  // which of the fields
  hash::Fingerprint value;
};

// Values are compared as JSON, by a fingerprint of 128 bits; null is no value. A value belongs to
// the first record that has it and is otherwise valid. Takes 25 bytes a value in tables that are
// from 7/16 to 7/8 full, 29 to 58 bytes a value, also while they grow.
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
  // RESOURCE_EXHAUSTED where the next value would go past the memory.
  absl::Status Admit(const io::Block& block, uint64_t origin_lines,
                     const std::vector<UniqueKey>& keys, pipeline::Batch* batch);

  // Notes, for each field, how many of the valid records lack it.
  void NoteIn(pipeline::Account* account) const;

 private:
  // Many small tables instead of one, since a table that grows takes its old memory and its new.
  static constexpr size_t kTables = 64;

  // The line and the input that a value came from.
  class Place {
   public:
    Place(uint64_t line, uint64_t origin) : packed_(line << kOriginBits | origin) {}
    uint64_t line() const { return packed_ >> kOriginBits; }  // from 1
    uint64_t origin() const { return packed_ & ((uint64_t{1} << kOriginBits) - 1); }

   private:
    static constexpr int kOriginBits = 24;
    uint64_t packed_;
  };
  using Table = absl::flat_hash_map<hash::Fingerprint, Place>;

  UniqueValues() = default;

  Table& TableOf(const UniqueKey& key) {
    return tables_[key.field * kTables + (key.value.high >> 58)];
  }
  bool Insert(const UniqueKey& key, Place place);

  std::vector<json::FieldPath> paths_;
  std::vector<Table> tables_;         // kTables a field
  std::vector<uint64_t> values_;      // by field
  std::vector<std::string> origins_;  // names of the inputs so far
  const io::Origin* origin_ = nullptr;
  uint64_t memory_ = 0;
  uint64_t taken_ = 0;  // of it
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_UNIQUE_VALUES_H_
