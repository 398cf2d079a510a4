// Parses JSON texts by RFC 8259: simdjson finds the structure and checks UTF-8, a walk over the
// structure checks the grammar and notes where every value lies.
//
// Compared with simdjson's own document it takes numbers of any size, keeps what was written, and
// copies no string that has no escapes; it is also faster (see parser_benchmark.cc).
// Duplicate keys are grammatical and pass; see duplicate_keys.h.

#ifndef JSONL_COMMON_JSON_PARSER_H_
#define JSONL_COMMON_JSON_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "common/json/document.h"
#include "common/json/syntax_error.h"

namespace jsonl::json {

class Parser {
 public:
  // Bytes that must be readable after the end of every text given to a parser. Their content
  // does not matter.
  static constexpr size_t kPadding = 64;
  // The deepest nesting taken: {"a":[]} is two deep.
  static constexpr uint32_t kMaxDepth = 1024;

  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Parses one JSON text with white space around it. The text and kPadding bytes after it must
  // stay readable while the document is in use.
  SyntaxError Parse(std::string_view text);

  // The same for many texts that lie in one buffer, scanned at one go. After StartBatch(buffer),
  // ParseNext(begin, end) parses the text buffer[begin, end); texts are taken in order and do
  // not overlap, and between two of them there is a newline or a comma, and white space.
  // Error offsets count from `begin`. StartBatch gives memory back that only a far larger text
  // took.
  void StartBatch(std::string_view buffer);
  SyntaxError ParseNext(size_t begin, size_t end);

  // The text parsed last, when that went well.
  const Document& document() const { return document_; }
  Value root() const { return Value::Root(document_); }

 private:
  struct Scanner;  // simdjson's side

  SyntaxError Scan(std::string_view text);
  SyntaxError Walk(const char* base, size_t begin, size_t end);
  void Trim(size_t size);
  void ReserveNodes(size_t count);
  void ReserveDecoded(size_t size);

  std::unique_ptr<Scanner> scanner_;
  Document document_;
  const uint32_t* cursor_ = nullptr;      // next structural character
  const uint32_t* cursor_end_ = nullptr;  // past the last one; *cursor_end_ is readable
  std::string_view batch_;
  bool batch_scanned_ = false;  // false: the buffer as a whole has a fault, so text by text

  std::unique_ptr<Node[]> nodes_;
  size_t node_capacity_ = 0;
  std::unique_ptr<char[]> decoded_;
  size_t decoded_capacity_ = 0;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_PARSER_H_
