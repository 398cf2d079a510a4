// Standard input, output and error, and the paths that stand for descriptors.

#ifndef JSONL_COMMON_IO_DESCRIPTORS_H_
#define JSONL_COMMON_IO_DESCRIPTORS_H_

#include <optional>
#include <string_view>

namespace jsonl::io {

// Takes the place of those of the descriptors 0, 1 and 2 that are closed, so that no file that is
// opened later is written to by mistake. Reading such an input or writing such an output fails
// with EBADF, as it would have; what is said on such a standard error is dropped. To be called
// before any file is opened.
void ReserveStandardDescriptors();

// Whether it is one whose place was taken.
bool WasClosed(int fd);

// The descriptor that a path stands for: /dev/stdin, /dev/stdout, /dev/stderr, /dev/fd/N.
std::optional<int> DescriptorOf(std::string_view path);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_DESCRIPTORS_H_
