// The outputs of splits that are known by name before anything is read.

#ifndef JSONL_TOOLS_SPLIT_RATIO_OUTPUTS_H_
#define JSONL_TOOLS_SPLIT_RATIO_OUTPUTS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/sink.h"
#include "common/pipeline/session.h"
#include "tools/split/output_set.h"

namespace jsonl {

class RatioOutputs {
 public:
  // One output for each of `names`, by a pattern with {split}; or, with `only`, for that one of
  // them, by such a pattern or to what `output` names: a file, or standard output if it is empty.
  static absl::StatusOr<RatioOutputs> Open(const std::vector<std::string>& names,
                                           const std::optional<std::string>& only,
                                           const std::string& output, pipeline::Session& session);

  // By split; null: it is not wanted.
  const std::vector<io::Sink*>& sinks() const { return sinks_; }

  absl::Status Close() { return only_ != nullptr ? io::Close(*only_) : set_->Close(); }

 private:
  std::vector<io::Sink*> sinks_;
  std::unique_ptr<io::Sink> only_;
  std::optional<OutputSet> set_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_RATIO_OUTPUTS_H_
