// Records that are read twice.

#ifndef JSONL_COMMON_IO_RECORD_STORE_H_
#define JSONL_COMMON_IO_RECORD_STORE_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/io/line_source.h"
#include "common/io/scratch_file.h"

namespace jsonl::io {

// The first reading passes the blocks of a LineSource on and notes where they can be had again:
// in the regular files they came from, or, for pipes and compressed input, in an unlinked copy in
// a temporary directory. The second reading gives the same blocks under the same numbers, but for
// the parts of lines too long to be held.
class RecordStore : public BlockSource {
 public:
  // Which blocks there are to be read again.
  enum class Keeping : uint8_t { kAll, kChosen };

  RecordStore(std::unique_ptr<LineSource> source, std::string temp_dir,
              Keeping keeping = Keeping::kAll);

  // The first reading.
  absl::StatusOr<bool> Next(Block* block) override;
  void Cancel() override { source_->Cancel(); }

  // Chooses a block of the first reading, which is under way; in their order.
  absl::Status Keep(const Block& block);

  // The second reading, and further ones. The store must outlive it. Reading gives
  // FAILED_PRECONDITION if an input has changed in the meantime.
  std::unique_ptr<BlockSource> Replay() const;

 private:
  friend class ReplaySource;

  struct Extent {
    uint64_t position;  // in the file; in the copy, once it is kept
    uint32_t size;      // 0: not given again
    int32_t file;       // index into files_; kCopy
    const Origin* origin;
    uint64_t offset;
  };
  static constexpr int32_t kCopy = -1;

  std::unique_ptr<LineSource> source_;
  Keeping keeping_;
  ScratchFile copy_;
  std::mutex mutex_;  // guards extents_: blocks are kept while others are read
  std::vector<Extent> extents_;
  std::vector<FileIdentity> files_;
  uint32_t last_origin_ = 0xffffffff;
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_RECORD_STORE_H_
