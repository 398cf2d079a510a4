#include "tools/stats/stats.h"

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"
#include "common/json/field_path.h"
#include "common/json/parser.h"
#include "common/pipeline/groups.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/reports.h"
#include "tools/stats/tally.h"

namespace jsonl::stats {
namespace {

using pipeline::Batch;

// Counts the records that one thread sees.
class Counter {
 public:
  Counter(const json::FieldPath& by, Tally* tally) : by_(by), tally_(*tally) {}

  void Count(json::Value root) {
    GroupTally& group = tally_.Group(pipeline::GroupName(by_.Find(root), &name_));
    const RecordFacts facts = LookAt(root);
    ++group.records;
    ++group.kinds[static_cast<size_t>(facts.kind)];
    if (facts.response.data() == nullptr) return;
    // Readable past its end, as the parser wants it: it lies in the block or in what the block's
    // parser decoded, and both are padded.
    ++group.response_lengths[static_cast<uint32_t>(text::CountCodePoints(facts.response))];
    if (!parser_.Parse(facts.response)) ++group.valid_json;
  }

 private:
  const json::FieldPath& by_;
  Tally& tally_;
  json::Parser parser_;
  std::string name_;
};

absl::StatusOr<Tally> CountAll(const json::FieldPath& by, pipeline::Session& session) {
  std::mutex mutex;
  std::deque<Tally> tallies;  // one a thread
  auto new_worker = [&] {
    Tally* tally;
    {
      std::lock_guard lock(mutex);
      tally = &tallies.emplace_back();
    }
    auto visit = [counter = std::make_unique<Counter>(by, tally)](
                     const pipeline::Record& record, Batch*) { counter->Count(record.root); };
    return pipeline::ScanWorker<Batch, decltype(visit)>(session.scan, std::move(visit));
  };
  auto commit = [&](const io::Block&, Batch& batch, uint64_t) {
    for (const pipeline::Line& line : batch.lines) {
      session.account.written += line.fate == pipeline::Fate::kRecord;
    }
    return absl::OkStatus();
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<Batch>(session, *source, new_worker, commit);
  if (!status.ok()) return status;
  Tally all;
  for (const Tally& tally : tallies) all.Merge(tally);
  return all;
}

}  // namespace

absl::Status RunStats(const StatsOptions& options, pipeline::Session& session) {
  if (options.to != "text" && options.to != "json") {
    return absl::InvalidArgumentError(
        text::Cat("--to '", options.to, "': the reports are text and json"));
  }
  absl::StatusOr<json::FieldPath> by = json::FieldPath::Parse(options.by);
  if (!by.ok()) return by.status();
  absl::StatusOr<Tally> tally = CountAll(*by, session);
  if (!tally.ok()) return tally.status();
  // Which records threads had already counted beyond the line it stopped at is left to chance.
  if (session.stopped) return absl::OkStatus();
  return session.output->Write(options.to == "json" ? JsonReport(*tally, options.by)
                                                    : TextReport(*tally, options.by));
}

}  // namespace jsonl::stats
