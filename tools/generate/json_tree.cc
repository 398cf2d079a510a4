#include "tools/generate/json_tree.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "common/json/canonical.h"
#include "common/json/number.h"
#include "common/json/writer.h"
#include "common/record/nested.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

// The members of an object in the order of their keys.
absl::InlinedVector<uint32_t, 16> InOrder(const std::vector<std::string_view>& keys) {
  absl::InlinedVector<uint32_t, 16> order(keys.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return keys[a] < keys[b]; });
  return order;
}

bool HasKeyTwice(const std::vector<std::string_view>& keys, std::string* why) {
  const auto order = InOrder(keys);
  const auto twice = std::adjacent_find(order.begin(), order.end(),
                                        [&](uint32_t a, uint32_t b) { return keys[a] == keys[b]; });
  if (twice == order.end()) return false;
  *why = text::Cat("an object has the key '", text::Shortened(keys[*twice]), "' twice");
  return true;
}

// In the spelling of RFC 8785, unless that has another value.
void WriteNumber(std::string_view raw, std::string* out) {
  if (raw.find_first_of(".eE") == raw.npos) {
    *out += raw == "-0" ? "0" : raw;
    return;
  }
  thread_local record::Nested parser;
  std::string canonical;
  uint64_t kept = 0;
  const json::Value value = parser.Parse(raw);
  const bool same = value && json::AppendCanonical(value, &canonical, &kept).ok() &&
                    json::Decimal(canonical) == json::Decimal(raw);
  *out += same ? std::string_view(canonical) : raw;
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
      tree->keys.push_back(member.name());
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

bool WriteNormalized(const JsonTree& tree, std::string* out) {
  if (tree.IsNumber()) {
    WriteNumber(tree.text, out);
    return true;
  }
  if (tree.kind != Kind::kObject && tree.kind != Kind::kArray) {
    WriteScalar(tree, out);
    return true;
  }
  if (tree.kind == Kind::kArray) {
    out->push_back('[');
    for (size_t i = 0; i < tree.elements.size(); ++i) {
      if (i > 0) out->push_back(',');
      if (!WriteNormalized(tree.elements[i], out)) return false;
    }
    out->push_back(']');
    return true;
  }
  out->push_back('{');
  const auto order = InOrder(tree.keys);
  for (size_t i = 0; i < order.size(); ++i) {
    const std::string_view key = tree.keys[order[i]];
    if (i > 0) {
      if (key == tree.keys[order[i - 1]]) return false;
      out->push_back(',');
    }
    json::AppendString(key, out);
    out->push_back(':');
    if (!WriteNormalized(tree.elements[order[i]], out)) return false;
  }
  out->push_back('}');
  return true;
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

const JsonTree* JsonTrees::OfRecord(json::Value value, std::string* why) {
  const auto known = std::find_if(of_record_.begin(), of_record_.end(),
                                  [&](const Entry& entry) { return entry.index == value.index(); });
  const bool is_new = known == of_record_.end();
  Entry& entry = is_new ? of_record_.emplace_back() : *known;
  if (is_new) {
    entry.index = value.index();
    entry.good = ReadTree(value, &entry.tree, &entry.why);
  }
  if (!entry.good) *why = entry.why;
  return entry.good ? &entry.tree : nullptr;
}

const JsonTree* JsonTrees::OfText(json::Value value, std::string* why) {
  of_text_ = {};
  return ReadTree(value, &of_text_, why) ? &of_text_ : nullptr;
}

void WritePretty(const JsonTree& tree, std::string_view indent, std::string* out) {
  WriteIndented(tree, indent, 0, out);
}

}  // namespace jsonl::generate
