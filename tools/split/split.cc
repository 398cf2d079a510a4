#include "tools/split/split.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "common/pipeline/groups.h"
#include "common/pipeline/ranked_records.h"
#include "common/text/strings.h"
#include "tools/split/output_set.h"
#include "tools/split/ratios.h"

namespace jsonl {
namespace {

using json::FieldPath;
using pipeline::Batch;
using pipeline::Choice;
using pipeline::Fate;
using pipeline::Line;
using pipeline::RankedRecord;
using pipeline::RankedRecords;
using pipeline::Record;

constexpr uint64_t kMaxShards = 99999;
constexpr char kSplit[] = "{split}";

struct GroupedBatch : Batch {
  pipeline::NameList groups;

  void Clear() {
    Batch::Clear();
    groups.Clear();
  }
};

std::string_view TextOf(const io::Block& block, const Line& line) {
  return block.text().substr(line.begin, line.end - line.begin);
}

absl::Status SplitByRatios(const SplitOptions& options, pipeline::Session& session) {
  absl::StatusOr<Ratios> ratios = Ratios::Parse(*options.ratios);
  if (!ratios.ok()) return ratios.status();
  std::optional<FieldPath> key;
  if (options.key.has_value()) {
    absl::StatusOr<FieldPath> path = FieldPath::Parse(*options.key);
    if (!path.ok()) return path.status();
    key = *std::move(path);
  }
  const std::vector<std::string>& names = ratios->names();

  // Where each split goes; null: nowhere.
  std::vector<io::Sink*> sinks(names.size(), nullptr);
  std::unique_ptr<io::Sink> only;
  std::optional<OutputSet> outputs;
  if (options.only.has_value()) {
    auto found = std::find(names.begin(), names.end(), *options.only);
    if (found == names.end()) {
      return absl::InvalidArgumentError(
          text::Cat("--only names no split of --ratios: '", *options.only, "'"));
    }
    io::Sink*& sink = sinks[static_cast<size_t>(found - names.begin())];
    if (options.output.find(kSplit) != std::string::npos) {
      absl::StatusOr<OutputSet> set = OutputSet::Create(options.output, kSplit, session.claims);
      if (!set.ok()) return set.status();
      outputs.emplace(*std::move(set));
      absl::StatusOr<uint32_t> number = outputs->Add(*found);
      if (!number.ok()) return number.status();
      sink = &(*outputs)[*number];
    } else {
      const std::string path = options.output.empty() ? "-" : options.output;
      absl::Status claimed = session.claims.ClaimOutput("--output", path);
      if (!claimed.ok()) return claimed;
      absl::StatusOr<std::unique_ptr<io::Sink>> opened = io::OpenOutput(path);
      if (!opened.ok()) return opened.status();
      only = *std::move(opened);
      sink = only.get();
    }
  } else {
    absl::StatusOr<OutputSet> set = OutputSet::Create(options.output, kSplit, session.claims);
    if (!set.ok()) return set.status();
    outputs.emplace(*std::move(set));
    for (size_t i = 0; i < names.size(); ++i) {
      absl::StatusOr<uint32_t> number = outputs->Add(names[i]);
      if (!number.ok()) return number.status();
      sinks[i] = &(*outputs)[*number];
    }
  }

  RankedRecords records(session, pipeline::Ranker(options.seed.value_or(0), std::move(key)),
                        std::nullopt);
  if (absl::Status status = records.Read(); !status.ok()) return status;
  if (session.stopped) return absl::OkStatus();
  std::vector<uint64_t> starts = ratios->Starts(records.size());
  std::vector<pipeline::CutRequest> requests;  // the ends of all splits but the last
  for (size_t i = 1; i < starts.size(); ++i) requests.push_back({0, starts[i]});
  const std::vector<pipeline::Cut> ends = records.CutsAt(requests);
  absl::Status status = pipeline::WriteChosen(
      session, records, sinks, "other-split", [&](const RankedRecord& record) -> Choice {
        uint32_t target = 0;
        while (target < ends.size() && !ends[target].IsAbove(record.rank, record.position)) {
          ++target;
        }
        return {target, sinks[target] != nullptr ? 1u : 0u};
      });
  if (!status.ok()) return status;
  for (size_t i = 0; i < names.size(); ++i) {
    uint64_t end = i + 1 < names.size() ? starts[i + 1] : records.size();
    const uint64_t count = end - starts[i];
    session.tell(text::Cat(names[i], ": ", count, count == 1 ? " record" : " records"));
  }
  return only != nullptr ? io::Close(*only) : outputs->Close();
}

absl::Status SplitIntoShards(const SplitOptions& options, pipeline::Session& session) {
  const uint64_t shards = *options.shards;
  if (shards == 0 || shards > kMaxShards) {
    return absl::InvalidArgumentError(text::Cat("--shards takes 1 to ", kMaxShards));
  }
  absl::StatusOr<OutputSet> outputs = OutputSet::Create(options.output, "{shard}", session.claims);
  if (!outputs.ok()) return outputs.status();
  std::vector<io::Sink*> sinks;
  for (uint64_t i = 0; i < shards; ++i) {
    absl::StatusOr<uint32_t> number = outputs->Add(ShardName(i, shards));
    if (!number.ok()) return number.status();
    sinks.push_back(&(*outputs)[*number]);
  }
  RankedRecords records(session, nullptr, std::nullopt);
  if (absl::Status status = records.Read(); !status.ok()) return status;
  if (session.stopped) return absl::OkStatus();
  // The first `larger` shards have one record more than the others.
  const uint64_t size = records.size() / shards;
  const uint64_t larger = records.size() % shards;
  const uint64_t in_larger = larger * (size + 1);
  absl::Status status =
      pipeline::WriteChosen(session, records, sinks, "", [&](const RankedRecord& record) -> Choice {
        const uint64_t i = record.position;
        uint64_t shard = i < in_larger ? i / (size + 1) : larger + (i - in_larger) / size;
        return {static_cast<uint32_t>(shard), 1};
      });
  if (!status.ok()) return status;
  return outputs->Close();
}

absl::Status SplitByField(const SplitOptions& options, pipeline::Session& session) {
  absl::StatusOr<FieldPath> field = FieldPath::Parse(*options.by);
  if (!field.ok()) return field.status();
  absl::StatusOr<OutputSet> outputs = OutputSet::Create(options.output, "{value}", session.claims);
  if (!outputs.ok()) return outputs.status();
  auto visit = [&field, name = std::string()](const Record& record, GroupedBatch* batch) mutable {
    batch->groups.Add(pipeline::GroupName(field->Find(record.root), &name));
  };
  pipeline::GroupTable groups;
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<GroupedBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<GroupedBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block& block, const GroupedBatch& batch, uint64_t) {
        size_t next = 0;
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          std::string_view name = batch.groups[next++];
          uint32_t id = groups.IdOf(name);
          if (id == outputs->size()) {
            absl::StatusOr<uint32_t> added = outputs->Add(name);
            if (!added.ok()) return added.status();
          }
          ++session.account.written;
          absl::Status written = (*outputs)[id].Write(TextOf(block, line));
          if (!written.ok()) return written;
        }
        return absl::OkStatus();
      });
  if (!status.ok() || session.stopped) return status;
  session.tell(text::Cat(outputs->size(), " values of ", field->text()));
  return outputs->Close();
}

}  // namespace

absl::StatusOr<int> RunSplit(const SplitOptions& options, pipeline::Session& session) {
  if (options.ratios.has_value() + options.by.has_value() + options.shards.has_value() != 1) {
    return absl::InvalidArgumentError("give one of --ratios, --by and --shards");
  }
  if (options.only.has_value() && !options.ratios.has_value()) {
    return absl::InvalidArgumentError("--only goes with --ratios");
  }
  if ((options.seed.has_value() || options.key.has_value()) && !options.ratios.has_value()) {
    return absl::InvalidArgumentError("--seed and --key go with --ratios: nothing else is random");
  }
  absl::Status status = options.ratios.has_value() ? SplitByRatios(options, session)
                        : options.by.has_value()   ? SplitByField(options, session)
                                                   : SplitIntoShards(options, session);
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl
