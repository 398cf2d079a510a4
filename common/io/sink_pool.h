// Many outputs at a time: more than may be open.

#ifndef JSONL_COMMON_IO_SINK_POOL_H_
#define JSONL_COMMON_IO_SINK_POOL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/sink.h"

namespace jsonl::io {

struct PoolLimits {
  size_t streams = 256;          // outputs that are open all the time
  size_t open_files = 1024;      // of the others
  uint64_t buffers = 256 << 20;  // bytes in the memory of the others
};

// As many as the limit on open files (RLIMIT_NOFILE) allows, less some for the rest of the tool,
// and not more than `memory`.
PoolLimits LimitsOfProcess(uint64_t memory);

// Outputs that are completed, and then get their names, together. Past the first few, they are open
// only while they are written to; a file that is not open has a hidden name beside its place. What
// the files hold in the end does not depend on the limits.
class SinkPool {
 public:
  explicit SinkPool(const PoolLimits& limits);
  ~SinkPool();
  SinkPool(SinkPool&&) noexcept;
  SinkPool& operator=(SinkPool&&) noexcept;

  // Opens an output as OpenOutput (sink.h) does. The sink is the pool's, which finishes and
  // publishes it.
  absl::StatusOr<Sink*> Open(const std::string& path);

  // Completes all, then gives them their names: none appears if one cannot be completed.
  absl::Status Close();

 private:
  class Parked;
  struct Shared;

  std::unique_ptr<Shared> shared_;
  std::vector<std::unique_ptr<Sink>> sinks_;
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_SINK_POOL_H_
