// The records of a block, gathered by where they go, so that each output gets them at one go.

#ifndef JSONL_COMMON_PIPELINE_GATHERED_H_
#define JSONL_COMMON_PIPELINE_GATHERED_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/io/sink.h"

namespace jsonl::pipeline {

// Where a record goes, and how often.
struct Choice {
  uint32_t target = 0;
  uint64_t copies = 0;  // 0: it is dropped
};

class Gathered {
 public:
  void Clear();
  // The record must stay where it is until WriteTo.
  void Add(std::string_view record, const Choice& choice);
  // Targets are indices into `sinks`.
  absl::Status WriteTo(const std::vector<io::Sink*>& sinks) const;

  uint64_t written() const { return written_; }
  uint64_t copies() const { return copies_; }
  uint64_t dropped() const { return dropped_; }

 private:
  // After `end` bytes, the `size` bytes before it come so many times more.
  struct Repeat {
    size_t end;
    size_t size;
    uint64_t times;
  };
  struct Target {
    std::string text;
    std::vector<Repeat> repeats;
  };

  void EndRun();

  std::vector<Target> targets_;
  std::vector<uint32_t> used_;
  // The last records, as long as they are neighbours and go to one target.
  std::string_view run_;
  uint32_t run_target_ = 0;
  uint64_t written_ = 0;
  uint64_t copies_ = 0;
  uint64_t dropped_ = 0;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_GATHERED_H_
