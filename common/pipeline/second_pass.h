// Records that are written when all of them have been read.

#ifndef JSONL_COMMON_PIPELINE_SECOND_PASS_H_
#define JSONL_COMMON_PIPELINE_SECOND_PASS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/io/record_store.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/ordered.h"
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

  // Reads the records that are left again: visitor(uint64_t line, std::string_view record,
  // Result*), one of new_visitor() a thread, and commit(Result&) -> absl::Status for the blocks in
  // order. Records have their line ends, and json::Parser::kPadding readable bytes after them. A
  // Result has Clear().
  template <typename Result, typename NewVisitor, typename Commit>
  absl::Status Read(const Session& session, const NewVisitor& new_visitor, Commit&& commit) const;

 private:
  // Pieces of a block's text that are to be written.
  struct Kept;
  void FindKept(const io::Block& block, Kept* kept) const;
  // Calls visit(uint64_t line, size_t begin, size_t end) for all lines of a block that are wanted.
  template <typename Visit>
  void ForEachLine(const io::Block& block, Visit&& visit) const;

  io::RecordStore& store_;
  std::vector<uint64_t> first_lines_;  // by number of the block
  uint64_t base_ = 0;                  // the first line of the first block taken
  uint64_t end_ = UINT64_MAX;          // lines from here on are not wanted
  std::vector<uint64_t> skipped_;      // a bit a line from the base on
};

// -------------------------------------------------------------------------------------------------

template <typename Visit>
void SecondPass::ForEachLine(const io::Block& block, Visit&& visit) const {
  const std::string_view text = block.text();
  uint64_t line = first_lines_[block.sequence];
  for (size_t begin = 0; begin < text.size() && line < end_; ++line) {
    const size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    visit(line, begin, end);
    begin = end;
  }
}

template <typename Result, typename NewVisitor, typename Commit>
absl::Status SecondPass::Read(const Session& session, const NewVisitor& new_visitor,
                              Commit&& commit) const {
  std::unique_ptr<io::BlockSource> source = store_.Replay();
  uint64_t done = 0;
  auto new_worker = [&] {
    return [this, visitor = new_visitor()](const io::Block& block, Result* result) mutable {
      result->Clear();
      ForEachLine(block, [&](uint64_t line, size_t begin, size_t end) {
        if (!Skips(line)) visitor(line, block.text().substr(begin, end - begin), result);
      });
    };
  };
  return RunInOrder<Result>(*source, session.resources.threads, new_worker,
                            [&](const io::Block& block, Result& result) -> absl::StatusOr<bool> {
                              absl::Status status = commit(result);
                              if (!status.ok()) return status;
                              done += block.text().size();
                              if (session.progress) {
                                session.progress("read again", done, session.account.bytes);
                              }
                              return true;
                            });
}

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SECOND_PASS_H_
