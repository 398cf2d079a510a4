// Values kept as the JSON text that was written.

#ifndef JSONL_COMMON_RECORD_JSON_TEXT_H_
#define JSONL_COMMON_RECORD_JSON_TEXT_H_

#include <string>
#include <string_view>

#include "common/json/document.h"

namespace jsonl::record {

// Makes `out` the JSON text, without line ends: records read from indented JSON become lines.
// Within strings JSON has no line ends, so nothing else can be hit.
inline void AssignJson(std::string_view raw, std::string* out) {
  out->assign(raw);
  if (out->find('\n') == out->npos && out->find('\r') == out->npos) return;
  std::erase_if(*out, [](char c) { return c == '\n' || c == '\r'; });
}

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_JSON_TEXT_H_
