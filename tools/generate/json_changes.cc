#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/ascii.h"
#include "tools/generate/function.h"
#include "tools/generate/json_tree.h"
#include "tools/generate/random.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

bool Fail(std::string* why, std::string reason) {
  *why = std::move(reason);
  return false;
}

// A tree that may be changed.
bool ReadArgument(const Call& call, JsonTree* tree, std::string* why) {
  const JsonTree* read = call.Tree(0, why);
  if (read != nullptr) *tree = *read;
  return read != nullptr;
}

const JsonTree* ReadObject(const Call& call, std::string* why) {
  const JsonTree* tree = call.Tree(0, why);
  if (tree == nullptr || tree->kind == Kind::kObject) return tree;
  *why = "it is no object";
  return nullptr;
}

// Writes it unless a key is in an object twice now.
bool WriteChanged(const JsonTree& tree, std::string* out, std::string* why) {
  return WriteNormalized(tree, out) || Fail(why, "two keys would become one");
}

bool AnyKey(const Call& call, std::string* out, std::string* why) {
  const int64_t n = call.arguments.size() > 1 ? call.Number(1, why) : 1;
  const JsonTree* tree = ReadObject(call, why);
  if (n < 0 || tree == nullptr) return false;
  if (n < 1 || static_cast<size_t>(n) > tree->keys.size()) {
    return Fail(why, text::Cat("it has ", tree->keys.size(), " keys"));
  }
  std::vector<std::string_view> keys = tree->keys;
  Random random(call.seed ^ 0x6b657973);
  for (size_t i = keys.size(); i > 1; --i) std::swap(keys[i - 1], keys[random.Below(i)]);
  *out += keys[static_cast<size_t>(n) - 1];
  return true;
}

bool Renamed(const Call& call, std::string* out, std::string* why) {
  const JsonTree* object = ReadObject(call, why);
  if (object == nullptr) return false;
  JsonTree tree = *object;
  const auto key = std::find(tree.keys.begin(), tree.keys.end(), call.text(1));
  if (key == tree.keys.end()) return Fail(why, "it has no such key");
  *key = call.text(2);
  return WriteChanged(tree, out, why);
}

bool Kept(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = ReadObject(call, why);
  if (tree == nullptr) return false;
  JsonTree kept{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  for (size_t i = 1; i < call.arguments.size(); ++i) {
    const auto key = std::find(tree->keys.begin(), tree->keys.end(), call.text(i));
    if (key == tree->keys.end()) return Fail(why, "it has no such key");
    kept.keys.push_back(*key);
    kept.elements.push_back(tree->elements[static_cast<size_t>(key - tree->keys.begin())]);
  }
  if (kept.keys.size() >= tree->keys.size()) return Fail(why, "nothing would be left out");
  return WriteChanged(kept, out, why);
}

// Numbers become strings, or strings that are numbers become numbers. How many did.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
size_t CastAll(bool to_strings, record::Nested* parser, JsonTree* tree) {
  size_t count = 0;
  if (to_strings && tree->IsNumber()) {
    tree->kind = Kind::kString;
    ++count;
  } else if (!to_strings && tree->kind == Kind::kString && !tree->text.empty() &&
             (tree->text[0] == '-' || (tree->text[0] >= '0' && tree->text[0] <= '9'))) {
    const json::Value value = parser->Parse(tree->text);
    if (value && value.raw().size() == tree->text.size()) {
      tree->kind = Kind::kOther;
      ++count;
    }
  }
  for (JsonTree& element : tree->elements) count += CastAll(to_strings, parser, &element);
  return count;
}

bool Cast(const Call& call, bool to_strings, std::string* out, std::string* why) {
  JsonTree tree;
  if (!ReadArgument(call, &tree, why)) return false;
  if (CastAll(to_strings, call.checker, &tree) == 0) {
    return Fail(why, to_strings ? "it has no number" : "it has no string that is a number");
  }
  return WriteChanged(tree, out, why);
}
bool NumbersCast(const Call& call, std::string* out, std::string* why) {
  return Cast(call, false, out, why);
}
bool NumbersAsStrings(const Call& call, std::string* out, std::string* why) {
  return Cast(call, true, out, why);
}

// "first_name", "First-Name", "FirstName" as firstName; capital: as FirstName.
std::string CamelCase(std::string_view key, bool capital) {
  std::string out;
  bool starts_word = false;
  for (char c : key) {
    if (c == '_' || c == '-' || c == ' ') {
      starts_word = !out.empty();
      continue;
    }
    if (out.empty()) {
      out.push_back(capital ? Upper(c) : Lower(c));
    } else {
      out.push_back(starts_word ? Upper(c) : c);
    }
    starts_word = false;
  }
  return out.empty() ? std::string(key) : out;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
size_t ChangeKeys(bool capital, JsonTree* tree, TextPool* texts) {
  size_t count = 0;
  for (std::string_view& key : tree->keys) {
    std::string changed = CamelCase(key, capital);
    if (changed == key) continue;
    ++count;
    key = texts->Keep(std::move(changed));
  }
  for (JsonTree& element : tree->elements) count += ChangeKeys(capital, &element, texts);
  return count;
}

bool KeysInCase(const Call& call, bool capital, std::string* out, std::string* why) {
  JsonTree tree;
  TextPool texts;
  if (!ReadArgument(call, &tree, why)) return false;
  if (ChangeKeys(capital, &tree, &texts) == 0) {
    return Fail(why, "its keys are written like that already");
  }
  return WriteChanged(tree, out, why);
}
bool CamelKeys(const Call& call, std::string* out, std::string* why) {
  return KeysInCase(call, false, out, why);
}
bool PascalKeys(const Call& call, std::string* out, std::string* why) {
  return KeysInCase(call, true, out, why);
}

std::string_view TypeOf(const JsonTree& value) {
  if (value.kind == Kind::kString) return "string";
  if (value.kind == Kind::kArray) return "array";
  if (value.kind == Kind::kObject) return "object";
  if (value.IsNumber()) return "number";
  return value.text == "null" ? "null" : "boolean";
}

bool HasMembers(const JsonTree& tree) { return tree.kind == Kind::kObject && !tree.keys.empty(); }

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
void Flatten(const std::string& prefix, const JsonTree& from, JsonTree* to, TextPool* texts) {
  for (size_t i = 0; i < from.keys.size(); ++i) {
    std::string name(from.keys[i]);
    if (!prefix.empty()) name = prefix + CamelCase(name, /*capital=*/true);
    const JsonTree& value = from.elements[i];
    if (HasMembers(value) && name.size() < 200) {
      Flatten(name, value, to, texts);
    } else {
      to->keys.push_back(texts->Keep(std::move(name)));
      to->elements.push_back(value);
    }
  }
}

bool Flattened(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = ReadObject(call, why);
  if (tree == nullptr) return false;
  if (std::none_of(tree->elements.begin(), tree->elements.end(), HasMembers)) {
    return Fail(why, "it has no object in it");
  }
  JsonTree flat{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  TextPool texts;
  Flatten("", *tree, &flat, &texts);
  return WriteChanged(flat, out, why);
}

// The members as a list: [{"name":"age","type":"number","value":27}, ...].
bool Entries(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = ReadObject(call, why);
  if (tree == nullptr) return false;
  if (tree->keys.size() < 2) return Fail(why, "it has fewer than two members");
  JsonTree list{.kind = Kind::kArray, .text = {}, .elements = {}, .keys = {}};
  const auto string = [](std::string_view text) {
    return JsonTree{.kind = Kind::kString, .text = text, .elements = {}, .keys = {}};
  };
  for (size_t i = 0; i < tree->keys.size(); ++i) {
    const JsonTree& value = tree->elements[i];
    list.elements.push_back({.kind = Kind::kObject,
                             .text = {},
                             .elements = {string(tree->keys[i]), string(TypeOf(value)), value},
                             .keys = {"name", "type", "value"}});
  }
  WriteCompact(list, out);
  return true;
}

bool TheMember(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = ReadObject(call, why);
  if (tree == nullptr) return false;
  const auto key = std::find(tree->keys.begin(), tree->keys.end(), call.text(1));
  if (key == tree->keys.end()) return Fail(why, "it has no such key");
  const JsonTree& value = tree->elements[static_cast<size_t>(key - tree->keys.begin())];
  if (value.kind == Kind::kString) {
    *out += value.text;
  } else {
    WriteCompact(value, out);
  }
  return true;
}

bool Grouped(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = call.Tree(0, why);
  if (tree == nullptr) return false;
  if (tree->kind != Kind::kArray || tree->elements.empty()) return Fail(why, "it is no list");
  JsonTree groups{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  absl::flat_hash_map<std::string_view, size_t> index;
  for (const JsonTree& element : tree->elements) {
    const auto key = std::find(element.keys.begin(), element.keys.end(), call.text(1));
    if (key == element.keys.end()) return Fail(why, "not all are objects with that key");
    const JsonTree& value = element.elements[static_cast<size_t>(key - element.keys.begin())];
    if (value.kind != Kind::kString) return Fail(why, "the values of that key are no strings");
    const auto [group, is_new] = index.try_emplace(value.text, groups.keys.size());
    if (is_new) {
      groups.keys.push_back(value.text);
      groups.elements.push_back({.kind = Kind::kArray, .text = {}, .elements = {}, .keys = {}});
    }
    groups.elements[group->second].elements.push_back(element);
  }
  return WriteChanged(groups, out, why);
}

constexpr Function kFunctions[] = {
    {"any_key", "json, n",
     "one of an object's keys, another for each example; the n-th (if not given, the first) of "
     "them in that example's order",
     1, 2, true, AnyKey},
    {"renamed", "json, old, new", "in normal form, with the key of an object renamed", 3, 3, false,
     Renamed},
    {"kept", "json, key, ...", "in normal form, with those keys of an object alone", 2, 9, false,
     Kept},
    {"cast", "json", "in normal form, with strings that are numbers as numbers", 1, 1, false,
     NumbersCast},
    {"stringified", "json", "in normal form, with numbers as strings", 1, 1, false,
     NumbersAsStrings},
    {"camel_keys", "json", "in normal form, with all keys like firstName", 1, 1, false, CamelKeys},
    {"pascal_keys", "json", "in normal form, with all keys like FirstName", 1, 1, false,
     PascalKeys},
    {"flattened", "json",
     "in normal form, with the members of objects within as members like userName", 1, 1, false,
     Flattened},
    {"entries", "json", "the members of an object as a list of objects with name, type and value",
     1, 1, false, Entries},
    {"member", "json, key", "the value of an object's key", 2, 2, false, TheMember},
    {"grouped", "list, key", "an object with a list of the objects for each value of the key", 2, 2,
     false, Grouped},
};

}  // namespace

absl::Span<const Function> JsonChanges() { return kFunctions; }

}  // namespace jsonl::generate
