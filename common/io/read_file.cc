#include "common/io/read_file.h"

#include <string_view>

#include "absl/status/status.h"
#include "common/text/strings.h"

namespace jsonl::io {

absl::StatusOr<std::string> ReadInput(const Input& input, size_t max_bytes) {
  absl::StatusOr<OpenInput> open = input.Open();
  if (!open.ok()) return open.status();
  constexpr size_t kStep = size_t{64} << 10;
  std::string text;
  while (true) {
    const size_t size = text.size();
    text.resize(size + kStep);
    absl::StatusOr<size_t> count = open->bytes->Read(text.data() + size, kStep);
    if (!count.ok()) return count.status();
    text.resize(size + *count);
    if (*count == 0) return text;
    if (text.size() > max_bytes) {
      return absl::InvalidArgumentError(
          text::Cat(input.name(), ": larger than the ", max_bytes >> 20, " MiB that are taken"));
    }
  }
}

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  if (path == "-") {
    return absl::InvalidArgumentError("-: standard input is for records; name a file");
  }
  absl::StatusOr<std::string> text = ReadInput(Input::File(path), max_bytes);
  if (!text.ok()) return text;
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
  return text;
}

}  // namespace jsonl::io
