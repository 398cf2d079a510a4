// jsonl-generate: examples from templates and records of variables.

#ifndef JSONL_TOOLS_GENERATE_GENERATE_H_
#define JSONL_TOOLS_GENERATE_GENERATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

struct GenerateOptions {
  std::vector<std::string> templates = {};  // directories and files
  bool check = false;                       // the templates alone, without input
  bool words = false;                       // each line is a word
  uint64_t seed = 0;
  std::optional<uint64_t> limit = std::nullopt;
  std::optional<uint64_t> per_template = std::nullopt;
  std::string balance = {};  // "difficulty"; empty: none
};

// Writes an example for each record, template and variation, in this order. Findings about the
// templates are reported first. 1 if there are any that are errors, or with `check` any at all.
// INVALID_ARGUMENT for bad options, NOT_FOUND for templates that are not there.
absl::StatusOr<int> RunGenerate(const GenerateOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_GENERATE_GENERATE_H_
