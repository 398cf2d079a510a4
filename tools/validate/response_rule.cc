#include "tools/validate/response_rule.h"

#include <string>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

using report::Code;

std::string Capitalised(std::string name) {
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }
  return name;
}

}  // namespace

bool ResponseRule::Check(RecordContext& record, std::vector<report::Finding>* findings) {
  if (!record.response()) return false;
  if (options_.json) record.ResponseJson(findings);
  CheckLength(record, findings);
  return true;
}

void ResponseRule::CheckLength(RecordContext& record,
                               std::vector<report::Finding>* findings) const {
  const std::string_view text = record.response_text();
  // A code point has one to four bytes.
  if (text.size() <= options_.max_length && text.size() / 4 >= options_.min_length) return;
  const uint64_t length = text::CountCodePoints(text);
  if (length < options_.min_length) {
    findings->push_back({Code::kOutputTooShort, record.response_pointer(),
                         text::Cat(Capitalised(record.response_name()), " too short (", length,
                                   " < ", options_.min_length, ")")});
  } else if (length > options_.max_length) {
    findings->push_back({Code::kOutputTooLong, record.response_pointer(),
                         text::Cat(Capitalised(record.response_name()), " too long (", length,
                                   " > ", options_.max_length, ")")});
  }
}

}  // namespace jsonl
