// Records that wait until all of them are known.

#ifndef JSONL_COMMON_IO_SPOOL_H_
#define JSONL_COMMON_IO_SPOOL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/io/block.h"
#include "common/io/scratch_file.h"
#include "common/io/sink.h"

namespace jsonl::io {

// Takes records, and gives them back as often as wanted. What is more than a block goes to a file
// without a name in a temporary directory.
class Spool {
 public:
  // `temp_dir` empty: $TMPDIR, or /tmp.
  explicit Spool(std::string temp_dir) : file_(std::move(temp_dir)) {}

  // `records` are whole ones.
  absl::Status Write(std::string_view records);

  // All that was written, in blocks of lines. The spool must outlive it, and is not written to.
  std::unique_ptr<BlockSource> Replay() const;
  // The same as bytes.
  absl::Status CopyTo(Sink& sink) const;

 private:
  friend class SpoolSource;
  struct Extent {
    uint64_t position;
    size_t size;
  };

  ScratchFile file_;
  std::vector<Extent> extents_;
  std::string last_;  // what follows the file's
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_SPOOL_H_
