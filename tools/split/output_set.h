// The outputs of a split: files named by a template, which appear together.

#ifndef JSONL_TOOLS_SPLIT_OUTPUT_SET_H_
#define JSONL_TOOLS_SPLIT_OUTPUT_SET_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/file_claims.h"
#include "common/io/sink.h"

namespace jsonl {

// A value as a file name: bytes of ASCII that are not letters, digits or one of "._-()" are
// percent-encoded, so that no name leaves its directory and no two clash. A dot in front is
// encoded too, an empty value is "%", and of a name past 200 bytes the rest becomes its hash.
std::string SafeFileName(std::string_view value);

// "00000-of-00016".
std::string ShardName(uint64_t shard, uint64_t shards);

class OutputSet {
 public:
  // `pattern` with `placeholder`, such as "{split}", once or more. INVALID_ARGUMENT without it,
  // or with one that belongs to another way of splitting. Each output is claimed.
  static absl::StatusOr<OutputSet> Create(std::string pattern, std::string placeholder,
                                          io::FileClaims& claims);

  // Opens the output of that name and makes its directory; returns its number, from 0.
  absl::StatusOr<uint32_t> Add(std::string_view name);
  io::Sink& operator[](uint32_t number) { return *sinks_[number]; }
  size_t size() const { return sinks_.size(); }

  // Completes all, then gives them their names: none appears if one cannot be completed.
  absl::Status Close();

 private:
  OutputSet(std::string pattern, std::string placeholder, io::FileClaims& claims)
      : pattern_(std::move(pattern)), placeholder_(std::move(placeholder)), claims_(&claims) {}

  std::string pattern_;
  std::string placeholder_;
  io::FileClaims* claims_;
  std::vector<std::unique_ptr<io::Sink>> sinks_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_OUTPUT_SET_H_
