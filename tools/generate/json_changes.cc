#include <algorithm>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/function.h"
#include "tools/generate/json_tree.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

bool Fail(std::string* why, std::string reason) {
  *why = std::move(reason);
  return false;
}

bool ReadArgument(const Call& call, JsonTree* tree, std::string* why) {
  const json::Value value = call.Json(0, why);
  return value && ReadTree(value, tree, why);
}

bool ReadObject(const Call& call, JsonTree* tree, std::string* why) {
  if (!ReadArgument(call, tree, why)) return false;
  return tree->kind == Kind::kObject || Fail(why, "it is no object");
}

// Writes it unless a key is in an object twice now.
bool WriteChanged(JsonTree tree, std::string* out, std::string* why) {
  Normalize(&tree);
  const auto has_key_twice = [](const auto& self, const JsonTree& value) -> bool {
    if (std::adjacent_find(value.keys.begin(), value.keys.end()) != value.keys.end()) return true;
    return std::any_of(value.elements.begin(), value.elements.end(),
                       [&](const JsonTree& element) { return self(self, element); });
  };
  if (has_key_twice(has_key_twice, tree)) return Fail(why, "two keys would become one");
  WriteCompact(tree, out);
  return true;
}

bool AnyKey(const Call& call, std::string* out, std::string* why) {
  const int64_t n = call.arguments.size() > 1 ? call.Number(1, why) : 1;
  JsonTree tree;
  if (n < 0 || !ReadObject(call, &tree, why)) return false;
  if (n < 1 || static_cast<size_t>(n) > tree.keys.size()) {
    return Fail(why, text::Cat("it has ", tree.keys.size(), " keys"));
  }
  Random random(call.seed ^ 0x6b657973);
  for (size_t i = tree.keys.size(); i > 1; --i) {
    std::swap(tree.keys[i - 1], tree.keys[random.Below(i)]);
  }
  *out += tree.keys[static_cast<size_t>(n) - 1];
  return true;
}

bool Renamed(const Call& call, std::string* out, std::string* why) {
  JsonTree tree;
  if (!ReadObject(call, &tree, why)) return false;
  const auto key = std::find(tree.keys.begin(), tree.keys.end(), call.text(1));
  if (key == tree.keys.end()) return Fail(why, "it has no such key");
  *key = std::string(call.text(2));
  return WriteChanged(std::move(tree), out, why);
}

bool Kept(const Call& call, std::string* out, std::string* why) {
  JsonTree tree;
  if (!ReadObject(call, &tree, why)) return false;
  JsonTree kept{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  for (size_t i = 1; i < call.arguments.size(); ++i) {
    const auto key = std::find(tree.keys.begin(), tree.keys.end(), call.text(i));
    if (key == tree.keys.end()) return Fail(why, "it has no such key");
    kept.keys.push_back(*key);
    kept.elements.push_back(tree.elements[static_cast<size_t>(key - tree.keys.begin())]);
  }
  if (kept.keys.size() >= tree.keys.size()) return Fail(why, "nothing would be left out");
  return WriteChanged(std::move(kept), out, why);
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
  return WriteChanged(std::move(tree), out, why);
}
bool NumbersCast(const Call& call, std::string* out, std::string* why) {
  return Cast(call, false, out, why);
}
bool NumbersAsStrings(const Call& call, std::string* out, std::string* why) {
  return Cast(call, true, out, why);
}

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

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
size_t ChangeKeys(bool capital, JsonTree* tree) {
  size_t count = 0;
  for (std::string& key : tree->keys) {
    std::string changed = CamelCase(key, capital);
    count += changed != key;
    key = std::move(changed);
  }
  for (JsonTree& element : tree->elements) count += ChangeKeys(capital, &element);
  return count;
}

bool KeysInCase(const Call& call, bool capital, std::string* out, std::string* why) {
  JsonTree tree;
  if (!ReadArgument(call, &tree, why)) return false;
  if (ChangeKeys(capital, &tree) == 0) return Fail(why, "its keys are written like that already");
  return WriteChanged(std::move(tree), out, why);
}
bool CamelKeys(const Call& call, std::string* out, std::string* why) {
  return KeysInCase(call, false, out, why);
}
bool PascalKeys(const Call& call, std::string* out, std::string* why) {
  return KeysInCase(call, true, out, why);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
void Flatten(const std::string& prefix, JsonTree* from, JsonTree* to) {
  for (size_t i = 0; i < from->keys.size(); ++i) {
    const std::string& key = from->keys[i];
    std::string name = prefix.empty() ? key : prefix + CamelCase(key, /*capital=*/true);
    JsonTree& value = from->elements[i];
    if (value.kind == Kind::kObject && !value.keys.empty() && name.size() < 200) {
      Flatten(name, &value, to);
    } else {
      to->keys.push_back(std::move(name));
      to->elements.push_back(std::move(value));
    }
  }
}

bool Flattened(const Call& call, std::string* out, std::string* why) {
  JsonTree tree;
  if (!ReadObject(call, &tree, why)) return false;
  if (std::none_of(tree.elements.begin(), tree.elements.end(), [](const JsonTree& value) {
        return value.kind == Kind::kObject && !value.keys.empty();
      })) {
    return Fail(why, "it has no object in it");
  }
  JsonTree flat{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  Flatten("", &tree, &flat);
  return WriteChanged(std::move(flat), out, why);
}

bool Grouped(const Call& call, std::string* out, std::string* why) {
  JsonTree tree;
  if (!ReadArgument(call, &tree, why)) return false;
  if (tree.kind != Kind::kArray || tree.elements.empty()) return Fail(why, "it is no list");
  JsonTree groups{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  text::StringMap<size_t> index;
  for (JsonTree& element : tree.elements) {
    const auto key = std::find(element.keys.begin(), element.keys.end(), call.text(1));
    if (key == element.keys.end()) return Fail(why, "not all are objects with that key");
    const JsonTree& value = element.elements[static_cast<size_t>(key - element.keys.begin())];
    if (value.kind != Kind::kString) return Fail(why, "the values of that key are no strings");
    const auto [group, is_new] = index.try_emplace(value.text, groups.keys.size());
    if (is_new) {
      groups.keys.push_back(value.text);
      groups.elements.push_back({.kind = Kind::kArray, .text = {}, .elements = {}, .keys = {}});
    }
    groups.elements[group->second].elements.push_back(std::move(element));
  }
  return WriteChanged(std::move(groups), out, why);
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
    {"grouped", "list, key", "an object with a list of the objects for each value of the key", 2, 2,
     false, Grouped},
};

}  // namespace

absl::Span<const Function> JsonChanges() { return kFunctions; }

}  // namespace jsonl::generate
