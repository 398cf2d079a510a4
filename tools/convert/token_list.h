// Tokens as a JSON array.

#ifndef JSONL_TOOLS_CONVERT_TOKEN_LIST_H_
#define JSONL_TOOLS_CONVERT_TOKEN_LIST_H_

#include <charconv>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "common/text/buffer.h"

namespace jsonl {

// Appends "[1,2]".
inline void AppendTokenList(absl::Span<const int64_t> tokens, text::Buffer* out) {
  char before = '[';
  for (int64_t token : tokens) {
    char text[24] = {before};
    out->append(text,
                static_cast<size_t>(std::to_chars(text + 1, text + sizeof text, token).ptr - text));
    before = ',';
  }
  out->append(tokens.empty() ? "[]" : "]");
}

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TOKEN_LIST_H_
