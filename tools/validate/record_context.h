// One record under check, and what several rules need to know of it, each found once.

#ifndef JSONL_TOOLS_VALIDATE_RECORD_CONTEXT_H_
#define JSONL_TOOLS_VALIDATE_RECORD_CONTEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/record/format.h"
#include "common/report/diagnostic.h"

namespace jsonl {

// One a thread, used again for every record: it has a parser for the JSON inside responses.
class RecordContext {
 public:
  // The record stays readable, with json::Parser::kPadding, until the next call.
  void Reset(json::Value root, const record::Format& format);

  json::Value root() const { return root_; }
  const record::Format& format() const { return *format_; }

  // What a model is to answer (record::Format::Response); absent if there is none, or it is not
  // one text.
  json::Value response();
  // The text of the present response, which may be a part of a string.
  std::string_view response_text() { return format_->ResponseText(response()); }
  // Where the present response is: "/messages/1/content", and the name of that field: "content".
  std::string response_pointer();
  std::string response_name();

  // The value of the JSON text that the present response is, until the next Reset. Absent where it
  // is none: then there is one finding of that, whoever asks and how often.
  json::Value ResponseJson(std::vector<report::Finding>* findings);

 private:
  json::Value root_;
  const record::Format* format_ = nullptr;
  bool response_known_ = false;
  json::Value response_;
  enum class Json : uint8_t { kUnknown, kWrong, kParsed } json_ = Json::kUnknown;
  json::Parser parser_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RECORD_CONTEXT_H_
