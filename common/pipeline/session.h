// One run of a tool: where its records come from and go to, what it may use, and its account.

#ifndef JSONL_COMMON_PIPELINE_SESSION_H_
#define JSONL_COMMON_PIPELINE_SESSION_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/io/file_claims.h"
#include "common/io/input.h"
#include "common/io/line_source.h"
#include "common/io/record_store.h"
#include "common/io/sink.h"
#include "common/pipeline/account.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/ordered.h"
#include "common/pipeline/scanner.h"
#include "common/report/reporter.h"

namespace jsonl::pipeline {

// What a run may use. Results do not depend on any of it.
struct Resources {
  int threads = 1;
  size_t block_size = io::BlockSource::kDefaultBlockSize;
  uint64_t memory = uint64_t{4} << 30;  // bytes, for what grows with the input
  std::string temp_dir;                 // empty: $TMPDIR, or /tmp
};

struct Session {
  std::vector<io::Input> inputs;
  io::FileClaims claims;              // a tool's outputs of its own go there too
  std::unique_ptr<io::Sink> output;   // null if there is a pattern
  std::string output_pattern;         // of -o, for outputs that the tool opens
  bool output_named = false;          // -o was given
  std::unique_ptr<io::Sink> rejects;  // null: a malformed line stops the tool
  std::unique_ptr<report::Reporter> reporter;
  Resources resources;
  ScanOptions scan;
  bool never_stop = false;  // malformed lines are findings like any other

  Account account;
  bool stopped = false;  // at a malformed line

  // Lines for people on standard error, such as "Sampled 4 of 10 records".
  std::function<void(std::string_view)> tell;
  // The same for what nobody should miss, quiet or not.
  std::function<void(std::string_view)> warn;
  // Called now and then, on the committing thread: what is done, such as "read", with how many
  // bytes so far, and of how many, if that is known.
  std::function<void(std::string_view what, uint64_t done, std::optional<uint64_t> total)> progress;
  std::optional<uint64_t> input_size;  // bytes, if known, and if there is progress to tell

  // The inputs as lines, or as what they are said or, without a container, found to be.
  std::unique_ptr<io::LineSource> OpenLines(
      std::optional<io::Container> container = io::Container::kLines) const;
  // Other inputs as lines.
  std::unique_ptr<io::LineSource> OpenLinesOf(std::vector<io::Input> others) const;
  // The inputs as lines, to be read twice.
  std::unique_ptr<io::RecordStore> OpenStore(
      io::RecordStore::Keeping keeping = io::RecordStore::Keeping::kAll) const;

  // Warns, without making the run fail.
  void Warn(std::string_view message) const;
};

// Does what is the same for every tool when a block is committed: counts, reports findings in
// their place, sends what was rejected to `rejects`, and cuts the batch off at a malformed line
// if that stops the tool.
class Intake {
 public:
  explicit Intake(Session& session) : session_(session) {}

  // Turns to the block's input, if it is another than before; Admit does it too.
  void Enter(const io::Block& block);
  // After it, the tool decides about the lines of fate kRecord that are left in the batch; each
  // has been counted as read.
  absl::Status Admit(const io::Block& block, Batch& batch);
  // After the tool has: false to stop here. Findings reach their reader soon, though not one by
  // one.
  absl::StatusOr<bool> Settle(const io::Block& block);
  // After the last block: findings that have not reached their reader yet do.
  void Finish();

  // How many lines there were before the current block, over all inputs.
  uint64_t lines_before() const { return lines_before_; }
  // The same of the current input.
  uint64_t origin_lines() const { return origin_lines_; }

 private:
  absl::Status Reject(const io::Block& block, Batch& batch);

  Session& session_;
  const io::Origin* origin_ = nullptr;
  uint64_t origin_lines_ = 0;  // lines of the current input before the current block
  uint64_t lines_before_ = 0;
  uint64_t line_ends_ = 0;  // of the current block
  bool has_news_ = false;   // findings since the last flush of the reporter
  std::chrono::steady_clock::time_point next_news_;  // when they are flushed at the earliest
};

// As RunRecords below, for tools that find more about records when they see them in order:
// prepare(const io::Block&, B*, uint64_t origin_lines) -> absl::Status may add findings and reject
// records before Intake sees the batch. `origin_lines` are those of the input before the block.
template <typename B, typename NewWorker, typename Prepare, typename Commit>
absl::Status RunRecords(Session& session, io::BlockSource& source, NewWorker&& new_worker,
                        Prepare&& prepare, Commit&& commit) {
  Intake intake(session);
  absl::Status result = RunInOrder<B>(
      source, session.resources.threads, std::forward<NewWorker>(new_worker),
      [&](io::Block& block, B& batch) -> absl::StatusOr<bool> {
        intake.Enter(block);
        absl::Status status = prepare(std::as_const(block), &batch, intake.origin_lines());
        if (status.ok()) status = intake.Admit(block, batch);
        if (!status.ok()) return status;
        status = commit(std::as_const(block), batch, intake.lines_before());
        if (!status.ok()) return status;
        return intake.Settle(block);
      });
  intake.Finish();
  return result;
}

// Runs the records of a source through the threads: each worker's call fills a B, which derives
// from Batch; commit(const io::Block&, B&, uint64_t lines_before) -> absl::Status sees the
// batches in order, after Intake has. Stops, well, at a malformed line when it has to.
template <typename B, typename NewWorker, typename Commit>
absl::Status RunRecords(Session& session, io::BlockSource& source, NewWorker&& new_worker,
                        Commit&& commit) {
  return RunRecords<B>(
      session, source, std::forward<NewWorker>(new_worker),
      [](const io::Block&, B*, uint64_t) { return absl::OkStatus(); },
      std::forward<Commit>(commit));
}

// A worker that scans and hands every record to visit(const Record&, B*).
template <typename B, typename Visitor>
class ScanWorker {
 public:
  ScanWorker(const ScanOptions& options, Visitor visitor)
      : scanner_(options), visitor_(std::move(visitor)) {}
  void operator()(const io::Block& block, B* batch) {
    batch->Clear();
    scanner_.Scan(block, batch, [&](const Record& record) { visitor_(record, batch); });
  }

 private:
  Scanner scanner_;
  Visitor visitor_;
};

// Writes lines of a block, adjacent ones at one go.
class RunWriter {
 public:
  RunWriter(io::Sink* sink, std::string_view text) : sink_(sink), text_(text) {}

  absl::Status Add(const Line& line) {
    if (line.begin != end_) {
      if (absl::Status status = Finish(); !status.ok()) return status;
      begin_ = line.begin;
    }
    end_ = line.end;
    return absl::OkStatus();
  }
  absl::Status Finish() {
    if (begin_ == end_) return absl::OkStatus();
    absl::Status status = sink_->Write(text_.substr(begin_, end_ - begin_));
    begin_ = end_;
    return status;
  }

 private:
  io::Sink* sink_;
  std::string_view text_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SESSION_H_
