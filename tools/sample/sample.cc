#include "tools/sample/sample.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "common/pipeline/ranked_records.h"
#include "common/pipeline/selection.h"
#include "common/pipeline/shuffle.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/sample/quotas.h"

namespace jsonl {
namespace {

using json::FieldPath;
using pipeline::Batch;
using pipeline::Cut;
using pipeline::Fate;
using pipeline::Line;
using pipeline::RankedRecord;
using pipeline::Ranker;
using pipeline::Record;

constexpr std::string_view kNotSampled = "not-sampled";
constexpr uint64_t kCopiedAtATime = 1 << 20;  // bytes

struct HashedBatch : Batch {
  std::vector<uint64_t> hashes;  // of the records

  void Clear() {
    Batch::Clear();
    hashes.clear();
  }
};

struct ShuffledBatch {
  pipeline::Shuffle::Batch records;
  std::vector<std::pair<RankedRecord, uint64_t>> repeated;  // those of several copies
  uint64_t written = 0;
  uint64_t dropped = 0;

  void Clear() {
    records.Clear();
    repeated.clear();
    written = 0;
    dropped = 0;
  }
};

// The options, understood.
struct Plan {
  Ranker ranker;
  std::optional<FieldPath> by;
  std::optional<text::Decimal> bernoulli;
  Quotas quotas;
  Quota all;  // without groups
};

// What is wrong with the value of an option.
absl::Status Of(std::string_view option, const absl::Status& error) {
  return absl::InvalidArgumentError(text::Cat(option, ": ", text::FromAbsl(error.message())));
}

absl::StatusOr<std::optional<FieldPath>> ParseField(const std::optional<std::string>& text) {
  if (!text.has_value()) return std::optional<FieldPath>();
  absl::StatusOr<FieldPath> path = FieldPath::Parse(*text);
  if (!path.ok()) return path.status();
  return std::optional<FieldPath>(*std::move(path));
}

absl::StatusOr<Plan> MakePlan(const SampleOptions& options) {
  bool grouped = options.rates.has_value() || options.counts.has_value();
  int ways = options.count.has_value() + options.rate.has_value() + options.bernoulli.has_value() +
             grouped;
  if (ways > 1) {
    return absl::InvalidArgumentError(
        "give only one of --count, --rate, --bernoulli, and --by with --rates or --counts");
  }
  if (ways == 0 && !options.shuffle) {
    return absl::InvalidArgumentError(
        "say how much: --count, --rate, --bernoulli, --by with --rates or --counts, or --shuffle");
  }
  if (grouped != options.by.has_value()) {
    return absl::InvalidArgumentError("--by FIELD goes with --rates or --counts");
  }
  absl::StatusOr<std::optional<FieldPath>> key = ParseField(options.key);
  if (!key.ok()) return key.status();
  absl::StatusOr<std::optional<FieldPath>> by = ParseField(options.by);
  if (!by.ok()) return by.status();
  Plan plan = {Ranker(options.seed, *std::move(key)), *std::move(by), {}, {}, {}};
  plan.all.count = options.count.value_or(UINT64_MAX);
  if (options.rate.has_value()) {
    absl::StatusOr<text::Decimal> rate = text::Decimal::Parse(*options.rate);
    if (!rate.ok()) return Of("--rate", rate.status());
    plan.all.rate = *std::move(rate);
  }
  if (options.bernoulli.has_value()) {
    absl::StatusOr<text::Decimal> share = text::Decimal::Parse(*options.bernoulli);
    if (!share.ok()) return Of("--bernoulli", share.status());
    if (!share->AtMostOne()) {
      return absl::InvalidArgumentError("--bernoulli takes a probability, at most 1");
    }
    plan.bernoulli = *std::move(share);
  }
  if (options.rates.has_value()) {
    if (absl::Status status = plan.quotas.AddRates(*options.rates); !status.ok()) return status;
  }
  if (options.counts.has_value()) {
    if (absl::Status status = plan.quotas.AddCounts(*options.counts); !status.ok()) return status;
  }
  return plan;
}

// One pass: each record decides for itself.
absl::Status RunBernoulli(const Plan& plan, pipeline::Session& session) {
  const uint64_t share = plan.bernoulli->ShareOfHashes();
  auto visit = [&](const Record& record, HashedBatch* batch) {
    batch->hashes.push_back(plan.ranker(record).high);
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  uint64_t dropped = 0;
  absl::Status status = pipeline::RunRecords<HashedBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<HashedBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block& block, const HashedBatch& batch, uint64_t) {
        pipeline::RunWriter out(session.output.get(), block.text());
        size_t next = 0;
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          uint64_t hash = batch.hashes[next++];
          if (hash >= share && share != UINT64_MAX) {
            ++dropped;
            continue;
          }
          ++session.account.written;
          if (absl::Status added = out.Add(line); !added.ok()) return added;
        }
        return out.Finish();
      });
  session.account.Drop(kNotSampled, dropped);
  return status;
}

// Two passes: the first ranks all records, then it is decided how often each is written, the
// second writes.
class ExactSample {
 public:
  ExactSample(const SampleOptions& options, const Plan& plan, pipeline::Session& session)
      : options_(options),
        plan_(plan),
        session_(session),
        records_(session, plan.ranker, plan.by) {}

  absl::Status Run() {
    if (absl::Status status = records_.Read(); !status.ok()) return status;
    if (session_.stopped) return absl::OkStatus();
    if (absl::Status status = Decide(); !status.ok()) return status;
    return options_.shuffle ? WriteShuffled() : WriteInOrder();
  }

 private:
  // What is done with the records of a group.
  struct Verdict {
    uint64_t whole = 0;  // how often each is written at least
    Cut cut;             // those before it once more
  };

  absl::Status Decide() {
    std::vector<const Quota*> quotas;  // by group
    if (!plan_.by.has_value()) {
      quotas.push_back(&plan_.all);
    } else {
      for (const std::string& name : records_.group_names()) {
        quotas.push_back(plan_.quotas.Find(name));
        if (quotas.back() != nullptr) continue;
        return absl::InvalidArgumentError(
            text::Cat("group '", text::Shortened(name),
                      "' has no rate or count: name it, or give *=VALUE for all "
                      "that are not named"));
      }
    }
    std::vector<pipeline::CutRequest> requests;
    for (uint32_t group = 0; group < quotas.size(); ++group) {
      const uint64_t size = records_.group_sizes()[group];
      requests.push_back({group, quotas[group]->Rest(size)});
      lines_ += quotas[group]->Whole() * size + requests.back().count;
      Tell(*quotas[group], group, requests.back().count);
    }
    const std::vector<Cut> cuts = records_.CutsAt(requests);
    for (size_t group = 0; group < cuts.size(); ++group) {
      verdicts_.push_back({quotas[group]->Whole(), cuts[group]});
    }
    WarnOfAbsentGroups();
    return absl::OkStatus();
  }

  void Tell(const Quota& quota, uint32_t group, uint64_t rest) const {
    // Everything, to be shuffled, is no sample.
    if (!quota.rate.has_value() && quota.count == UINT64_MAX) return;
    const uint64_t size = records_.group_sizes()[group];
    const uint64_t lines = quota.Whole() * size + rest;
    const std::string whose =
        plan_.by.has_value()
            ? text::Cat(" for '", text::Shortened(records_.group_names()[group]), "'")
            : "";
    session_.tell(
        text::Cat("Sampled ", lines, "/", size, " records", whose, " (", quota.ToString(), ")"));
    if (quota.rate.has_value() && lines == 0 && size > 0) {
      session_.Warn(text::Cat(quota.ToString(), " results in 0 records", whose));
    }
  }

  void WarnOfAbsentGroups() const {
    const std::vector<std::string>& names = records_.group_names();
    std::vector<std::string> absent;
    for (const auto& [name, quota] : plan_.quotas.named()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) absent.push_back(name);
    }
    std::sort(absent.begin(), absent.end());
    for (const std::string& name : absent) {
      session_.Warn(text::Cat("no record is in group '", text::Shortened(name), "'"));
    }
  }

  uint64_t CopiesOf(const RankedRecord& record) const {
    const Verdict& verdict = verdicts_[record.group];
    return verdict.whole + (verdict.cut.IsAbove(record.rank, record.position) ? 1 : 0);
  }

  absl::Status WriteInOrder() {
    return pipeline::WriteChosen(session_, records_, {session_.output.get()}, kNotSampled,
                                 [this](const RankedRecord& record) -> pipeline::Choice {
                                   return {0, CopiesOf(record)};
                                 });
  }

  absl::Status WriteShuffled() {
    const uint64_t bytes = static_cast<uint64_t>(static_cast<double>(session_.account.bytes) *
                                                 static_cast<double>(lines_) /
                                                 static_cast<double>(records_.size() + 1));
    pipeline::Shuffle shuffle(bytes, lines_, session_.resources.memory,
                              session_.resources.temp_dir);
    auto add = [&](const RankedRecord& record, uint64_t copy, pipeline::Shuffle::Batch* batch) {
      // Equal records must not end up side by side, so position and copy take part.
      hash::Fingerprint place = hash::Mix({record.position, copy}, {options_.seed, 0});
      batch->Add(shuffle, hash::Mix(record.rank, place), record.text);
    };
    absl::Status status = records_.Replay<ShuffledBatch>(
        [&](const RankedRecord& record, ShuffledBatch* batch) {
          const uint64_t copies = CopiesOf(record);
          if (copies == 0) {
            ++batch->dropped;
            return;
          }
          ++batch->written;
          add(record, 0, &batch->records);
          if (copies > 1) batch->repeated.emplace_back(record, copies);
        },
        [&](ShuffledBatch& batch) {
          session_.account.written += batch.written;
          session_.account.Drop(kNotSampled, batch.dropped);
          absl::Status taken = shuffle.Take(batch.records);
          batch.records.Clear();
          uint64_t added = 0;  // bytes
          for (const auto& [record, copies] : batch.repeated) {
            session_.account.copies += copies - 1;
            for (uint64_t copy = 1; copy < copies && taken.ok(); ++copy) {
              add(record, copy, &batch.records);
              added += record.text.size();
              if (added < kCopiedAtATime) continue;
              taken = shuffle.Take(batch.records);
              batch.records.Clear();
              added = 0;
            }
          }
          return taken.ok() ? shuffle.Take(batch.records) : taken;
        });
    if (!status.ok()) return status;
    return shuffle.Drain(session_.resources.threads,
                         [&](std::string_view text) { return session_.output->Write(text); });
  }

  const SampleOptions& options_;
  const Plan& plan_;
  pipeline::Session& session_;
  pipeline::RankedRecords records_;
  std::vector<Verdict> verdicts_;  // by group
  uint64_t lines_ = 0;             // to be written, copies and all
};

}  // namespace

absl::StatusOr<int> RunSample(const SampleOptions& options, pipeline::Session& session) {
  absl::StatusOr<Plan> plan = MakePlan(options);
  if (!plan.ok()) return plan.status();
  if (plan->bernoulli.has_value() && options.shuffle) {
    return absl::InvalidArgumentError("--bernoulli streams; use --rate with --shuffle");
  }
  absl::Status status = plan->bernoulli.has_value() ? RunBernoulli(*plan, session)
                                                    : ExactSample(options, *plan, session).Run();
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl
