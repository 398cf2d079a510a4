// Files that have no name until they are complete, or never get one.

#ifndef JSONL_COMMON_IO_TEMP_FILE_H_
#define JSONL_COMMON_IO_TEMP_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace jsonl::io {

// Where scratch files go: `directory`; if that is empty, $TMPDIR or /tmp.
std::string ScratchDirectory(const std::string& directory);

// A file for reading and writing that vanishes when it is closed or the process ends, however it
// ends, in ScratchDirectory(directory).
absl::StatusOr<int> OpenScratchFile(const std::string& directory);

// A file to be written beside the place it will have. Where the system allows, it has no name
// before Publish, so that even a killed process leaves nothing; elsewhere, and for a moment in
// Publish, a hidden one, which is removed when the process is interrupted.
class PendingFile {
 public:
  // `path` is where the file will be; it must not be a symbolic link.
  static absl::StatusOr<PendingFile> Create(const std::string& path);
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();

  int fd() const { return fd_; }
  // Gives the file its name, replacing what is there.
  absl::Status Publish();

 private:
  class HiddenName;
  PendingFile(int fd, std::string path, std::unique_ptr<HiddenName> hidden);

  int fd_;
  std::string path_;
  std::unique_ptr<HiddenName> hidden_;  // its name for now; null: none
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_TEMP_FILE_H_
