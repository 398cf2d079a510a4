// Makes the examples of a block of records.

#ifndef JSONL_TOOLS_GENERATE_WORKER_H_
#define JSONL_TOOLS_GENERATE_WORKER_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/io/block.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/scanner.h"
#include "common/text/buffer.h"
#include "tools/generate/evaluator.h"
#include "tools/generate/library.h"

namespace jsonl::generate {

// An example, or several that were skipped.
struct Made {
  uint32_t line = 0;  // index into Batch::lines
  uint32_t source = 0;
  uint64_t end = 0;  // in the batch's text, past the line end
};
struct Skipped {
  uint32_t line = 0;
  uint32_t source = 0;
  uint64_t examples = 0;
};
struct Reason {
  uint32_t line = 0;
  uint32_t source = 0;
  std::string why;
};

struct GeneratedBatch : pipeline::Batch {
  text::Buffer text;
  std::vector<Made> made;
  std::vector<Skipped> skipped;
  std::vector<Reason> reasons;  // of the first that was skipped of a template, if not known yet

  void Clear() {
    Batch::Clear();
    text.clear();
    made.clear();
    skipped.clear();
    reasons.clear();
  }
};

// What is the same for all workers.
struct Work {
  const Library& library;
  uint64_t seed = 0;
  // By template: a reason for skipping it has been told. Only saves work.
  std::unique_ptr<std::atomic<bool>[]> told;
};

// The longest text that is made of one record: templates that would exceed it are skipped.
inline constexpr size_t kMaxOfRecord = size_t{256} << 20;

class Worker {
 public:
  Worker(const pipeline::ScanOptions& scan, const Work& work);
  void operator()(const io::Block& block, GeneratedBatch* batch);

 private:
  void Generate(const pipeline::Record& record, GeneratedBatch* batch);
  void GenerateFrom(uint32_t source, uint32_t line, hash::Fingerprint record, size_t begin,
                    GeneratedBatch* batch);
  enum class Outcome : uint8_t { kMade, kNotMeant, kFailed };
  Outcome Make(const Program& program, hash::Fingerprint record, std::string* why,
               text::Buffer* out);

  const Work& work_;
  pipeline::Scanner scanner_;
  Evaluator evaluator_;
  std::vector<bool> has_reason_;  // by template, in this batch
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_WORKER_H_
