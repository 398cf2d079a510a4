// What each thread does with a block of lines.

#ifndef JSONL_TOOLS_VALIDATE_WORKER_H_
#define JSONL_TOOLS_VALIDATE_WORKER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "common/io/block.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/scanner.h"
#include "tools/validate/checker/checker.h"
#include "tools/validate/record_checker.h"
#include "tools/validate/unique_values.h"

namespace jsonl {

struct CheckedBatch : pipeline::Batch {
  static constexpr size_t kUnchecked = 64;
  std::array<uint64_t, kUnchecked> unchecked = {};  // records, by RecordChecker::unchecked
  std::vector<UniqueKey> keys;
  absl::Status status;  // of the checker

  void Clear();
};

class Worker {
 public:
  // `checker` is null when there is none. A checker sees only records that are valid otherwise.
  Worker(const pipeline::ScanOptions& scan, const RecordRules& rules, const UniqueValues& unique,
         CheckerCommand* checker);

  void operator()(const io::Block& block, CheckedBatch* batch);

 private:
  void Check(const pipeline::Record& record, CheckedBatch* batch);

  pipeline::Scanner scanner_;
  RecordChecker rules_;
  const UniqueValues& unique_;
  std::unique_ptr<Checker> checker_;
  std::vector<report::Finding> findings_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_WORKER_H_
