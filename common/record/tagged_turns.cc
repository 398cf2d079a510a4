#include "common/record/tagged_turns.h"

#include <algorithm>
#include <cstddef>

#include "common/json/writer.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

constexpr std::string_view kHuman = "\n\nHuman:";
constexpr std::string_view kAssistant = "\n\nAssistant:";
constexpr std::string_view kBreak = "\n\n";

// The tag that the text begins with; "" if it begins with none.
std::string_view TagOf(std::string_view text) {
  if (text.starts_with(kHuman)) return kHuman;
  if (text.starts_with(kAssistant)) return kAssistant;
  return "";
}

// Where the next tag begins, from `begin` on.
size_t NextTag(std::string_view text, size_t begin) {
  size_t found = text.find(kBreak, begin);
  while (found != text.npos && TagOf(text.substr(found)).empty()) {
    found = text.find(kBreak, found + 1);
  }
  return std::min(found, text.size());
}

// The text begins with a tag.
void AppendTurns(std::string_view text, std::string* out) {
  out->push_back('[');
  while (!text.empty()) {
    const std::string_view tag = TagOf(text);
    const size_t end = NextTag(text, tag.size());
    if (out->back() == '}') out->push_back(',');
    out->append(tag == kHuman ? R"({"role":"user","content":)"
                              : R"({"role":"assistant","content":)");
    json::AppendString(text::Strip(text.substr(tag.size(), end - tag.size())), out);
    out->push_back('}');
    text.remove_prefix(end);
  }
  out->push_back(']');
}

}  // namespace

void AppendTaggedPair(std::string_view chosen, std::string_view rejected, std::string* out) {
  if (TagOf(chosen).empty()) return;
  const auto differ = std::mismatch(chosen.begin(), chosen.end(), rejected.begin(), rejected.end());
  const size_t shared = static_cast<size_t>(differ.first - chosen.begin());
  const size_t end = chosen.substr(0, shared).rfind(kAssistant);
  if (end == chosen.npos || end == 0) return;
  out->push_back('[');
  AppendTurns(chosen.substr(0, end), out);
  out->push_back(',');
  AppendTurns(chosen.substr(end), out);
  out->push_back(',');
  AppendTurns(rejected.substr(end), out);
  out->push_back(']');
}

}  // namespace jsonl::record
