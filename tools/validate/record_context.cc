#include "tools/validate/record_context.h"

#include "common/json/pointer.h"
#include "common/json/syntax_error.h"
#include "common/text/strings.h"

namespace jsonl {

void RecordContext::Reset(json::Value root, const record::Format& format) {
  root_ = root;
  format_ = &format;
  response_known_ = false;
  json_ = Json::kUnknown;
}

json::Value RecordContext::response() {
  if (!response_known_) response_ = format_->Response(root_);
  response_known_ = true;
  return response_;
}

std::string RecordContext::response_pointer() {
  const json::Value value = response();
  return json::PointerTo(json::Value::Root(value.document()), value.index());
}

std::string RecordContext::response_name() {
  const std::string pointer = response_pointer();
  return pointer.substr(pointer.rfind('/') + 1);
}

json::Value RecordContext::ResponseJson(std::vector<report::Finding>* findings) {
  if (json_ == Json::kUnknown) {
    const std::string_view text = response_text();
    const json::SyntaxError error = parser_.Parse(text);
    json_ = error ? Json::kWrong : Json::kParsed;
    if (error) {
      findings->push_back(
          {report::Code::kOutputNotJson, response_pointer(),
           text::Cat("Invalid JSON in ", response_name(), " (", json::Describe(error, text), ")")});
    }
  }
  return json_ == Json::kParsed ? parser_.root() : json::Value();
}

}  // namespace jsonl
