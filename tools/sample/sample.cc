#include "tools/sample/sample.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "common/pipeline/groups.h"
#include "common/pipeline/selection.h"
#include "common/pipeline/shuffle.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"
#include "tools/sample/quotas.h"

namespace jsonl {
namespace {

using json::FieldPath;
using pipeline::Batch;
using pipeline::Cut;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Rank;
using pipeline::Ranker;
using pipeline::Ranks;
using pipeline::Record;

struct RankedBatch : Batch {
  std::vector<Rank> ranks;    // of the records
  pipeline::NameList groups;  // of the records, if there are any

  void Clear() {
    Batch::Clear();
    ranks.clear();
    groups.Clear();
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
    if (!rate.ok()) return rate.status();
    plan.all.rate = *std::move(rate);
  }
  if (options.bernoulli.has_value()) {
    absl::StatusOr<text::Decimal> share = text::Decimal::Parse(*options.bernoulli);
    if (!share.ok()) return share.status();
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
  auto visit = [&](const Record& record, RankedBatch* batch) {
    batch->ranks.push_back(plan.ranker(record));
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  uint64_t dropped = 0;
  absl::Status status = pipeline::RunRecords<RankedBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<RankedBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block& block, const RankedBatch& batch, uint64_t) {
        pipeline::RunWriter out(session.output.get(), block.text());
        size_t next = 0;
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          uint64_t hash = batch.ranks[next++].high;
          if (hash >= share && share != UINT64_MAX) {
            ++dropped;
            continue;
          }
          ++session.account.written;
          if (absl::Status added = out.Add(line); !added.ok()) return added;
        }
        return out.Finish();
      });
  session.account.Drop("not-sampled", dropped);
  return status;
}

// Two passes: the first ranks all records, then it is decided how often each is written, the
// second writes.
class ExactSample {
 public:
  ExactSample(const SampleOptions& options, const Plan& plan, pipeline::Session& session)
      : options_(options), plan_(plan), session_(session), store_(session.OpenStore()) {}

  absl::Status Run() {
    if (absl::Status status = RankAll(); !status.ok()) return status;
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

  absl::Status RankAll() {
    auto visit = [this, name = std::string()](const Record& record, RankedBatch* batch) mutable {
      batch->ranks.push_back(plan_.ranker(record));
      if (plan_.by.has_value()) {
        batch->groups.Add(pipeline::GroupName(plan_.by->Find(record.root), &name));
      }
    };
    return pipeline::RunRecords<RankedBatch>(
        session_, *store_,
        [&] { return pipeline::ScanWorker<RankedBatch, decltype(visit)>(session_.scan, visit); },
        [&](const io::Block& block, const RankedBatch& batch, uint64_t lines_before) {
          store_->SetLines(block.sequence, batch.line_ends);
          size_t next = 0;
          for (const Line& line : batch.lines) {
            if (line.fate != Fate::kRecord) {
              not_records_.push_back(lines_before + line.number);
              continue;
            }
            ranks_.push_back(batch.ranks[next]);
            if (plan_.by.has_value()) group_.push_back(groups_.IdOf(batch.groups[next]));
            ++next;
          }
          return absl::OkStatus();
        });
  }

  absl::Status Decide() {
    if (!plan_.by.has_value()) {
      verdicts_.push_back(VerdictOf(plan_.all, nullptr, ""));
      return absl::OkStatus();
    }
    std::vector<std::vector<uint64_t>> members(groups_.names().size());
    for (uint64_t i = 0; i < group_.size(); ++i) members[group_[i]].push_back(i);
    for (size_t g = 0; g < members.size(); ++g) {
      const std::string& name = groups_.names()[g];
      const Quota* quota = plan_.quotas.Find(name);
      if (quota == nullptr) {
        return absl::InvalidArgumentError(
            text::Cat("group '", name,
                      "' has no rate or count: name it, or give *=VALUE for all "
                      "that are not named"));
      }
      verdicts_.push_back(VerdictOf(*quota, &members[g], name));
    }
    std::vector<std::string> absent;
    for (const auto& [name, quota] : plan_.quotas.named()) {
      if (std::find(groups_.names().begin(), groups_.names().end(), name) ==
          groups_.names().end()) {
        absent.push_back(name);
      }
    }
    std::sort(absent.begin(), absent.end());
    for (const std::string& name : absent) {
      session_.Warn(text::Cat("no record is in group '", name, "'"));
    }
    return absl::OkStatus();
  }

  Verdict VerdictOf(const Quota& quota, const std::vector<uint64_t>* members,
                    std::string_view name) {
    uint64_t n = members != nullptr ? members->size() : ranks_.size();
    uint64_t rest = quota.Rest(n);
    uint64_t lines = quota.Whole() * n + rest;
    // Everything, to be shuffled, is no sample.
    if (quota.rate.has_value() || quota.count != UINT64_MAX) {
      std::string whose = name.empty() ? "" : text::Cat(" for '", name, "'");
      session_.tell(
          text::Cat("Sampled ", lines, "/", n, " records", whose, " (", quota.ToString(), ")"));
      if (lines == 0 && n > 0) {
        session_.Warn(text::Cat(quota.ToString(), " results in 0 records", whose));
      }
    }
    return {quota.Whole(), pipeline::CutAt(ranks_, members, rest)};
  }

  uint64_t CopiesOf(uint64_t i) const {
    const Verdict& verdict = verdicts_[group_.empty() ? 0 : group_[i]];
    return verdict.whole + (verdict.cut.IsAbove(ranks_, i) ? 1 : 0);
  }

  // Calls write(block, line, record number, copies) for the records to be written, in order.
  template <typename Write, typename Done>
  absl::Status Replay(Write&& write, Done&& done) {
    uint64_t next = 0;
    uint64_t dropped = 0;
    auto not_record = not_records_.begin();
    absl::Status status = pipeline::ReplayLines(
        session_, *store_,
        [&](const io::Block& block, const Line& line, uint64_t number) {
          while (not_record != not_records_.end() && *not_record < number) ++not_record;
          if (not_record != not_records_.end() && *not_record == number) return absl::OkStatus();
          uint64_t i = next++;
          uint64_t copies = CopiesOf(i);
          if (copies == 0) {
            ++dropped;
            return absl::OkStatus();
          }
          ++session_.account.written;
          session_.account.copies += copies - 1;
          return write(block, line, i, copies);
        },
        done);
    session_.account.Drop("not-sampled", dropped);
    return status;
  }

  absl::Status WriteInOrder() {
    std::optional<pipeline::RunWriter> out;
    return Replay(
        [&](const io::Block& block, const Line& line, uint64_t, uint64_t copies) {
          if (!out.has_value()) out.emplace(session_.output.get(), block.text());
          if (copies == 1) return out->Add(line);
          absl::Status status = out->Finish();
          std::string_view text = block.text().substr(line.begin, line.end - line.begin);
          for (uint64_t c = 0; c < copies && status.ok(); ++c) {
            status = session_.output->Write(text);
          }
          return status;
        },
        [&](const io::Block&) {
          absl::Status status = out.has_value() ? out->Finish() : absl::OkStatus();
          out.reset();
          return status;
        });
  }

  absl::Status WriteShuffled() {
    pipeline::Shuffle shuffle(session_.account.bytes, session_.resources.memory,
                              session_.resources.temp_dir);
    absl::Status status = Replay(
        [&](const io::Block& block, const Line& line, uint64_t i, uint64_t copies) {
          std::string_view text = block.text().substr(line.begin, line.end - line.begin);
          absl::Status added;
          for (uint64_t c = 0; c < copies && added.ok(); ++c) {
            // Equal records must not end up side by side, so position and copy take part.
            hash::Fingerprint place = hash::Mix({i, c}, {options_.seed, 0});
            added = shuffle.Add(hash::Mix(ranks_[i], place), text);
          }
          return added;
        },
        [](const io::Block&) { return absl::OkStatus(); });
    if (!status.ok()) return status;
    return shuffle.Drain([&](std::string_view text) { return session_.output->Write(text); });
  }

  const SampleOptions& options_;
  const Plan& plan_;
  pipeline::Session& session_;
  std::unique_ptr<io::RecordStore> store_;
  Ranks ranks_;
  std::vector<uint64_t> not_records_;  // lines, ascending
  pipeline::GroupTable groups_;
  std::vector<uint32_t> group_;    // by record; empty without groups
  std::vector<Verdict> verdicts_;  // by group; without groups, one
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
