#include "common/io/errors.h"

#include <cerrno>
#include <cstring>

#include "absl/strings/cord.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {
constexpr char kClosedPipe[] = "jsonl-tools/closed-pipe";
}

absl::Status ErrnoStatus(int error, std::string_view name) {
  if (error == EPIPE) return ClosedPipe(name);
  std::string message = text::Cat(name, ": ", strerror(error));
  if (error == EMFILE) message += " (ulimit -n raises the limit)";
  return absl::Status(absl::ErrnoToStatusCode(error), message);
}

absl::Status ClosedPipe(std::string_view name) {
  absl::Status status = absl::CancelledError(text::Cat(name, ": ", strerror(EPIPE)));
  status.SetPayload(kClosedPipe, absl::Cord());
  return status;
}

bool IsClosedPipe(const absl::Status& status) { return status.GetPayload(kClosedPipe).has_value(); }

}  // namespace jsonl::io
