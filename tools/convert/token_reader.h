// The tokens of records, for rows of tokens.

#ifndef JSONL_TOOLS_CONVERT_TOKEN_READER_H_
#define JSONL_TOOLS_CONVERT_TOKEN_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/record/nested.h"
#include "common/report/diagnostic.h"
#include "common/text/buffer.h"

namespace jsonl {

// One a thread.
class TokenReader {
 public:
  // `drop_fields`: fields beside the tokens are left out; otherwise they are findings.
  explicit TokenReader(bool drop_fields) : drop_fields_(drop_fields) {}

  // Appends the tokens of a record of the format tokens, as int64 in the machine's order of bytes,
  // or to `findings` why that cannot be.
  void Append(std::string_view record, text::Buffer* out, std::vector<report::Finding>* findings);
  // What the last record lost: "field 'labels'".
  const std::vector<std::string>& lost() const { return lost_; }

 private:
  bool drop_fields_;
  std::vector<std::string> lost_;
  record::Nested nested_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TOKEN_READER_H_
