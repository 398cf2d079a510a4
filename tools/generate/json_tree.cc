#include "tools/generate/json_tree.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "common/json/canonical.h"
#include "common/json/number.h"
#include "common/json/writer.h"
#include "common/record/nested.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

bool HasKeyTwice(const std::vector<std::string>& keys, std::string* why) {
  std::vector<std::string_view> sorted(keys.begin(), keys.end());
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice == sorted.end()) return false;
  *why = text::Cat("an object has the key '", text::Shortened(*twice), "' twice");
  return true;
}

// The spelling of RFC 8785, unless that has another value.
void NormalizeNumber(std::string* raw) {
  if (raw->find_first_of(".eE") == raw->npos) {
    if (*raw == "-0") *raw = "0";
    return;
  }
  thread_local record::Nested parser;
  std::string canonical;
  uint64_t kept = 0;
  const json::Value value = parser.Parse(*raw);
  if (!value || !json::AppendCanonical(value, &canonical, &kept).ok()) return;
  if (json::Decimal(canonical) == json::Decimal(*raw)) *raw = std::move(canonical);
}

void WriteScalar(const JsonTree& tree, std::string* out) {
  if (tree.kind == Kind::kString) {
    json::AppendString(tree.text, out);
  } else {
    *out += tree.text;
  }
}

}  // namespace

// All of these are as deep as the parser lets a document be.
// NOLINTBEGIN(misc-no-recursion)
bool ReadTree(json::Value value, JsonTree* tree, std::string* why) {
  if (value.raw().size() > kMaxTreeSize) {
    *why = text::Cat("JSON of more than ", kMaxTreeSize, " bytes is not changed");
    return false;
  }
  if (value.is_object()) {
    tree->kind = Kind::kObject;
    tree->elements.reserve(value.size());
    tree->keys.reserve(value.size());
    for (const json::Member member : value.members()) {
      tree->keys.emplace_back(member.name());
      if (!ReadTree(member.value, &tree->elements.emplace_back(), why)) return false;
    }
    return !HasKeyTwice(tree->keys, why);
  }
  if (value.is_array()) {
    tree->kind = Kind::kArray;
    tree->elements.reserve(value.size());
    for (const json::Value element : value.elements()) {
      if (!ReadTree(element, &tree->elements.emplace_back(), why)) return false;
    }
    return true;
  }
  tree->kind = value.is_string() ? Kind::kString : Kind::kOther;
  tree->text = value.is_string() ? value.string() : value.raw();
  return true;
}

void Normalize(JsonTree* tree) {
  if (tree->IsNumber()) NormalizeNumber(&tree->text);
  for (JsonTree& element : tree->elements) Normalize(&element);
  if (tree->kind != Kind::kObject) return;
  std::vector<size_t> order(tree->keys.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return tree->keys[a] < tree->keys[b]; });
  std::vector<std::string> keys;
  std::vector<JsonTree> elements;
  for (size_t i : order) {
    keys.push_back(std::move(tree->keys[i]));
    elements.push_back(std::move(tree->elements[i]));
  }
  tree->keys = std::move(keys);
  tree->elements = std::move(elements);
}

size_t DepthOf(const JsonTree& tree) {
  if (tree.kind != Kind::kArray && tree.kind != Kind::kObject) return 0;
  size_t depth = 0;
  for (const JsonTree& element : tree.elements) depth = std::max(depth, DepthOf(element));
  return depth + 1;
}

void WriteCompact(const JsonTree& tree, std::string* out) {
  if (tree.kind != Kind::kArray && tree.kind != Kind::kObject) return WriteScalar(tree, out);
  const bool object = tree.kind == Kind::kObject;
  out->push_back(object ? '{' : '[');
  for (size_t i = 0; i < tree.elements.size(); ++i) {
    if (i > 0) out->push_back(',');
    if (object) {
      json::AppendString(tree.keys[i], out);
      out->push_back(':');
    }
    WriteCompact(tree.elements[i], out);
  }
  out->push_back(object ? '}' : ']');
}

namespace {

void WriteIndented(const JsonTree& tree, std::string_view indent, size_t depth, std::string* out) {
  if (tree.elements.empty()) return WriteCompact(tree, out);
  const bool object = tree.kind == Kind::kObject;
  const auto new_line = [&](size_t levels) {
    out->push_back('\n');
    for (size_t i = 0; i < std::min(levels, kMaxIndent); ++i) *out += indent;
  };
  out->push_back(object ? '{' : '[');
  for (size_t i = 0; i < tree.elements.size(); ++i) {
    if (i > 0) out->push_back(',');
    new_line(depth + 1);
    if (object) {
      json::AppendString(tree.keys[i], out);
      *out += ": ";
    }
    WriteIndented(tree.elements[i], indent, depth + 1, out);
  }
  new_line(depth);
  out->push_back(object ? '}' : ']');
}

}  // namespace
// NOLINTEND(misc-no-recursion)

void WriteNormalized(JsonTree tree, std::string* out) {
  Normalize(&tree);
  WriteCompact(tree, out);
}

void WritePretty(const JsonTree& tree, std::string_view indent, std::string* out) {
  WriteIndented(tree, indent, 0, out);
}

}  // namespace jsonl::generate
