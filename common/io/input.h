// The inputs of a tool: files, standard input, or memory in tests.

#ifndef JSONL_COMMON_IO_INPUT_H_
#define JSONL_COMMON_IO_INPUT_H_

#include <sys/stat.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/byte_source.h"

namespace jsonl::io {

// A regular file that can be read again from the same place.
struct FileIdentity {
  int fd = -1;         // standard input; -1: open `name`
  std::string name;    // for messages
  uint64_t start = 0;  // where reading started
  struct stat info = {};

  // Whether `now` is the same file with the same content, as far as the system can tell.
  bool Unchanged(const struct stat& now) const;
};

// An input that has been opened: what it holds, decompressed.
struct OpenInput {
  std::unique_ptr<ByteSource> bytes;
  // Set if the bytes come as they are from a regular file.
  std::optional<FileIdentity> file;
};

class Input {
 public:
  // A file; "-" is standard input, which is called <stdin>.
  static Input File(std::string path);
  // Bytes that outlive the input; tests use it.
  static Input Memory(std::string name, std::string_view bytes);

  const std::string& name() const { return name_; }
  // Reads the first bytes. See FromDescriptor for `cancelled`.
  absl::StatusOr<OpenInput> Open(const std::atomic<bool>* cancelled = nullptr) const;

  // The bytes that are there to be read, if that is known: of a regular file, not compressed.
  std::optional<uint64_t> Size() const;
  // Whether it is the regular file `info`.
  bool Is(const struct stat& info) const;

 private:
  std::string name_;
  std::string path_;  // empty: memory
  std::string_view bytes_;
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_INPUT_H_
