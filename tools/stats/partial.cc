#include "tools/stats/partial.h"

#include <limits>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/stats.pb.h"
#include "tools/stats/partial_group.h"
#include "tools/stats/partial_paths.h"
#include "tools/stats/ranking.h"

namespace jsonl::stats {
namespace {

using Message = jsonl::Statistics;

constexpr uint32_t kVersion = 1;
constexpr size_t kMostBytes = std::numeric_limits<int>::max();

absl::Status NoPartial() {
  return absl::InvalidArgumentError("no statistics as jsonl-stats --to proto writes them");
}

std::string OrNone(std::string_view tokenizer) {
  return tokenizer.empty() ? "none" : text::Cat("'", tokenizer, "'");
}

// Behind `bytes` bytes and so many inputs.
void MovePlaces(uint64_t bytes, uint32_t inputs, PathNode* node) {
  for (PathNode::Seen& seen : node->types) {
    seen.first.at += bytes;
    seen.first.input += inputs;
  }
  for (const auto& member : node->members) MovePlaces(bytes, inputs, member.get());
  if (node->any_member != nullptr) MovePlaces(bytes, inputs, node->any_member.get());
  if (node->element != nullptr) MovePlaces(bytes, inputs, node->element.get());
}

}  // namespace

absl::StatusOr<std::string> ToPartial(const Statistics& statistics) {
  Message message;
  message.set_by(text::ToValidUtf8(statistics.by));
  message.set_version(kVersion);
  message.set_tokenizer(text::ToValidUtf8(statistics.tokenizer));
  for (const auto& [name, group] : GroupsByName(statistics.tally)) {
    Message::Group* added = message.add_groups();
    added->mutable_name()->assign(name);
    WriteGroup(*group, added);
  }
  for (const std::string& input : statistics.inputs) message.add_inputs(text::ToValidUtf8(input));
  message.set_bytes(statistics.bytes);
  WritePaths(statistics.paths.root(), message.mutable_paths());
  if (message.ByteSizeLong() > kMostBytes) {
    return absl::ResourceExhaustedError(
        "the statistics are past the 2 GiB that --to proto can write; group --by a field of fewer "
        "values");
  }
  return message.SerializeAsString();
}

absl::StatusOr<Statistics> FromPartial(std::string_view bytes) {
  Message message;
  if (bytes.empty() || bytes.size() > kMostBytes ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      message.by().empty()) {
    return NoPartial();
  }
  if (message.version() != kVersion) {
    return absl::InvalidArgumentError(text::Cat("statistics of version ", message.version(),
                                                ", where this is version ", kVersion,
                                                ": make them again with this jsonl-stats"));
  }
  Statistics statistics;
  statistics.by = message.by();
  statistics.tokenizer = message.tokenizer();
  statistics.bytes = message.bytes();
  statistics.inputs.assign(message.inputs().begin(), message.inputs().end());
  for (const Message::Group& group : message.groups()) {
    const bool twice = statistics.tally.groups().contains(group.name());
    if (twice || !ReadGroup(group, &statistics.tally.Group(group.name()))) return NoPartial();
  }
  if (!ReadPaths(message.paths(), statistics.paths.mutable_root())) return NoPartial();
  statistics.paths.Settle();
  return statistics;
}

absl::Status MergeStatistics(Statistics&& from, Statistics* to) {
  if (from.by != to->by) {
    return absl::InvalidArgumentError(text::Cat("grouped by '", from.by, "', but those before by '",
                                                to->by, "': only the same --by can be merged"));
  }
  if (from.tokenizer != to->tokenizer) {
    return absl::InvalidArgumentError(text::Cat("tokens by ", OrNone(from.tokenizer),
                                                ", but those before by ", OrNone(to->tokenizer),
                                                ": only the same --tokens can be merged"));
  }
  MovePlaces(to->bytes, static_cast<uint32_t>(to->inputs.size()), from.paths.mutable_root());
  to->tally.Merge(from.tally);
  to->paths.Merge(std::move(from.paths));
  to->paths.Settle();
  to->inputs.insert(to->inputs.end(), from.inputs.begin(), from.inputs.end());
  to->bytes += from.bytes;
  return absl::OkStatus();
}

}  // namespace jsonl::stats
