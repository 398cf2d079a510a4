// JSON texts inside strings: tool calls, tools, fields kept in a `meta` of strings.

#ifndef JSONL_COMMON_RECORD_NESTED_H_
#define JSONL_COMMON_RECORD_NESTED_H_

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/json/parser.h"

namespace jsonl::record {

// A parser with room for the text. Make it thread_local, and use one at each place, so that none
// parses anew while its last document is in use.
class Nested {
 public:
  // The text's value, valid until the next call; absent if the text is not JSON.
  json::Value Parse(std::string_view text) {
    buffer_.assign(text);
    buffer_.resize(text.size() + json::Parser::kPadding);
    if (parser_.Parse(std::string_view(buffer_).substr(0, text.size()))) return {};
    return parser_.root();
  }

 private:
  std::string buffer_;
  json::Parser parser_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_NESTED_H_
