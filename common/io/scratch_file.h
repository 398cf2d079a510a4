// Bytes that memory need not hold.

#ifndef JSONL_COMMON_IO_SCRATCH_FILE_H_
#define JSONL_COMMON_IO_SCRATCH_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace jsonl::io {

// A file without a name, which exists from the first Append on and is gone when this is, however
// the process ends. `directory` empty: $TMPDIR, or /tmp. Errors name the directory.
class ScratchFile {
 public:
  explicit ScratchFile(std::string directory) : directory_(std::move(directory)) {}
  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&&) = delete;
  ~ScratchFile();

  absl::Status Append(std::string_view bytes);
  // `size` bytes that have been appended, from `position` on. On any thread.
  absl::Status Read(uint64_t position, char* data, size_t size) const;

  uint64_t size() const { return size_; }

 private:
  absl::Status Failed(int error) const;

  std::string directory_;
  int fd_ = -1;
  uint64_t size_ = 0;
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_SCRATCH_FILE_H_
