#include "common/record/meta.h"

#include <algorithm>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/record/nested.h"
#include "common/record/written.h"

namespace jsonl::record {
namespace {

// "/a~1b/c" as {"a/b", "c"}.
std::vector<std::string> Tokens(std::string_view pointer) {
  std::vector<std::string> tokens;
  for (size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      tokens.emplace_back();
    } else if (pointer[i] == '~' && i + 1 < pointer.size()) {
      tokens.back().push_back(pointer[++i] == '1' ? '/' : '~');
    } else {
      tokens.back().push_back(pointer[i]);
    }
  }
  return tokens;
}

// Whether a string could be taken for a JSON text, by its first character.
bool MayBeJson(std::string_view text) {
  return !text.empty() && std::string_view("{[\"-0123456789tfn \t\r\n").find(text[0]) != text.npos;
}

void Decode(json::Value value, bool strings, std::string* out) {
  if (!strings || !value.is_string()) {
    out->assign(value.raw());
    return;
  }
  thread_local Nested nested;
  if (MayBeJson(value.string()) && nested.Parse(value.string())) {
    out->clear();
    AppendOnOneLine(value.string(), out);
  } else {
    out->assign(value.raw());
  }
}

// The last one; absent if there is none.
json::Value FindMeta(const Content& content) {
  json::Value meta;
  for (const Content::Field& field : content.fields) {
    if (field.name() == kMeta) meta = field.value;
  }
  return meta;
}

}  // namespace

bool HasOrigin(const Content& content) {
  json::Value meta = FindMeta(content);
  return meta && meta.is_object() && meta.Find(kSourceFormat);
}

Origin::Kept* Origin::Find(std::string_view name) {
  size_t i = by_name.Find(name, [this](size_t k) { return kept[k].used; });
  return i == ByName::kNone ? nullptr : &kept[i];
}

bool ReadOrigin(const Content& content, const Format& target, Origin* out) {
  json::Value root = FindMeta(content);
  json::Value source = root.Find(kSourceFormat);
  if (!source || !source.is_string()) return false;
  std::string_view token = source.string();
  std::string_view name = token.substr(0, token.find('/'));
  if (name != target.name()) return false;
  out->order = Tokens(token.substr(name.size()));
  uint32_t ordered = 0;
  for (const std::string& field : out->order) {
    if (const int key = target.KeyOf(field); key >= 0) ordered |= 1u << key;
  }
  if (!out->order.empty() && !target.IsWhole(ordered)) return false;  // somebody else's

  const bool strings = content.format().traits().closed;
  std::vector<std::string_view> listed(target.names().begin(), target.names().end());
  listed.insert(listed.end(), out->order.begin(), out->order.end());
  std::sort(listed.begin(), listed.end());
  std::string own;
  for (json::Member member : root.members()) {
    std::string_view member_name = member.name();
    if (member_name == kSourceFormat) continue;
    if (IsSourceFormat(member_name)) member_name.remove_suffix(1);
    if (member_name == kMeta || std::binary_search(listed.begin(), listed.end(), member_name)) {
      Origin::Kept& kept = out->kept.emplace_back();
      kept.name = member_name;
      Decode(member.value, strings, &kept.json);
      continue;
    }
    own.push_back(own.empty() ? '{' : ',');
    json::AppendString(member_name, &own);
    own.push_back(':');
    std::string value;
    Decode(member.value, strings, &value);
    own.append(value);
  }
  if (!own.empty()) out->meta = own + "}";
  out->by_name =
      ByName(out->kept.size(), [&](size_t i) -> std::string_view { return out->kept[i].name; });
  const bool had_meta = std::find(out->order.begin(), out->order.end(), kMeta) != out->order.end();
  if (own.empty() && had_meta && out->Find(kMeta) == nullptr) out->meta = "{}";
  return true;
}

bool IsSourceFormat(std::string_view name) {
  return name.starts_with(kSourceFormat) &&
         name.find_first_not_of('_', kSourceFormat.size()) == name.npos;
}

void AppendAsString(json::Value value, std::string* out) {
  thread_local Nested nested;
  if (value.is_string() && (!MayBeJson(value.string()) || !nested.Parse(value.string()))) {
    out->append(value.raw());
  } else {
    json::AppendString(value.raw(), out);
  }
}

}  // namespace jsonl::record
