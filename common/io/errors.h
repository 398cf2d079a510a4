// Errors of the operating system as absl::Status.

#ifndef JSONL_COMMON_IO_ERRORS_H_
#define JSONL_COMMON_IO_ERRORS_H_

#include <string_view>

#include "absl/status/status.h"

namespace jsonl::io {

// "data.jsonl: No such file or directory". The code follows the errno value.
absl::Status ErrnoStatus(int error, std::string_view name);

// The reader at the other end of our output has gone (EPIPE): no failure, the end of the work.
absl::Status ClosedPipe(std::string_view name);
bool IsClosedPipe(const absl::Status& status);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_ERRORS_H_
