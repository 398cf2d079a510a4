#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "common/json/writer.h"
#include "common/text/strings.h"
#include "tools/generate/function.h"
#include "tools/generate/json_tree.h"
#include "tools/generate/random.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

bool Compact(const Call& call, std::string* out, std::string* why) {
  const json::Value value = call.Json(0, why);
  if (value) json::AppendCompact(value, out);
  return static_cast<bool>(value);
}

bool Sorted(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = call.Tree(0, why);
  return tree != nullptr && WriteNormalized(*tree, out);
}

// Null, and *why says so, if there is only one way to write it.
const JsonTree* TreeToLayOut(const Call& call, std::string* why) {
  const JsonTree* tree = call.Tree(0, why);
  if (tree == nullptr || !tree->elements.empty()) return tree;
  *why = "there is no member or element to write another way";
  return nullptr;
}

bool Pretty(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = TreeToLayOut(call, why);
  if (tree != nullptr) WritePretty(*tree, "  ", out);
  return tree != nullptr;
}

// Writes the same JSON as someone might who does not care how it looks.
class MessyWriter {
 public:
  MessyWriter(uint64_t seed, std::string* out) : random_(seed ^ 0x6d657373791234), out_(out) {
    static constexpr std::string_view kIndents[] = {"", "", "  ", "    ", "\t"};
    indent_ = kIndents[random_.Below(std::size(kIndents))];
    escapes_ = random_.Below(2) == 0;
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
  void Write(const JsonTree& tree, size_t depth) {
    if (tree.kind == Kind::kString) return WriteString(tree.text);
    if (tree.IsNumber()) return WriteNumber(tree.text);
    if (tree.kind == Kind::kOther) {
      *out_ += tree.text;
      return;
    }
    const bool object = tree.kind == Kind::kObject;
    absl::InlinedVector<size_t, 16> order(tree.elements.size());
    for (size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
      if (object) std::swap(order[i], order[random_.Below(i + 1)]);
    }
    out_->push_back(object ? '{' : '[');
    for (size_t i = 0; i < order.size(); ++i) {
      if (i > 0) {
        if (indent_.empty()) Space();
        out_->push_back(',');
      }
      NewLine(depth + 1);
      if (object) {
        json::AppendString(tree.keys[order[i]], out_);
        Space();
        out_->push_back(':');
        Space();
      }
      Write(tree.elements[order[i]], depth + 1);
    }
    NewLine(depth);
    out_->push_back(object ? '}' : ']');
  }

 private:
  void Space() { out_->append(random_.Below(3), ' '); }
  void NewLine(size_t depth) {
    if (indent_.empty()) {
      out_->append(1 + random_.Below(3), ' ');
      return;
    }
    out_->push_back('\n');
    for (size_t i = 0; i < std::min(depth, kMaxIndent); ++i) *out_ += indent_;
  }
  void WriteNumber(std::string_view raw) {
    *out_ += raw;
    const bool integer = raw.find_first_of(".eE") == raw.npos;
    if (integer && raw.size() < 12 && random_.Below(3) == 0)
      *out_ += random_.Below(2) ? ".0" : "e0";
  }
  void WriteString(std::string_view text) {
    if (!escapes_) return json::AppendString(text, out_);
    // A letter or a slash here and there by another spelling.
    escaped_.clear();
    json::AppendString(text, &escaped_);
    for (size_t i = 0; i < escaped_.size(); ++i) {
      const char c = escaped_[i];
      if (c == '\\') {
        out_->push_back(c);
        out_->push_back(escaped_[++i]);
      } else if (c == '/') {
        *out_ += "\\/";
      } else if (c >= 'a' && c <= 'z' && random_.Below(16) == 0) {
        static constexpr char kHex[] = "0123456789abcdef";
        *out_ += "\\u00";
        out_->push_back(kHex[c >> 4]);
        out_->push_back(kHex[c & 15]);
      } else {
        out_->push_back(c);
      }
    }
  }

  Random random_;
  std::string* out_;
  std::string_view indent_;  // empty: all on one line
  bool escapes_;
  std::string escaped_;  // one string
};

bool Messy(const Call& call, std::string* out, std::string* why) {
  const JsonTree* tree = TreeToLayOut(call, why);
  if (tree != nullptr) MessyWriter(call.seed, out).Write(*tree, 0);
  return tree != nullptr;
}

constexpr Function kFunctions[] = {
    {"compact", "json", "without white space, else as it was written", 1, 1, false, Compact},
    {"sorted", "json",
     "in normal form: without white space, keys sorted, numbers and strings in their shortest "
     "spelling",
     1, 1, false, Sorted},
    {"pretty", "json", "a member or element a line, indented by two spaces", 1, 1, false, Pretty},
    {"messy", "json",
     "the same JSON in another key order, with white space and other spellings of numbers and "
     "letters",
     1, 1, true, Messy},
};

}  // namespace

absl::Span<const Function> JsonForms() { return kFunctions; }

}  // namespace jsonl::generate
