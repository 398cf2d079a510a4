#include "common/record/meta.h"

#include <algorithm>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/record/json_text.h"
#include "common/record/nested.h"
#include "proto/example.pb.h"

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
    AssignJson(value.raw(), out);
    return;
  }
  thread_local Nested nested;
  if (MayBeJson(value.string()) && nested.Parse(value.string())) {
    AssignJson(value.string(), out);
  } else {
    out->assign(value.raw());
  }
}

const Field* FindMeta(const Example& example) {
  const Field* meta = nullptr;
  for (const Field& field : example.fields()) {
    if (field.name() == kMeta) meta = &field;
  }
  return meta;
}

}  // namespace

bool HasOrigin(const Example& example) {
  const Field* meta = FindMeta(example);
  return meta != nullptr && meta->json().find(kSourceFormat) != std::string::npos;
}

Origin::Kept* Origin::Find(std::string_view name) {
  size_t i = by_name.Find(name, [this](size_t k) { return kept[k].used; });
  return i == ByName::kNone ? nullptr : &kept[i];
}

bool ReadOrigin(const Example& example, std::string_view format,
                const std::vector<std::string_view>& names, bool strings, Origin* out) {
  const Field* meta = FindMeta(example);
  if (meta == nullptr) return false;
  thread_local Nested nested;
  json::Value root = nested.Parse(meta->json());
  if (!root || !root.is_object()) return false;
  json::Value source = root.Find(kSourceFormat);
  if (!source || !source.is_string()) return false;
  std::string_view token = source.string();
  std::string_view name = token.substr(0, token.find('/'));
  if (name != format) return false;
  out->order = Tokens(token.substr(name.size()));

  std::vector<std::string_view> listed(names.begin(), names.end());
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

void AppendAsString(std::string_view json, std::string* out) {
  thread_local Nested nested;
  thread_local Nested again;
  if (json.starts_with('"')) {
    json::Value value = nested.Parse(json);
    if (!MayBeJson(value.string()) || !again.Parse(value.string())) {
      out->append(json);
      return;
    }
  }
  json::AppendString(json, out);
}

}  // namespace jsonl::record
