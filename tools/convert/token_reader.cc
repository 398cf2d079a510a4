#include "tools/convert/token_reader.h"

#include <cstdint>

#include "common/json/document.h"
#include "common/record/formats/tokens.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {

using report::Code;

void TokenReader::Append(std::string_view record, text::Buffer* out,
                         std::vector<report::Finding>* findings) {
  const json::Value root = nested_.Parse(record);
  record::TokensFormat().Check(root, {.named = true}, findings);
  if (!findings->empty()) return;
  const json::Value ids = root.Find("input_ids");
  lost_.clear();
  if (root.size() > 1) {
    for (json::Member member : root.members()) {
      if (member.value.index() == ids.index()) continue;
      if (drop_fields_) {
        lost_.push_back(text::Cat("field '", text::Shortened(member.name()), "'"));
        continue;
      }
      findings->push_back({Code::kCannotConvert, "",
                           text::Cat("field '", text::Shortened(member.name()),
                                     "' has no room in rows of tokens; --on-loss drop drops it")});
      return;
    }
  }
  for (json::Value id : ids.elements()) {
    const int64_t token = *record::TokenOf(id);
    out->append(reinterpret_cast<const char*>(&token), sizeof token);
  }
}

}  // namespace jsonl
