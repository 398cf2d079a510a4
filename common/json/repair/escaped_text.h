// JSON that was escaped as if it were to go into a string: {\"a\": \"b\\n\"}.

#ifndef JSONL_COMMON_JSON_REPAIR_ESCAPED_TEXT_H_
#define JSONL_COMMON_JSON_REPAIR_ESCAPED_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/repair/mend.h"

namespace jsonl::json {

// Whether `text`, which starts with a bracket, has its first quote escaped.
bool IsEscapedText(std::string_view text);

// `text` with one level of escapes taken away.
std::string Unescape(std::string_view text);

// Turns offsets in Unescape(text) into offsets in `text`. The mends are sorted.
void MapToEscaped(std::string_view text, std::vector<Mend>* mends);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_ESCAPED_TEXT_H_
