#include "common/io/read_file.h"

#include <utility>

#include "absl/status/status.h"
#include "common/io/input.h"
#include "common/text/strings.h"

namespace jsonl::io {

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  if (path == "-") {
    return absl::InvalidArgumentError("-: standard input is for records; name a file");
  }
  absl::StatusOr<OpenInput> input = Input::File(path).Open();
  if (!input.ok()) return input.status();
  constexpr size_t kStep = size_t{64} << 10;
  std::string text;
  while (true) {
    const size_t size = text.size();
    text.resize(size + kStep);
    absl::StatusOr<size_t> count = input->bytes->Read(text.data() + size, kStep);
    if (!count.ok()) return count.status();
    text.resize(size + *count);
    if (*count == 0) break;
    if (text.size() > max_bytes) {
      return absl::InvalidArgumentError(
          text::Cat(path, ": larger than the ", max_bytes >> 20, " MiB that are taken"));
    }
  }
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

}  // namespace jsonl::io
