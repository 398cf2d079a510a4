// Files that have no name until they are complete, or never get one.

#ifndef JSONL_COMMON_IO_TEMP_FILE_H_
#define JSONL_COMMON_IO_TEMP_FILE_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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

  int fd() const { return fd_; }  // -1 while it is parked
  absl::Status Append(std::string_view bytes);
  // How many bytes it read; 0 at the end.
  absl::StatusOr<size_t> ReadAt(uint64_t position, char* data, size_t size) const;

  // Closes the file, which has its hidden name then, until it is opened again or published.
  absl::Status Park();
  absl::Status Reopen();

  // Gives the file its name, replacing what is there.
  absl::Status Publish();

 private:
  class HiddenName;
  absl::Status Hide();  // gives it its hidden name
  PendingFile(int fd, std::string path, std::unique_ptr<HiddenName> hidden,
              std::optional<mode_t> mode);

  int fd_;
  std::string path_;
  std::unique_ptr<HiddenName> hidden_;  // its name for now; null: none
  std::optional<mode_t> mode_;          // of the file that it replaces
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_TEMP_FILE_H_
