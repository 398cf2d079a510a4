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

// Whether the first turn is a system prompt of that text.
bool IsFirstTurn(const Content& content, json::Value text) {
  if (content.turns.size() == 0 || content.said(0).role != Role::kSystem) return false;
  const json::Value said = content.said(0).content;
  return said && text.is_string() && said.string() == text.string();
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

}  // namespace

const Content::Field* FindMeta(const Content& content) {
  if (content.unknown == 0) return nullptr;
  for (const Content::Field& field : content.fields) {
    if (field.modelled < 0 && field.name() == kMeta) return &field;
  }
  return nullptr;
}

bool HasOrigin(const Content& content) {
  const Content::Field* meta = FindMeta(content);
  return meta != nullptr && meta->value.is_object() && meta->value.Find(kSourceFormat);
}

Origin::Kept* Origin::Find(std::string_view name) {
  size_t i = by_name.Find(name, [this](size_t k) { return kept[k].used; });
  return i == ByName::kNone ? nullptr : &kept[i];
}

bool ReadOrigin(const Content& content, const Format& target, Origin* out) {
  const Content::Field* meta = FindMeta(content);
  json::Value root = meta->value;
  json::Value source = root.Find(kSourceFormat);
  if (!source.is_string()) return false;
  const std::string_view token = source.string();
  const std::string_view name = token.substr(0, token.find('/'));
  if (name != target.name()) return false;
  out->order = Tokens(token.substr(name.size()));
  // The keys that the record had. What a conversion cannot have written is somebody else's.
  uint32_t keys = 0;
  for (const std::string& field : out->order) {
    const int key = target.KeyOf(field);
    if (key < 0) continue;
    if ((keys >> key & 1) != 0) return false;
    keys |= 1u << key;
  }
  if (out->order.empty()) {
    keys = target.traits().required | target.traits().optional;
  } else if (!target.IsWhole(keys)) {
    return false;
  }
  for (const Content::Field& field : content.fields) {
    if (&field == meta || field.modelled >= 0) continue;
    if (field.name() == kMeta || target.KeyOf(field.name()) >= 0) return false;
  }

  const bool strings = content.format().traits().closed;
  std::vector<std::string_view> listed(target.names().begin(), target.names().end());
  listed.insert(listed.end(), out->order.begin(), out->order.end());
  std::sort(listed.begin(), listed.end());
  text::Buffer own;
  for (json::Member member : root.members()) {
    std::string_view member_name = member.name();
    if (member_name == kSourceFormat) continue;
    if (member_name == kAddedSystem && IsFirstTurn(content, member.value)) {
      out->added_system = true;
      continue;
    }
    if (IsSourceFormat(member_name)) member_name.remove_suffix(1);
    if (const int key = target.KeyOf(member_name); key >= 0 && (keys >> key & 1) == 0) return false;
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
  if (!own.empty()) {
    own.push_back('}');
    out->meta = std::string_view(own);
  }
  out->by_name =
      ByName(out->kept.size(), [&](size_t i) -> std::string_view { return out->kept[i].name; });
  // What was kept has no namesake beside it, unless somebody added one.
  for (const Content::Field& field : content.fields) {
    if (&field != meta && field.modelled < 0 && out->Find(field.name()) != nullptr) return false;
  }
  const bool had_meta = std::find(out->order.begin(), out->order.end(), kMeta) != out->order.end();
  if (own.empty() && had_meta && out->Find(kMeta) == nullptr) out->meta = "{}";
  return true;
}

bool IsSourceFormat(std::string_view name) {
  return name.starts_with(kSourceFormat) &&
         name.find_first_not_of('_', kSourceFormat.size()) == name.npos;
}

void AppendAsString(json::Value value, text::Buffer* out) {
  thread_local Nested nested;
  if (value.is_string() && (!MayBeJson(value.string()) || !nested.Parse(value.string()))) {
    out->append(value.raw());
  } else {
    json::AppendString(value.raw(), out);
  }
}

}  // namespace jsonl::record
