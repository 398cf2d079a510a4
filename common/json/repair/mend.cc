#include "common/json/repair/mend.h"

#include <algorithm>

namespace jsonl::json {

std::string_view Words(MendKind kind) {
  switch (kind) {
    case MendKind::kByteOrderMark:
      return "dropped a byte-order mark";
    case MendKind::kSurroundings:
      return "dropped what is not part of the JSON";
    case MendKind::kEscapedText:
      return "took a level of escapes away";
    case MendKind::kBrokenEnd:
      return "dropped a broken character at the end";
    case MendKind::kWhiteSpace:
      return "replaced white space that JSON does not have";
    case MendKind::kComment:
      return "dropped a comment";
    case MendKind::kQuotes:
      return "changed quotes to double quotes";
    case MendKind::kMissingQuote:
      return "added a missing quote";
    case MendKind::kExtraQuote:
      return "dropped a quote";
    case MendKind::kInnerQuote:
      return "escaped a quote inside a string";
    case MendKind::kEscape:
      return "changed an escape that JSON does not have";
    case MendKind::kControlCharacter:
      return "escaped a control character";
    case MendKind::kConcatenation:
      return "joined strings";
    case MendKind::kUnquotedKey:
      return "put a key in quotes";
    case MendKind::kUnquotedString:
      return "put a string in quotes";
    case MendKind::kLiteral:
      return "changed a word to true, false or null";
    case MendKind::kNoJsonValue:
      return "changed a value that JSON does not have to null";
    case MendKind::kNumber:
      return "wrote a number as JSON does";
    case MendKind::kMissingComma:
      return "added a missing comma";
    case MendKind::kExtraSeparator:
      return "dropped a comma or colon";
    case MendKind::kMissingColon:
      return "added a missing colon";
    case MendKind::kWrongSeparator:
      return "changed a separator to a colon or a comma";
    case MendKind::kDanglingKey:
      return "dropped a key or value that is cut off";
    case MendKind::kEllipsis:
      return "dropped an ellipsis";
    case MendKind::kMissingBracket:
      return "added a missing bracket";
    case MendKind::kExtraBracket:
      return "dropped a bracket";
    case MendKind::kWrongBracket:
      return "changed a bracket to the kind that fits";
    case MendKind::kTruncated:
      return "closed what the end of the text left open";
    case MendKind::kSeveralValues:
      return "put several values into an array";
  }
  return "";
}

void MendLog::Clear() {
  mends_.clear();
  count_ = 0;
}

void MendLog::Sort() {
  std::stable_sort(mends_.begin(), mends_.end(),
                   [](const Mend& a, const Mend& b) { return a.offset < b.offset; });
}

}  // namespace jsonl::json
