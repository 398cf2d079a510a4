#include "tools/validate/record_checker.h"

#include <string_view>

#include "common/json/pointer.h"
#include "common/json/syntax_error.h"
#include "common/record/registry.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

using report::Code;
using report::Finding;

// The name of the field at a pointer.
std::string_view LastToken(std::string_view pointer) {
  size_t slash = pointer.rfind('/');
  return slash == pointer.npos ? pointer : pointer.substr(slash + 1);
}

std::string Capitalised(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace

RecordChecker::Unchecked RecordChecker::Check(json::Value root, std::vector<Finding>* findings) {
  const record::Format& format =
      rules_.format != nullptr ? *rules_.format : record::Recognise(root);
  format.Check(root, {.named = rules_.format != nullptr}, findings);
  Unchecked unchecked;
  unchecked.format = rules_.format == nullptr && format.name() == "any";
  if (rules_.ConcernResponse()) {
    if (json::Value response = format.Response(root)) {
      CheckResponse(response, findings);
    } else {
      unchecked.response = true;
    }
  }
  return unchecked;
}

void RecordChecker::CheckResponse(json::Value response, std::vector<Finding>* findings) {
  std::string_view text = response.string();
  auto pointer = [&] {
    return json::PointerTo(json::Value::Root(response.document()), response.index());
  };
  if (rules_.json_output) {
    if (json::SyntaxError error = parser_.Parse(text)) {
      std::string where = pointer();
      findings->push_back({Code::kOutputNotJson, where,
                           text::Cat("Invalid JSON in ", LastToken(where), " (",
                                     json::Describe(error, text), ")")});
    }
  }
  // A code point has one to four bytes.
  if (text.size() <= rules_.max_length && text.size() / 4 >= rules_.min_length) return;
  uint64_t length = text::CountCodePoints(text);
  if (length < rules_.min_length) {
    std::string where = pointer();
    findings->push_back({Code::kOutputTooShort, where,
                         text::Cat(Capitalised(LastToken(where)), " too short (", length, " < ",
                                   rules_.min_length, ")")});
  } else if (length > rules_.max_length) {
    std::string where = pointer();
    findings->push_back({Code::kOutputTooLong, where,
                         text::Cat(Capitalised(LastToken(where)), " too long (", length, " > ",
                                   rules_.max_length, ")")});
  }
}

}  // namespace jsonl
