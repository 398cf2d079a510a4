#include "tools/convert/token_reader.h"

#include <algorithm>
#include <cstdint>

#include "common/record/formats/tokens.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {

using report::Code;

void TokenReader::Append(std::string_view lines, text::Buffer* out,
                         std::vector<report::Finding>* findings) {
  lost_.clear();
  while (!lines.empty() && findings->empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    AppendRecord(nested_.Parse(lines.substr(0, end)), out, findings);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void TokenReader::AppendRecord(json::Value root, text::Buffer* out,
                               std::vector<report::Finding>* findings) {
  const auto append = [out](int64_t token) {
    out->append(reinterpret_cast<const char*>(&token), sizeof token);
  };
  if (texts_ != nullptr) {
    const json::Value text = root.Find("text");
    LoseAllBut(text, root, findings);
    if (!findings->empty()) return;
    for (int64_t token : texts_->Of(text.string(), findings)) append(token);
    return;
  }
  record::TokensFormat().Check(root, {.named = true}, findings);
  if (!findings->empty()) return;
  const json::Value ids = root.Find("input_ids");
  LoseAllBut(ids, root, findings);
  if (!findings->empty()) return;
  for (json::Value id : ids.elements()) append(*record::TokenOf(id));
}

void TokenReader::LoseAllBut(json::Value kept, json::Value root,
                             std::vector<report::Finding>* findings) {
  if (root.size() == 1) return;
  for (json::Member member : root.members()) {
    if (member.value.index() == kept.index()) continue;
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

}  // namespace jsonl
