// --overlap: drops what shares a run of words with a file of --against.

#ifndef JSONL_TOOLS_DEDUPE_OVERLAP_H_
#define JSONL_TOOLS_DEDUPE_OVERLAP_H_

#include <cstddef>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/near/shingles.h"
#include "common/pipeline/session.h"
#include "tools/dedupe/options.h"

namespace jsonl {

// Runs of words, and where they occur first.
class RunTable {
 public:
  struct Run {
    uint64_t shingle;
    uint64_t check;  // near::ShingleReader::Check
  };
  struct Found {
    size_t shingle;  // which of the record
    uint64_t line;
  };

  void Add(const Run& run, uint64_t line) {
    runs_.try_emplace(run.shingle, Entry{run.check, line});
  }
  size_t size() const { return runs_.size(); }
  // The first run of the record read last that is in the table; false if there is none. Two hashes
  // of 64 bits must agree.
  bool Find(const near::ShingleReader& record, Found* found) const;

 private:
  struct Entry {
    uint64_t check;
    uint64_t line;
  };
  absl::flat_hash_map<uint64_t, Entry> runs_;
};

// Writes the records of the inputs in order, without those that share any options.overlap words in
// a row with a record of --against. INVALID_ARGUMENT for bad options; RESOURCE_EXHAUSTED where the
// files of --against have more runs than memory holds.
absl::StatusOr<int> RunOverlap(const DedupeOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_OVERLAP_H_
