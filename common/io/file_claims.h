// Keeps options from naming one file twice, where the second would replace what the first wrote.

#ifndef JSONL_COMMON_IO_FILE_CLAIMS_H_
#define JSONL_COMMON_IO_FILE_CLAIMS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::io {

// Files are the same if they are one file of the file system, or will be. Only regular files count:
// a device or a pipe, "-" too, may be named more than once.
class FileClaims {
 public:
  // Inputs may be claimed by an output that replaces them when it is complete, and by nothing else.
  void AddInput(const std::string& path);
  // `who` as in "--rejects". INVALID_ARGUMENT if the file is claimed already, or an input.
  absl::Status Claim(std::string_view who, const std::string& path);
  // The same for an output that may replace an input.
  absl::Status ClaimOutput(std::string_view who, const std::string& path);

 private:
  text::StringMap<std::string> inputs_;  // by identity: the path
  text::StringMap<std::string> claims_;  // by identity: by whom
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_FILE_CLAIMS_H_
