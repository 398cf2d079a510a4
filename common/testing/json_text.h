// JSON texts as tests write them.

#ifndef JSONL_COMMON_TESTING_JSON_TEXT_H_
#define JSONL_COMMON_TESTING_JSON_TEXT_H_

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/json/syntax_error.h"

namespace jsonl::test {

// A text with the padding that a parser asks for, filled with what would be misread as content.
class PaddedText {
 public:
  explicit PaddedText(std::string_view text) : size_(text.size()), bytes_(text) {
    bytes_.append(json::Parser::kPadding, '7');
  }
  std::string_view view() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  size_t size_;
  std::string bytes_;
};

// A text and its document. One that is not JSON fails the test, and reads as null.
class ParsedText {
 public:
  explicit ParsedText(std::string_view text) : text_(text) {
    if (json::SyntaxError error = parser_.Parse(text_.view())) {
      ADD_FAILURE() << text << ": " << json::Describe(error, text);
      text_ = PaddedText("null");
      static_cast<void>(parser_.Parse(text_.view()));
    }
  }
  ParsedText(const ParsedText&) = delete;
  ParsedText& operator=(const ParsedText&) = delete;

  json::Value root() const { return parser_.root(); }
  const json::Document& document() const { return parser_.document(); }

 private:
  PaddedText text_;
  json::Parser parser_;
};

}  // namespace jsonl::test

#endif  // JSONL_COMMON_TESTING_JSON_TEXT_H_
