#include "common/json/field_path.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/status/status.h"
#include "common/json/pointer.h"
#include "common/text/strings.h"

namespace jsonl::json {
namespace {

// Undoes ~0 and ~1; false when there is another tilde.
bool Unescape(std::string_view token, std::string* out) {
  for (size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      out->push_back(token[i]);
      continue;
    }
    ++i;
    if (i == token.size() || (token[i] != '0' && token[i] != '1')) return false;
    out->push_back(token[i] == '0' ? '~' : '/');
  }
  return true;
}

}  // namespace

void FieldPath::AddToken(std::string name) {
  Token token;
  const char* end = name.data() + name.size();
  bool digits = !name.empty() && (name[0] != '0' || name.size() == 1) &&
                std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && std::from_chars(name.data(), end, token.position).ec != std::errc()) {
    token.position = kNoPosition;  // past any array
  }
  token.name = std::move(name);
  tokens_.push_back(std::move(token));
}

absl::StatusOr<FieldPath> FieldPath::Parse(std::string_view text) {
  if (text.empty()) return absl::InvalidArgumentError("empty field name");
  FieldPath path;
  path.text_ = text;
  const bool pointer = text[0] == '/';
  const char separator = pointer ? '/' : '.';
  std::string_view rest = pointer ? text.substr(1) : text;
  while (true) {
    size_t end = std::min(rest.find(separator), rest.size());
    std::string_view token = rest.substr(0, end);
    std::string name;
    if (!pointer) {
      if (token.empty()) {
        return absl::InvalidArgumentError(text::Cat("field '", text,
                                                    "': empty name between dots (names that are "
                                                    "empty or contain dots need a JSON Pointer "
                                                    "such as /a.b)"));
      }
      name = token;
    } else if (!Unescape(token, &name)) {
      return absl::InvalidArgumentError(text::Cat(
          "field '", text, "': in a JSON Pointer '~' is written ~0 and '/' is written ~1"));
    }
    path.AddToken(std::move(name));
    if (end == rest.size()) return path;
    rest.remove_prefix(end + 1);
  }
}

Value FieldPath::Find(Value root) const {
  Value value = root;
  for (const Token& token : tokens_) {
    if (!value) break;
    value = value.is_array() ? value.At(token.position) : value.Find(std::string_view(token.name));
  }
  return value;
}

void FieldPath::FindAll(Value root, std::vector<Value>* out) const { FindFrom(root, 0, out); }

// NOLINTNEXTLINE(misc-no-recursion): as deep as the path has "*".
void FieldPath::FindFrom(Value value, size_t token, std::vector<Value>* out) const {
  for (; token < tokens_.size() && value; ++token) {
    const Token& name = tokens_[token];
    if (value.is_array() && name.name == "*") {
      for (Value element : value.elements()) FindFrom(element, token + 1, out);
      return;
    }
    value = value.is_array() ? value.At(name.position) : value.Find(std::string_view(name.name));
  }
  if (value) out->push_back(value);
}

std::string FieldPath::Pointer() const {
  std::string out;
  for (const Token& token : tokens_) AppendPointerToken(token.name, &out);
  return out;
}

}  // namespace jsonl::json
