// The outputs of a split: files named by a template, which appear together.

#ifndef JSONL_TOOLS_SPLIT_OUTPUT_SET_H_
#define JSONL_TOOLS_SPLIT_OUTPUT_SET_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/file_claims.h"
#include "common/io/sink.h"
#include "common/io/sink_pool.h"
#include "common/pipeline/session.h"

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
  // or with one that belongs to another way of splitting. Each output is claimed. There may be any
  // number of outputs.
  static absl::StatusOr<OutputSet> Create(std::string pattern, std::string placeholder,
                                          pipeline::Session& session);

  // Opens the output of that name and makes its directory; returns its number, from 0.
  absl::StatusOr<uint32_t> Add(std::string_view name);
  io::Sink& operator[](uint32_t number) { return *sinks_[number]; }
  size_t size() const { return sinks_.size(); }

  // Completes all, then gives them their names: none appears if one cannot be completed.
  absl::Status Close() { return pool_.Close(); }

 private:
  OutputSet(std::string pattern, std::string placeholder, pipeline::Session& session)
      : pattern_(std::move(pattern)),
        placeholder_(std::move(placeholder)),
        claims_(&session.claims),
        pool_(io::LimitsOfProcess(session.resources.memory)) {}

  std::string pattern_;
  std::string placeholder_;
  io::FileClaims* claims_;
  io::SinkPool pool_;
  std::vector<io::Sink*> sinks_;  // the pool's
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_SPLIT_OUTPUT_SET_H_
