// Inputs that are read as a whole: schemas, lists.

#ifndef JSONL_COMMON_IO_READ_FILE_H_
#define JSONL_COMMON_IO_READ_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "common/io/input.h"

namespace jsonl::io {

// What the file holds, decompressed, and without a byte-order mark. INVALID_ARGUMENT for a larger
// one than `max_bytes`, and for "-": standard input is for records. Errors name the file.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes = size_t{256} << 20);

// The same of any input, byte-order mark and all.
absl::StatusOr<std::string> ReadInput(const Input& input, size_t max_bytes);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_READ_FILE_H_
