#include "tools/stats/scan.h"

#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/io/block.h"
#include "common/io/line_source.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/scanner.h"
#include "tools/stats/counter.h"
#include "tools/stats/path_tree.h"
#include "tools/stats/tally.h"
#include "tools/stats/token_counter.h"

namespace jsonl::stats {
namespace {

struct StatsBatch : pipeline::Batch {
  bool has_firsts = false;  // some place of the block is remembered

  void Clear() {
    Batch::Clear();
    has_firsts = false;
  }
};

// What one thread counts.
struct Share {
  Tally tally;
  PathTree paths;
};

class Worker {
 public:
  Worker(const json::FieldPath& by, const Tokens* tokens, const pipeline::ScanOptions& scan,
         Share* share)
      : scanner_(scan),
        counter_(std::make_unique<Counter>(by, tokens, &share->tally)),
        paths_(share->paths) {}

  void operator()(const io::Block& block, StatsBatch* batch) {
    batch->Clear();
    scanner_.Scan(block, batch, [&](const pipeline::Record& record) {
      counter_->Count(record.root);
      const pipeline::Line& line = batch->lines[record.line];
      const Place place = Place::InBlock(block.sequence, line.begin, line.number);
      batch->has_firsts |= paths_.Count(record.root, place);
    });
    counter_->Finish();
  }

 private:
  pipeline::Scanner scanner_;
  std::unique_ptr<Counter> counter_;
  PathTree& paths_;
};

}  // namespace

absl::StatusOr<Statistics> ScanInputs(const json::FieldPath& by, const Tokens* tokens,
                                      pipeline::Session& session) {
  std::mutex mutex;
  std::deque<Share> shares;  // one a thread
  auto new_worker = [&] {
    std::lock_guard lock(mutex);
    return Worker(by, tokens, session.scan, &shares.emplace_back());
  };
  Statistics statistics;
  statistics.by = by.text();
  if (tokens != nullptr) statistics.tokenizer = tokens->name();
  const uint64_t bytes_before = session.account.bytes;
  std::vector<BlockStart> starts;
  auto prepare = [&](const io::Block& block, StatsBatch* batch, uint64_t origin_lines) {
    statistics.inputs.resize(block.origin->number + 1);
    statistics.inputs.back() = block.origin->name;
    if (batch->has_firsts) {
      starts.push_back({block.sequence, block.origin->number, origin_lines,
                        session.account.bytes - bytes_before});
    }
    return absl::OkStatus();
  };
  auto commit = [&](const io::Block&, StatsBatch& batch, uint64_t) {
    for (const pipeline::Line& line : batch.lines) {
      session.account.written += line.fate == pipeline::Fate::kRecord;
    }
    return absl::OkStatus();
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status =
      pipeline::RunRecords<StatsBatch>(session, *source, new_worker, prepare, commit);
  if (!status.ok()) return status;
  statistics.bytes = session.account.bytes - bytes_before;
  for (Share& share : shares) {
    statistics.tally.Merge(share.tally);
    ResolvePlaces(starts, share.paths.mutable_root());
    statistics.paths.Merge(std::move(share.paths));
  }
  statistics.paths.Settle();
  return statistics;
}

}  // namespace jsonl::stats
