// The tokens of records, for rows of tokens.

#ifndef JSONL_TOOLS_CONVERT_TOKEN_READER_H_
#define JSONL_TOOLS_CONVERT_TOKEN_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/record/nested.h"
#include "common/report/diagnostic.h"
#include "common/text/buffer.h"
#include "tools/convert/text_tokens.h"

namespace jsonl {

// One a thread.
class TokenReader {
 public:
  // `drop_fields`: fields beside the tokens are left out; otherwise they are findings. If `texts`
  // is not null, it makes the tokens of records that hold a text; it must outlive the reader.
  TokenReader(bool drop_fields, TextTokens* texts) : drop_fields_(drop_fields), texts_(texts) {}

  // Appends the tokens of records of the format tokens, a line each, as int64 in the machine's
  // order of bytes, or to `findings` why that cannot be. With `texts`, they are objects with a
  // string `text`.
  void Append(std::string_view lines, text::Buffer* out, std::vector<report::Finding>* findings);
  // What the last records lost: "field 'labels'".
  const std::vector<std::string>& lost() const { return lost_; }

 private:
  void AppendRecord(json::Value root, text::Buffer* out, std::vector<report::Finding>* findings);
  void LoseAllBut(json::Value kept, json::Value root, std::vector<report::Finding>* findings);

  bool drop_fields_;
  TextTokens* texts_;
  std::vector<std::string> lost_;
  record::Nested nested_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TOKEN_READER_H_
