#include "tools/sample/plan.h"

#include <string>
#include <utility>

#include "common/text/strings.h"
#include "tools/sample/group_values.h"

namespace jsonl {
namespace {

using json::FieldPath;
using text::Decimal;

absl::StatusOr<std::optional<FieldPath>> ParseField(const std::optional<std::string>& text) {
  if (!text.has_value()) return std::optional<FieldPath>();
  absl::StatusOr<FieldPath> path = FieldPath::Parse(*text);
  if (!path.ok()) return path.status();
  return std::optional<FieldPath>(*std::move(path));
}

// Whether the options say one way to choose, and nothing that does not go with it.
absl::Status CheckWays(const SampleOptions& options) {
  const bool ruled = options.rates.has_value() || options.counts.has_value();
  const bool shared = options.shares.has_value() || options.temperature.has_value();
  const bool mixed = options.total.has_value() || shared;
  const int ways = options.count.has_value() + options.rate.has_value() +
                   options.bernoulli.has_value() + ruled + mixed;
  const char* wrong = nullptr;
  if (ways > 1) {
    wrong =
        "give only one of --count, --rate, --bernoulli, and --by with --rates or --counts, or with "
        "--total";
  } else if (options.total.has_value() != shared || (options.shares && options.temperature)) {
    wrong = "--total N goes with one of --shares and --temperature";
  } else if ((ruled || mixed) != options.by.has_value()) {
    wrong =
        "--by FIELD goes with --rates or --counts, or with --total and --shares or "
        "--temperature";
  } else if (options.max_repeat.has_value() && !mixed) {
    wrong = "--max-repeat goes with --total";
  } else if (options.weight.has_value() && ways == 0) {
    wrong = "--weight decides who is chosen: say how many, with --count or another option";
  } else if (options.key.has_value() && ways == 0 && options.shuffle) {
    wrong =
        "--key decides who is chosen, and --shuffle alone takes all: say how many, with --count";
  } else if (ways == 0 && !options.shuffle) {
    wrong =
        "say how much: --count, --rate, --bernoulli, --by with --rates, --counts or --total, or "
        "--shuffle";
  } else if (options.bernoulli.has_value() && options.shuffle) {
    wrong = "--bernoulli streams; use --rate with --shuffle";
  }
  return wrong == nullptr ? absl::OkStatus() : absl::InvalidArgumentError(wrong);
}

absl::Status SetQuotas(const SampleOptions& options, Quotas* quotas) {
  absl::Status status;
  if (options.rates.has_value()) status = quotas->AddRates(*options.rates);
  if (options.counts.has_value() && status.ok()) status = quotas->AddCounts(*options.counts);
  if (!status.ok() || options.by.has_value()) return status;
  Quota all;
  if (options.count.has_value()) all.count = *options.count;
  if (options.rate.has_value()) {
    absl::StatusOr<Decimal> rate = Decimal::Parse(*options.rate);
    if (!rate.ok()) return BadValue("--rate", rate.status());
    all.rate = *std::move(rate);
  }
  quotas->SetOthers(std::move(all));
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Mix>> MakeMix(const SampleOptions& options) {
  if (!options.total.has_value()) return std::optional<Mix>();
  absl::StatusOr<Mix> mix = options.shares.has_value()
                                ? Mix::OfShares(*options.total, *options.shares)
                                : Mix::OfTemperature(*options.total, *options.temperature);
  if (!mix.ok()) return mix.status();
  if (options.max_repeat.has_value()) {
    absl::Status status = mix->LimitRepeats(*options.max_repeat);
    if (!status.ok()) return status;
  }
  return std::optional<Mix>(*std::move(mix));
}

absl::StatusOr<std::optional<Decimal>> ParseProbability(const std::optional<std::string>& text) {
  if (!text.has_value()) return std::optional<Decimal>();
  absl::StatusOr<Decimal> probability = Decimal::Parse(*text);
  if (!probability.ok()) return BadValue("--bernoulli", probability.status());
  if (!probability->AtMostOne()) {
    return absl::InvalidArgumentError("--bernoulli takes a probability, at most 1");
  }
  return std::optional<Decimal>(*std::move(probability));
}

}  // namespace

absl::StatusOr<Plan> MakePlan(const SampleOptions& options) {
  if (absl::Status status = CheckWays(options); !status.ok()) return status;
  absl::StatusOr<std::optional<FieldPath>> key = ParseField(options.key);
  if (!key.ok()) return key.status();
  Plan plan(pipeline::Ranker(options.seed, *std::move(key)));
  plan.shuffle = options.shuffle;
  plan.seed = options.seed;
  absl::StatusOr<std::optional<FieldPath>> by = ParseField(options.by);
  if (!by.ok()) return by.status();
  plan.by = *std::move(by);
  absl::StatusOr<std::optional<FieldPath>> weight = ParseField(options.weight);
  if (!weight.ok()) return weight.status();
  if (weight->has_value()) plan.weight.emplace(**std::move(weight));
  absl::StatusOr<std::optional<Decimal>> bernoulli = ParseProbability(options.bernoulli);
  if (!bernoulli.ok()) return bernoulli.status();
  plan.bernoulli = *std::move(bernoulli);
  if (absl::Status status = SetQuotas(options, &plan.quotas); !status.ok()) return status;
  absl::StatusOr<std::optional<Mix>> mix = MakeMix(options);
  if (!mix.ok()) return mix.status();
  plan.mix = *std::move(mix);
  return plan;
}

}  // namespace jsonl
