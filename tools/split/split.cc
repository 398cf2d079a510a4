#include "tools/split/split.h"

#include <vector>

#include "common/json/field_path.h"
#include "common/pipeline/ranked_records.h"
#include "common/text/strings.h"
#include "tools/split/assignment.h"
#include "tools/split/by_field.h"
#include "tools/split/output_set.h"
#include "tools/split/ratio_split.h"
#include "tools/split/shard_split.h"

namespace jsonl {
namespace {

absl::Status CheckOptions(const SplitOptions& options) {
  if (options.ratios.has_value() + options.by.has_value() + options.shards.has_value() +
          options.lines.has_value() + options.bytes.has_value() !=
      1) {
    return absl::InvalidArgumentError("give one of --ratios, --by, --shards, --lines and --bytes");
  }
  if (options.ratios.has_value()) return absl::OkStatus();
  const struct {
    bool given;
    const char* name;
  } with_ratios[] = {
      {options.only.has_value(), "--only"},   {options.key.has_value(), "--key"},
      {options.group.has_value(), "--group"}, {options.stratify.has_value(), "--stratify"},
      {options.near.has_value(), "--near"},   {options.ngram.has_value(), "--ngram"},
      {options.stable, "--stable"},           {options.verify, "--verify"},
  };
  for (const auto& [given, name] : with_ratios) {
    if (given) return absl::InvalidArgumentError(text::Cat(name, " goes with --ratios"));
  }
  if (options.seed.has_value() && !options.shuffle) {
    return absl::InvalidArgumentError(
        "--seed goes with --ratios or --shuffle: nothing else is random");
  }
  return absl::OkStatus();
}

// Two passes: outputs are put into order one after the other, each as large as the first pass says.
absl::Status ShuffleByField(const json::FieldPath& field, uint64_t seed, OutputSet* outputs,
                            pipeline::Session& session) {
  pipeline::RankedRecords records(session, nullptr, field);
  if (absl::Status status = records.Read(); !status.ok() || session.stopped) return status;
  std::vector<io::Sink*> sinks;
  for (const std::string& name : records.group_names()) {
    absl::StatusOr<uint32_t> number = outputs->Add(name);
    if (!number.ok()) return number.status();
    sinks.push_back(&(*outputs)[*number]);
  }
  return WriteShuffled(
      session, records,
      {records.group_sizes(), [](const pipeline::RankedRecord& record) { return record.group; }},
      sinks, "", seed);
}

absl::Status SplitByValues(const SplitOptions& options, pipeline::Session& session) {
  absl::StatusOr<json::FieldPath> field = json::FieldPath::Parse(*options.by);
  if (!field.ok()) return field.status();
  absl::StatusOr<OutputSet> outputs = OutputSet::Create(options.output, "{value}", session);
  if (!outputs.ok()) return outputs.status();
  absl::Status status = options.shuffle
                            ? ShuffleByField(*field, options.seed.value_or(0), &*outputs, session)
                            : SplitByField(*field, &*outputs, session);
  if (!status.ok() || session.stopped) return status;
  session.tell(text::Cat(outputs->size(), " values of ", field->text()));
  return outputs->Close();
}

}  // namespace

absl::StatusOr<int> RunSplit(const SplitOptions& options, pipeline::Session& session) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  absl::Status status = options.ratios.has_value() ? SplitByRatios(options, session)
                        : options.by.has_value()   ? SplitByValues(options, session)
                                                   : SplitIntoShards(options, session);
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl
