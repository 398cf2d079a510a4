#include "tools/split/ratio_split.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/json/field_path.h"
#include "common/near/index.h"
#include "common/near/text_key.h"
#include "common/pipeline/ranked_records.h"
#include "common/text/decimal.h"
#include "common/text/strings.h"
#include "tools/split/apportion.h"
#include "tools/split/assignment.h"
#include "tools/split/exact_cuts.h"
#include "tools/split/near_groups.h"
#include "tools/split/ratio_outputs.h"
#include "tools/split/ratios.h"
#include "tools/split/split_rank.h"
#include "tools/split/stable_split.h"
#include "tools/split/whole_cuts.h"

namespace jsonl {
namespace {

using json::FieldPath;
using pipeline::RankedRecord;
using pipeline::RankedRecords;

constexpr std::string_view kOtherSplit = "other-split";
constexpr std::string_view kRecord = "@record";  // as jsonl-dedupe names the whole record

absl::Status CheckOptions(const SplitOptions& options) {
  const bool whole = options.group.has_value() || options.near.has_value();
  if (options.group.has_value() && options.key.has_value() && !options.near.has_value()) {
    return absl::InvalidArgumentError("give --group or --key: the group's hash decides");
  }
  if (whole && options.stratify.has_value()) {
    return absl::InvalidArgumentError(
        "--stratify splits within values, --group and --near keep records together: give one");
  }
  if (options.stable && options.stratify.has_value()) {
    return absl::InvalidArgumentError(
        "--stable decides by each record alone, so that it cannot balance values: give --stable or "
        "--stratify");
  }
  if (options.ngram.has_value() && !options.near.has_value()) {
    return absl::InvalidArgumentError("--ngram is for --near");
  }
  if (options.stable && options.near.has_value()) {
    return absl::InvalidArgumentError(
        "--stable decides by each record alone, so that it knows of no near-duplicates");
  }
  return absl::OkStatus();
}

absl::Status ParseField(const std::optional<std::string>& text, std::optional<FieldPath>* field) {
  if (!text.has_value()) return absl::OkStatus();
  absl::StatusOr<FieldPath> path = FieldPath::Parse(*text);
  if (!path.ok()) return path.status();
  *field = *std::move(path);
  return absl::OkStatus();
}

class RatioSplit {
 public:
  RatioSplit(const SplitOptions& options, pipeline::Session& session)
      : options_(options), session_(session), seed_(options.seed.value_or(0)) {}

  absl::Status Run() {
    if (absl::Status status = Understand(); !status.ok()) return status;
    absl::StatusOr<RatioOutputs> outputs =
        RatioOutputs::Open(ratios_->names(), options_.only, options_.output, session_);
    if (!outputs.ok()) return outputs.status();
    absl::Status status = options_.stable && !options_.shuffle ? RunStable(outputs->sinks())
                                                               : RunRead(outputs->sinks());
    if (!status.ok() || session_.stopped) return status;
    if (absl::Status closed = outputs->Close(); !closed.ok()) return closed;
    TellOfNone();
    TellSizes(outputs->sinks());
    TellParted();
    return absl::OkStatus();
  }

 private:
  absl::Status Understand() {
    if (absl::Status status = CheckOptions(options_); !status.ok()) return status;
    absl::StatusOr<Ratios> ratios = Ratios::Parse(*options_.ratios);
    if (!ratios.ok()) return ratios.status();
    ratios_ = *std::move(ratios);
    std::optional<FieldPath> key;
    absl::Status status =
        options_.near.has_value() ? UnderstandNear() : ParseField(options_.key, &key);
    if (status.ok()) status = ParseField(options_.stratify, &stratify_);
    if (!status.ok()) return status;
    if (options_.group.has_value() && *options_.group != kRecord) {
      absl::StatusOr<FieldPath> group = FieldPath::Parse(*options_.group);
      if (!group.ok()) return group.status();
      rank_ = SplitRank::OfGroups(seed_, *std::move(group));
      none_ = SplitRank::NoGroup(seed_);
    } else {
      rank_ = SplitRank(seed_, std::move(key));
    }
    return absl::OkStatus();
  }

  absl::Status UnderstandNear() {
    absl::StatusOr<text::Decimal> threshold = text::Decimal::Parse(*options_.near);
    if (!threshold.ok() || threshold->ToDouble() < near::kLeastThreshold ||
        !threshold->AtMostOne()) {
      return absl::InvalidArgumentError(
          text::Cat("--near takes a similarity from ", near::kLeastThreshold, " to 1"));
    }
    const uint64_t ngram = options_.ngram.value_or(5);
    if (ngram == 0) return absl::InvalidArgumentError("--ngram takes 1 or more");
    absl::StatusOr<near::TextKey> key = near::TextKey::Parse(options_.key.value_or("@record"));
    if (!key.ok()) return key.status();
    near_ = near::Options{*std::move(key), threshold->ToDouble(), ngram, session_.resources.memory,
                          session_.resources.temp_dir};
    return absl::OkStatus();
  }

  // One pass: each record decides for itself.
  absl::Status RunStable(const std::vector<io::Sink*>& sinks) {
    absl::StatusOr<StableCounts> counts =
        SplitStable(rank_, StableCuts(*ratios_), none_.value_or(0), sinks, kOtherSplit, session_);
    if (!counts.ok()) return counts.status();
    if (session_.stopped) return absl::OkStatus();
    sizes_ = counts->sizes;
    without_group_ = none_.has_value() ? counts->none : 0;
    return absl::OkStatus();
  }

  // Two passes: where a record goes depends on the others.
  absl::Status RunRead(const std::vector<io::Sink*>& sinks) {
    RankedRecords records(session_, rank_, stratify_);
    if (absl::Status status = records.Read(); !status.ok() || session_.stopped) return status;
    if (none_.has_value()) without_group_ = CountNone(records);
    if (near_.has_value()) {
      absl::Status status = GroupNearDuplicates(*near_, &records, session_);
      if (!status.ok()) return status;
    }
    const SplitCuts cuts = CutsOf(records);
    sizes_ = cuts.sizes;
    parted_ = cuts.parted;
    if (options_.verify && parted_ > 0) {
      return absl::FailedPreconditionError(text::Cat("--verify: ", MessageOfParted()));
    }
    const Assignment assignment = {
        cuts.sizes, [&cuts](const RankedRecord& record) { return cuts.SplitOf(record); }};
    return options_.shuffle
               ? WriteShuffled(session_, records, assignment, sinks, kOtherSplit, seed_)
               : WriteInOrder(session_, records, assignment, sinks, kOtherSplit);
  }

  SplitCuts CutsOf(const RankedRecords& records) const {
    if (options_.stable) {
      SplitCuts cuts = StableCuts(*ratios_);
      pipeline::ForEachRank(records.runs(),
                            [&](uint32_t, const pipeline::Rank& rank, uint64_t position) {
                              ++cuts.sizes[cuts.SplitOf({{}, position, rank, 0})];
                            });
      return cuts;
    }
    const std::vector<uint64_t> counts = ratios_->Counts(records.size());
    if (options_.group.has_value() || near_.has_value()) return WholeCuts(records, counts);
    return ExactCuts(records, counts, CountsOfStrata(records, counts));
  }

  // By stratum. Rounding goes from stratum to stratum in the order of their names' hashes, whatever
  // the order in which they come.
  std::vector<std::vector<uint64_t>> CountsOfStrata(const RankedRecords& records,
                                                    const std::vector<uint64_t>& counts) const {
    if (!stratify_.has_value()) return {counts};
    const std::vector<uint64_t>& sizes = records.group_sizes();
    std::vector<std::pair<hash::Fingerprint, size_t>> order;
    for (size_t i = 0; i < sizes.size(); ++i) {
      order.emplace_back(hash::Hash(records.group_names()[i], seed_), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<uint64_t> ordered;
    for (const auto& [hash, stratum] : order) ordered.push_back(sizes[stratum]);
    std::vector<std::vector<uint64_t>> apportioned = Apportion(counts, ordered);
    std::vector<std::vector<uint64_t>> result(sizes.size());
    for (size_t i = 0; i < order.size(); ++i) result[order[i].second] = std::move(apportioned[i]);
    return result;
  }

  uint64_t CountNone(const RankedRecords& records) const {
    uint64_t none = 0;
    pipeline::ForEachRank(records.runs(), [&](uint32_t, const pipeline::Rank& rank, uint64_t) {
      none += rank.high == *none_;
    });
    return none;
  }

  void TellOfNone() const {
    session_.account.Note("records without the field", without_group_);
    if (without_group_ <= 1) return;
    session_.Warn(text::Cat(without_group_, " records without '", *options_.group,
                            "' are one group, and stay together"));
  }

  void TellSizes(const std::vector<io::Sink*>& sinks) const {
    const uint64_t all = std::accumulate(sizes_.begin(), sizes_.end(), uint64_t{0});
    const std::vector<uint64_t> exact = ratios_->Counts(all);
    for (size_t i = 0; i < sizes_.size(); ++i) {
      std::string line =
          text::Cat(ratios_->names()[i], ": ", sizes_[i], sizes_[i] == 1 ? " record" : " records");
      if (sizes_[i] != exact[i]) text::Append(&line, " (its ratio would be ", exact[i], ")");
      session_.tell(line);
    }
    for (size_t i = 0; i < sizes_.size(); ++i) {
      if (sizes_[i] > 0 || sinks[i] == nullptr || ratios_->IsZero(i)) continue;
      session_.Warn(text::Cat("split '", ratios_->names()[i], "' is empty"));
    }
  }

  // The field whose values should not be in two splits; null: whole records.
  const std::string* FieldOfEquals() const {
    if (options_.group.has_value()) return *options_.group == kRecord ? nullptr : &*options_.group;
    return options_.key.has_value() && !near_.has_value() ? &*options_.key : nullptr;
  }

  std::string MessageOfParted() const {
    const std::string* field = FieldOfEquals();
    const std::string_view group = field != nullptr ? std::string_view(*field) : kRecord;
    const bool strata = stratify_.has_value();
    return text::Cat(parted_,
                     field != nullptr ? text::Cat(" records share '", *field, "' with some ")
                                      : " records are equal to some ",
                     strata ? text::Cat("of the same '", stratify_->text(), "' ") : "",
                     "in another split, as exact numbers leave no other way; --group ", group,
                     strata ? ", without --stratify," : "", " keeps them together",
                     field != nullptr ? "" : ", and jsonl-dedupe removes duplicates");
  }

  // Ranks and cuts prove it: equals have one rank, and FindTies finds all on both sides of a cut.
  void TellParted() const {
    if (parted_ > 0) return session_.Warn(MessageOfParted());
    const std::string* field = FieldOfEquals();
    session_.tell(text::Cat(
        "Verified: ",
        stratify_.has_value() ? text::Cat("within each value of '", stratify_->text(), "' ") : "",
        "no record", field != nullptr ? text::Cat(" and no value of '", *field, "'") : "",
        near_.has_value() ? " and no near-duplicate that was found" : "", " is in two splits"));
  }

  const SplitOptions& options_;
  pipeline::Session& session_;
  uint64_t seed_;
  std::optional<Ratios> ratios_;
  std::optional<FieldPath> stratify_;
  std::optional<near::Options> near_;
  pipeline::RankFunction rank_;
  std::vector<uint64_t> sizes_;  // records in each split
  uint64_t parted_ = 0;          // that have an equal in another split
  uint64_t without_group_ = 0;
  std::optional<uint64_t> none_;  // the high half of ranks of records without a group
};

}  // namespace

absl::Status SplitByRatios(const SplitOptions& options, pipeline::Session& session) {
  return RatioSplit(options, session).Run();
}

}  // namespace jsonl
