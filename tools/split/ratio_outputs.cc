#include "tools/split/ratio_outputs.h"

#include <algorithm>
#include <utility>

#include "common/text/strings.h"

namespace jsonl {
namespace {

constexpr char kSplit[] = "{split}";

}  // namespace

absl::StatusOr<RatioOutputs> RatioOutputs::Open(const std::vector<std::string>& names,
                                                const std::optional<std::string>& only,
                                                const std::string& output,
                                                pipeline::Session& session) {
  RatioOutputs outputs;
  outputs.sinks_.resize(names.size());
  if (only.has_value() && std::find(names.begin(), names.end(), *only) == names.end()) {
    return absl::InvalidArgumentError(
        text::Cat("--only names no split of --ratios: '", *only, "'"));
  }
  if (only.has_value() && output.find(kSplit) == output.npos) {
    const std::string path = output.empty() ? "-" : output;
    absl::Status claimed = session.claims.ClaimOutput("--output", path);
    if (!claimed.ok()) return claimed;
    absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(path);
    if (!sink.ok()) return sink.status();
    outputs.only_ = *std::move(sink);
  } else {
    absl::StatusOr<OutputSet> set = OutputSet::Create(output, kSplit, session);
    if (!set.ok()) return set.status();
    outputs.set_.emplace(*std::move(set));
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (only.has_value() && names[i] != *only) continue;
    if (outputs.only_ != nullptr) {
      outputs.sinks_[i] = outputs.only_.get();
      continue;
    }
    absl::StatusOr<uint32_t> number = outputs.set_->Add(names[i]);
    if (!number.ok()) return number.status();
    outputs.sinks_[i] = &(*outputs.set_)[*number];
  }
  return outputs;
}

}  // namespace jsonl
