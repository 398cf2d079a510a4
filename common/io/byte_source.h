// Bytes to read: a file, a pipe, or either of them decompressed.

#ifndef JSONL_COMMON_IO_BYTE_SOURCE_H_
#define JSONL_COMMON_IO_BYTE_SOURCE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace jsonl::io {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Reads up to `size` bytes; 0 means the end. Waits for at least one byte. Errors name the input.
  virtual absl::StatusOr<size_t> Read(char* data, size_t size) = 0;

  // Whether Read would have to wait for a writer at the other end of a pipe.
  virtual bool WouldBlock() { return false; }
};

// Reads from a file descriptor. Takes it over if `owned`. A pipe's buffer is enlarged. Once
// `cancelled`, which outlives the source, is true, a Read that waits for a writer returns
// CANCELLED.
std::unique_ptr<ByteSource> FromDescriptor(int fd, bool owned, std::string name,
                                           const std::atomic<bool>* cancelled = nullptr);

// Reads from memory that outlives the source.
std::unique_ptr<ByteSource> FromMemory(std::string_view bytes);

// What lies in a source: recognised by its first bytes.
enum class Compression { kNone, kGzip, kZstd };
Compression CompressionOf(std::string_view head);

// Decompresses what follows by its magic number: all members of gzip (RFC 1952), all frames of
// zstd (RFC 8878), anything else as it is. A stream that is cut off or has rubbish after it is
// DATA_LOSS. `name` is for messages.
struct Decompressed {
  Compression compression;
  std::unique_ptr<ByteSource> source;
};
absl::StatusOr<Decompressed> Decompress(std::unique_ptr<ByteSource> source, std::string name);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_BYTE_SOURCE_H_
