// jsonl-convert: one format to another.

#ifndef JSONL_TOOLS_CONVERT_CONVERT_H_
#define JSONL_TOOLS_CONVERT_CONVERT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/pipeline/session.h"

namespace jsonl {

struct ConvertOptions {
  std::string from = "auto";  // [CONTAINER:]FORMAT, or CONTAINER
  // The same; a container alone keeps the format. Empty: jsonl, where there is other work to do.
  std::string to;
  std::vector<std::string> map;                 // NEW=OLD
  std::string meta = "nest";                    // nest, flatten or drop
  std::string arguments = "as-read";            // of tool calls: string, object or as-read
  std::string on_loss = "error";                // what the target cannot hold: error or drop
  std::string system = {};                      // TEXT or @FILE; empty: none
  bool repair = false;                          // mend lines that are no records
  std::vector<std::string> repair_fields = {};  // mend the JSON in these strings
  bool canonical = false;                       // write JSON in the form of RFC 8785
  std::string instruction = {};                 // of words: a template; empty: the default
  bool types = false;    // values of CSV and TSV are what they are written as, not all strings
  bool uniform = false;  // the same keys and types in every record
  // Tokens: what makes them of texts, see TextRules::Load.
  std::optional<std::string> tokenizer = std::nullopt;
  std::string begin_token = {};
  std::string end_token = {};
  // The length of rows of tokens, or several with commas between; what fills the last row.
  std::optional<std::string> seq_length = std::nullopt;
  std::optional<uint64_t> pad = std::nullopt;
};

// Converts the records of the session's inputs, in order. 1 if some could not be converted and no
// rejects were asked for. INVALID_ARGUMENT for bad options.
absl::StatusOr<int> RunConvert(const ConvertOptions& options, pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_CONVERT_H_
