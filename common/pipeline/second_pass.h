// Records that are written when all of them have been read.

#ifndef JSONL_COMMON_PIPELINE_SECOND_PASS_H_
#define JSONL_COMMON_PIPELINE_SECOND_PASS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/io/block.h"
#include "common/io/record_store.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/session.h"

namespace jsonl::pipeline {

// Takes a bit a line, besides what the store does.
class SecondPass {
 public:
  // The store keeps what it is told to.
  explicit SecondPass(io::RecordStore& store) : store_(store) {}

  // Takes a block of the first reading, whose first line has that number over all inputs, and its
  // records; `last`: what follows them in the block is not wanted. From the first block that is
  // taken on, all are.
  absl::Status Take(const io::Block& block, const Batch& batch, uint64_t first_line, bool last);
  // Leaves out a record of a block taken.
  void Skip(uint64_t line);
  bool Skips(uint64_t line) const {
    line -= base_;
    return line / 64 < skipped_.size() && (skipped_[line / 64] >> (line % 64) & 1) != 0;
  }
  // Writes the records that are left to the session's output, and counts them as written.
  absl::Status Write(Session& session) const;

 private:
  // Pieces of a block's text that are to be written.
  struct Kept;
  void FindKept(const io::Block& block, Kept* kept) const;

  io::RecordStore& store_;
  std::vector<uint64_t> first_lines_;  // by number of the block
  uint64_t base_ = 0;                  // the first line of the first block taken
  uint64_t end_ = UINT64_MAX;          // lines from here on are not wanted
  std::vector<uint64_t> skipped_;      // a bit a line from the base on
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SECOND_PASS_H_
