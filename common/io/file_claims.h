// Keeps options from naming one file twice, where the second would replace what the first wrote.
// Standard output and standard error, where files are behind them, are such files too.

#ifndef JSONL_COMMON_IO_FILE_CLAIMS_H_
#define JSONL_COMMON_IO_FILE_CLAIMS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::io {

// Files are the same if they are one file of the file system, or will be. Only regular files count:
// a device or a pipe may be named more than once. Standard output may not, by "-" or another name,
// whatever is behind it: who reads it expects one thing.
class FileClaims {
 public:
  // Inputs may be claimed by an output that replaces them when it is complete, and by nothing else.
  void AddInput(const std::string& path);
  // The same of one that `who` names, as in "--against": it may not be replaced at all.
  // INVALID_ARGUMENT if an output has claimed it already.
  absl::Status ClaimInput(std::string_view who, const std::string& path);
  // Records go to standard output, and nothing else then.
  void AddRecords();
  // Messages go to standard error. What names it as a descriptor may go there too.
  void AddMessages();
  // `who` as in "--rejects". INVALID_ARGUMENT if the file is claimed already, or an input.
  absl::Status Claim(std::string_view who, const std::string& path);
  // The same for an output that may replace an input.
  absl::Status ClaimOutput(std::string_view who, const std::string& path);

 private:
  absl::Status Add(std::string_view who, const std::string& path, std::string identity);

  bool records_ = false;                 // go to standard output
  std::string records_file_;             // the identity of the file behind it; empty: none
  std::string messages_file_;            // the same of standard error
  text::StringMap<std::string> inputs_;  // by identity: the path
  text::StringMap<std::string> claims_;  // by identity: by whom
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_FILE_CLAIMS_H_
