// jsonl-convert: one format to another.

#ifndef JSONL_TOOLS_CONVERT_CONVERT_H_
#define JSONL_TOOLS_CONVERT_CONVERT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

struct ConvertOptions {
  std::string from = "auto";          // [CONTAINER:]FORMAT, or CONTAINER
  std::string to;                     // the same; a container alone keeps the format
  std::vector<std::string> map;       // NEW=OLD
  std::string meta = "nest";          // nest, flatten or drop
  std::string arguments = "as-read";  // of tool calls: string, object or as-read
  std::string on_loss = "error";      // what the target cannot hold: error or drop
  std::string system = {};            // TEXT or @FILE; empty: none
  std::string instruction = {};       // of words: a template; empty: the default
};

// Converts the records of the session's inputs, in order. 1 if some could not be converted and no
// rejects were asked for. INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunConvert(const ConvertOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_CONVERT_H_
