#include "common/io/descriptors.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <system_error>

namespace jsonl::io {
namespace {
bool was_closed[3];  // by descriptor
}

void ReserveStandardDescriptors() {
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number, which is `fd`. Input and output in the wrong direction: EBADF.
    was_closed[fd] = open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_WRONLY) == fd;
  }
}

bool WasClosed(int fd) { return fd >= 0 && fd <= STDERR_FILENO && was_closed[fd]; }

std::optional<int> DescriptorOf(std::string_view path) {
  if (path == "/dev/stdin") return STDIN_FILENO;
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (path.substr(0, folder.size()) != folder) continue;
    std::string_view digits = path.substr(folder.size());
    int number = -1;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size()) return number;
  }
  return std::nullopt;
}

}  // namespace jsonl::io
