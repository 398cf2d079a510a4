#include "tools/dedupe/near_dedupe.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "common/io/record_store.h"
#include "common/near/index.h"
#include "common/pipeline/second_pass.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"
#include "tools/dedupe/against.h"
#include "tools/dedupe/duplicate_list.h"
#include "tools/dedupe/places.h"

namespace jsonl {
namespace {

using near::Match;
using pipeline::Record;

// Of one record, as a part of all: more near-duplicates are likely to share a template.
constexpr double kManyShare = 0.03;
constexpr uint64_t kManyRecords = 20;

absl::StatusOr<near::Options> ParseOptions(const DedupeOptions& options,
                                           const pipeline::Resources& resources) {
  absl::StatusOr<near::TextKey> key = near::TextKey::Parse(options.key);
  if (!key.ok()) {
    return absl::InvalidArgumentError(
        text::Cat("--key with --near: ", text::FromAbsl(key.status().message())));
  }
  absl::StatusOr<text::Decimal> threshold = text::Decimal::Parse(*options.near);
  if (!threshold.ok() || !threshold->AtMostOne() || threshold->ToDouble() < near::kLeastThreshold) {
    return absl::InvalidArgumentError(text::Cat(
        "--near: '", *options.near, "' is not a similarity from ", near::kLeastThreshold, " to 1"));
  }
  return near::Options{*std::move(key), threshold->ToDouble(), options.ngram, resources.memory,
                       resources.temp_dir};
}

// Lines that are no records have numbers in the index, too.
struct SketchBatch : pipeline::Batch {
  near::Index::Sketches sketches;

  void Clear() {
    Batch::Clear();
    sketches.Clear();
  }
};

// Records that are read twice: those of --against, or the inputs.
struct Reading {
  std::unique_ptr<io::RecordStore> store;
  pipeline::SecondPass second_pass{*store};
};

class NearDedupe {
 public:
  NearDedupe(pipeline::Session& session, near::Options options, Keep keep,
             std::unique_ptr<io::LineSource> against)
      : session_(session),
        keep_(keep),
        against_{std::make_unique<io::RecordStore>(std::move(against), session.resources.temp_dir)},
        inputs_{session.OpenStore()},
        index_(std::move(options)) {}

  void Explain() const;
  absl::Status List(const std::string& path) {
    return DuplicateList::Open(path, places_, session_, &list_);
  }
  absl::Status Read();
  absl::Status Finish();

 private:
  auto NewWorker() const {
    auto visit = [sketcher = near::Sketcher(index_)](const Record& record,
                                                     SketchBatch* batch) mutable {
      while (batch->sketches.records() < record.line) sketcher.Skip(&batch->sketches);
      sketcher.Add(record.root, &batch->sketches);
    };
    return pipeline::ScanWorker<SketchBatch, decltype(visit)>(session_.scan, std::move(visit));
  }
  absl::Status Take(Reading& reading, const io::Block& block, const SketchBatch& batch);
  absl::Status ReadSets(const Reading& reading);
  absl::Status Drop(const std::vector<Match>& matches);
  void WarnOfTemplates(const std::vector<Match>& matches) const;

  pipeline::Session& session_;
  Keep keep_;
  Reading against_;
  Reading inputs_;
  near::Index index_;
  Places places_;
  std::optional<DuplicateList> list_;
};

void NearDedupe::Explain() const {
  std::string text = index_.Explain();
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = rest.find('\n');
    session_.tell(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
}

absl::Status NearDedupe::Take(Reading& reading, const io::Block& block, const SketchBatch& batch) {
  const uint64_t first_line = index_.records();
  places_.Enter(block.origin, first_line);
  absl::Status status = reading.second_pass.Take(block, batch, first_line, session_.stopped);
  if (status.ok()) status = index_.Take(batch.sketches);
  const uint64_t lines = first_line + batch.line_ends;
  return status.ok() && lines > index_.records() ? index_.Skip(lines - index_.records()) : status;
}

absl::Status NearDedupe::Read() {
  absl::Status status = RunAgainst<SketchBatch>(
      session_, *against_.store, [this] { return NewWorker(); },
      [](const SketchBatch& batch, uint64_t) { return batch.sketches.absent(); },
      [this](const io::Block& block, const SketchBatch& batch, uint64_t) {
        return Take(against_, block, batch);
      });
  if (!status.ok() || session_.stopped) return status;
  index_.EndReferences();
  return pipeline::RunRecords<SketchBatch>(
      session_, *inputs_.store, [this] { return NewWorker(); },
      [this](const io::Block& block, const SketchBatch& batch, uint64_t) {
        return Take(inputs_, block, batch);
      });
}

absl::Status NearDedupe::ReadSets(const Reading& reading) {
  auto new_visitor = [this] {
    return [this, reader = near::SetReader(index_)](uint64_t line, std::string_view record,
                                                    near::Index::Sets* sets) mutable {
      if (index_.Needs(line)) reader.Add(record, sets);
    };
  };
  return reading.second_pass.Read<near::Index::Sets>(
      session_, new_visitor, [this](const near::Index::Sets& sets) { return index_.Take(sets); });
}

absl::Status NearDedupe::Finish() {
  // What comes after the line that the tool stopped at might have changed what is kept.
  if (session_.stopped) return absl::OkStatus();
  absl::Status status = index_.FindCandidates(session_.resources.threads);
  if (status.ok() && index_.needed() > 0) {
    status = ReadSets(against_);
    if (status.ok()) status = ReadSets(inputs_);
  }
  if (!status.ok()) return status;
  absl::StatusOr<std::vector<Match>> matches = index_.Dropped(keep_);
  if (!matches.ok()) return matches.status();
  WarnOfTemplates(*matches);
  if (status = Drop(*matches); !status.ok()) return status;
  TellAbsent(session_, index_.absent());
  if (status = inputs_.second_pass.Write(session_); !status.ok()) return status;
  return list_.has_value() ? list_->Close() : absl::OkStatus();
}

absl::Status NearDedupe::Drop(const std::vector<Match>& matches) {
  std::vector<uint64_t> dropped_against;  // by input
  uint64_t duplicates = 0;
  for (const Match& match : matches) {
    inputs_.second_pass.Skip(match.record);
    if (match.of < index_.references()) {
      const size_t input = places_.Of(match.of).input_number;
      if (dropped_against.size() <= input) dropped_against.resize(input + 1);
      ++dropped_against[input];
    } else {
      ++duplicates;
    }
    if (!list_.has_value()) continue;
    std::string similarity = absl::StrFormat(",\"similarity\":%.4f", match.similarity);
    absl::Status status = list_->Add({match.record, match.of}, similarity);
    if (!status.ok()) return status;
  }
  session_.account.Drop("near-duplicate", duplicates);
  DropAgainst(session_, "against", places_, dropped_against);
  return absl::OkStatus();
}

void NearDedupe::WarnOfTemplates(const std::vector<Match>& matches) const {
  absl::flat_hash_map<uint32_t, uint64_t> counts;
  Match most = {};
  uint64_t most_count = 0;
  for (const Match& match : matches) {
    const uint64_t count = ++counts[match.of];
    if (count > most_count || (count == most_count && match.of < most.of)) {
      most = match;
      most_count = count;
    }
  }
  const auto records = static_cast<double>(session_.account.read);
  const double share = static_cast<double>(most_count) / std::max(records, 1.0);
  if (most_count < kManyRecords || share < kManyShare) return;
  const Places::Place place = places_.Of(most.of);
  session_.Warn(text::Cat(
      most_count, " records, ", absl::StrFormat("%.1f", 100 * share),
      " % of all, are dropped as near-duplicates of ", place.input, ":", place.line,
      "; if what they share is a template, compare the fields that differ (-k), or raise --near"));
}

}  // namespace

absl::StatusOr<int> RunNearDedupe(const DedupeOptions& options, Keep keep,
                                  pipeline::Session& session) {
  absl::StatusOr<near::Options> index = ParseOptions(options, session.resources);
  if (!index.ok()) return index.status();
  absl::StatusOr<std::unique_ptr<io::LineSource>> against = OpenAgainst(options.against, session);
  if (!against.ok()) return against.status();
  NearDedupe dedupe(session, *std::move(index), keep, *std::move(against));
  if (options.explain) dedupe.Explain();
  absl::Status status = dedupe.List(options.duplicates);
  if (status.ok()) status = dedupe.Read();
  if (status.ok()) status = dedupe.Finish();
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl
