// Rows of tokens: packed, as a NumPy array or as records.

#ifndef JSONL_TOOLS_CONVERT_TOKEN_WRITER_H_
#define JSONL_TOOLS_CONVERT_TOKEN_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/pipeline/session.h"
#include "tools/convert/record_writer.h"

namespace jsonl {

struct PackingOptions {
  // The tokens of all records, one after the other, are cut into rows of so many, once for each
  // length. None: each record is a row, and all have the same length.
  std::vector<uint64_t> lengths;
  // What fills the last row. None: a row that is not full is dropped.
  std::optional<int64_t> pad;

  // "1024" or "512,1024,2048"; no length twice. INVALID_ARGUMENT otherwise.
  static absl::StatusOr<std::vector<uint64_t>> ParseLengths(std::string_view text);
};

// Takes records as TokenReader makes them, and writes rows to the session's output, or one file a
// length to those that the session's output pattern names. Finish tells the account of the rows,
// and of what was dropped or padded: a record is dropped if none of its tokens is in any row.
// INVALID_ARGUMENT: records differ in length and there is none to cut them to.
absl::StatusOr<std::unique_ptr<RecordWriter>> TokenWriter(pipeline::Session& session,
                                                          io::Container container,
                                                          const PackingOptions& options);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TOKEN_WRITER_H_
