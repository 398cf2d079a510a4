#include "common/record/findings.h"

#include <algorithm>
#include <utility>

#include "common/json/pointer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {

using report::Code;

// NOLINTNEXTLINE(misc-no-recursion): as deep as the code that made the places.
std::string Place::Pointer() const {
  if (parent_ == nullptr) return "";
  std::string out = parent_->Pointer();
  if (position_ != kNoPosition) {
    text::Append(&out, "/", position_);
  } else {
    json::AppendPointerToken(name_, &out);
  }
  return out;
}

// NOLINTNEXTLINE(misc-no-recursion)
std::string Place::Dotted() const {
  if (parent_ == nullptr) return "";
  std::string out = parent_->Dotted();
  if (!out.empty()) out.push_back('.');
  if (position_ != kNoPosition) {
    text::Append(&out, position_);
  } else {
    text::Append(&out, text::Shortened(name_));
  }
  return out;
}

void Findings::Add(Code code, const Place& place, std::string message) {
  list_->push_back({.code = code, .pointer = place.Pointer(), .message = std::move(message)});
}

void Findings::Missing(const Place& place) {
  std::string name = place.Dotted();
  Add(Code::kMissingField, place,
      wording_ == Wording::kTask ? text::Cat("Missing '", name, "' field")
                                 : text::Cat("Missing required field '", name, "'"));
}

void Findings::WrongType(const Place& place, std::string_view wanted, json::Value found) {
  Add(Code::kWrongType, place,
      text::Cat("Field '", place.Dotted(), "' must be ", wanted, ", found ",
                json::TypeName(found.type())));
}

void Findings::Empty(const Place& place) {
  Add(Code::kEmptyField, place, text::Cat("Field '", place.Dotted(), "' is empty"));
}

void Findings::EmptyAfterStripping(const Place& place) {
  Add(Code::kEmptyField, place, text::Cat("Field '", place.Dotted(), "' is empty after stripping"));
}

void Findings::Unknown(const Place& place) {
  Add(Code::kUnknownField, place, text::Cat("Unknown field '", place.Dotted(), "'"));
}

void Findings::Identical(const Place& place) { Identical("chosen", place); }

void Findings::Identical(std::string_view one, const Place& other) {
  Add(Code::kIdenticalPair, other,
      text::Cat("Fields '", one, "' and '", other.Dotted(), "' are identical"));
}

bool Findings::IsString(const Place& place, json::Value value) {
  if (!value) {
    Missing(place);
  } else if (!value.is_string()) {
    WrongType(place, "a string", value);
  } else {
    return true;
  }
  return false;
}

bool Findings::IsBool(const Place& place, json::Value value) {
  if (!value) {
    Missing(place);
  } else if (!value.is_bool()) {
    WrongType(place, "true or false", value);
  } else {
    return true;
  }
  return false;
}

bool Findings::IsObject(const Place& place, json::Value value) {
  if (!value) {
    Missing(place);
  } else if (!value.is_object()) {
    WrongType(place, "an object", value);
  } else {
    return true;
  }
  return false;
}

bool Findings::IsList(const Place& place, json::Value value) {
  if (!value) {
    Missing(place);
  } else if (!value.is_array()) {
    WrongType(place, "a list", value);
  } else {
    return true;
  }
  return false;
}

bool Findings::IsNonBlank(const Place& place, json::Value value) {
  if (!IsString(place, value)) return false;
  if (!text::Strip(value.string()).empty()) return true;
  EmptyAfterStripping(place);
  return false;
}

bool Findings::IsNonBlankIfThere(const Place& place, json::Value value) {
  return !value || value.is_null() || IsNonBlank(place, value);
}

namespace {

// Finds the members of an object by name: the first one of a name, as Value::Find does, but many in
// a wide object in less than a pass each.
class Finder {
 public:
  explicit Finder(json::Value object) : object_(object) {
    if (object.size() <= kFew) return;
    sorted_.reserve(object.size());
    for (json::Member member : object.members()) sorted_.push_back(member);
    std::stable_sort(
        sorted_.begin(), sorted_.end(),
        [](const json::Member& a, const json::Member& b) { return a.name() < b.name(); });
  }

  json::Value Find(std::string_view name) const {
    if (sorted_.empty()) return object_.Find(name);
    auto found = std::lower_bound(
        sorted_.begin(), sorted_.end(), name,
        [](const json::Member& member, std::string_view wanted) { return member.name() < wanted; });
    return found != sorted_.end() && found->name() == name ? found->value : json::Value();
  }

 private:
  static constexpr uint32_t kFew = 16;

  json::Value object_;
  std::vector<json::Member> sorted_;
};

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
bool EqualValues(json::Value a, json::Value b) {
  if (a.is_string()) return b.is_string() && a.string() == b.string();
  if (a.is_object()) {
    if (!b.is_object() || a.size() != b.size()) return false;
    const Finder others(b);
    for (json::Member member : a.members()) {
      json::Value other = others.Find(member.name());
      if (!other || !EqualValues(member.value, other)) return false;
    }
    return true;
  }
  if (a.is_array()) {
    if (!b.is_array() || a.size() != b.size()) return false;
    json::Elements others = b.elements();
    auto other = others.begin();
    for (json::Value element : a.elements()) {
      if (!EqualValues(element, *other)) return false;
      ++other;
    }
    return true;
  }
  return a.raw() == b.raw();
}

}  // namespace

bool Equal(json::Value a, json::Value b) { return a.raw() == b.raw() || EqualValues(a, b); }

}  // namespace jsonl::record
