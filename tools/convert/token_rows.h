// How rows of tokens are written.

#ifndef JSONL_TOOLS_CONVERT_TOKEN_ROWS_H_
#define JSONL_TOOLS_CONVERT_TOKEN_ROWS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/io/block.h"
#include "common/io/sink.h"

namespace jsonl {

class TokenRows {
 public:
  virtual ~TokenRows() = default;
  virtual absl::Status Add(absl::Span<const int64_t> row) = 0;
  // `length` is that of the rows, all of them.
  virtual absl::Status Finish(uint64_t length) = 0;
};

// A NumPy array of int64. Its header, which comes first, has the number of rows, so that they wait
// in a temporary file.
std::unique_ptr<TokenRows> NpyRows(io::Sink* out, std::string temp_dir);
// Records of the format tokens, as lines or as one array.
std::unique_ptr<TokenRows> RecordRows(io::Sink* out, io::Container container);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TOKEN_ROWS_H_
