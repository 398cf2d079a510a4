// Records that are read twice.

#ifndef JSONL_COMMON_IO_RECORD_STORE_H_
#define JSONL_COMMON_IO_RECORD_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/io/line_source.h"

namespace jsonl::io {

// The first reading passes the blocks of a LineSource on and notes where they can be had again:
// in the regular files they came from, or, for pipes and compressed input, in an unlinked copy in
// a temporary directory. The second reading gives the same blocks under the same numbers, but for
// the parts of lines too long to be held.
class RecordStore : public BlockSource {
 public:
  RecordStore(std::unique_ptr<LineSource> source, std::string temp_dir);
  ~RecordStore() override;

  // The first reading.
  absl::StatusOr<bool> Next(Block* block) override;
  void Cancel() override { source_->Cancel(); }

  // The second reading, and further ones. The store must outlive it. Reading gives
  // FAILED_PRECONDITION if an input has changed in the meantime.
  std::unique_ptr<BlockSource> Replay() const;

 private:
  friend class ReplaySource;

  struct Extent {
    uint64_t position;  // in the file or the copy
    uint32_t size;      // 0: not given again
    int32_t file;       // index into files_; kCopy
    const Origin* origin;
    uint64_t offset;
  };
  static constexpr int32_t kCopy = -1;

  std::unique_ptr<LineSource> source_;
  std::string temp_dir_;
  std::vector<Extent> extents_;
  std::vector<FileIdentity> files_;
  uint32_t last_origin_ = 0xffffffff;
  int copy_fd_ = -1;
  uint64_t copy_size_ = 0;
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_RECORD_STORE_H_
