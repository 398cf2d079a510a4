#include "tools/validate/rules/field_list_parser.h"

#include <algorithm>

namespace jsonl {
namespace {

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '$' || c == '/' || static_cast<unsigned char>(c) >= 0x80;
}

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

}  // namespace

FieldListParser::FieldListParser(std::string_view text, size_t begin, FieldList* list)
    : text_(text), at_(begin), list_(*list) {
  list_.types_.clear();
  list_.fields_.clear();
  list_.open_fields_.clear();
  list_.required_.clear();
  list_.objects_.clear();
}

bool FieldListParser::Parse() {
  const size_t begin = at_;
  uint32_t object = FieldList::kNone;
  if (!ParseObject(0, &object)) return false;
  const FieldList::Object& fields = list_.objects_[object];
  if (fields.end - fields.begin < (typed_ ? 1u : 2u)) return false;
  Type type{FieldList::kObject, object, FieldList::kNone};
  const size_t end = at_;
  if (Take('[') && Take(']')) {
    type = ArrayOf(type);
  } else {
    at_ = end;
    size_t before = begin;
    while (before > 0 && text_[before - 1] == ' ') --before;
    if (before > 0 && text_[before - 1] == '[' && Take(']')) type = ArrayOf(type);
  }
  list_.root_ = Add(type);
  return true;
}

bool FieldListParser::SkipSpace() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
    ++at_;
  }
  return at_ < text_.size();
}

bool FieldListParser::Take(char c) {
  if (!SkipSpace() || text_[at_] != c) return false;
  ++at_;
  return true;
}

std::string_view FieldListParser::PeekWord() {
  SkipSpace();
  size_t end = at_;
  while (end < text_.size() && IsWordByte(text_[end])) ++end;
  return text_.substr(at_, end - at_);
}

bool FieldListParser::TakeName(std::string_view* name) {
  if (!SkipSpace()) return false;
  const char quote = text_[at_];
  if (quote == '"' || quote == '\'' || quote == '`') {
    const size_t end = text_.find(quote, at_ + 1);
    if (end == text_.npos) return false;
    *name = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
  } else {
    *name = PeekWord();
    at_ += name->size();
  }
  return !name->empty();
}

// NOLINTNEXTLINE(misc-no-recursion): kMaxDepth deep.
bool FieldListParser::ParseObject(int depth, uint32_t* object) {
  if (IsTooDeep(depth) || !Take('{')) return false;
  const size_t first = list_.open_fields_.size();
  while (!Take('}')) {
    if (!ParseField(depth)) return false;
    if (Take(',') || Take(';')) continue;
    if (!Take('}')) return false;
    break;
  }
  return Close(first, object);
}

// NOLINTNEXTLINE(misc-no-recursion)
bool FieldListParser::ParseField(int depth) {
  std::string_view name;
  if (!TakeName(&name)) return false;
  bool optional = Take('?');
  Type type;
  if (Take(':')) {
    typed_ = true;
    if (!ParseType(depth, &type)) return false;
    optional = Take('?') || optional;
  }
  list_.open_fields_.push_back({name, Add(type), optional});
  return true;
}

// Makes an object of the open fields from `first` on.
bool FieldListParser::Close(size_t first, uint32_t* object) {
  auto& open = list_.open_fields_;
  auto& fields = list_.fields_;
  const auto by_name = [](const FieldList::Field& a, const FieldList::Field& b) {
    return a.name < b.name;
  };
  FieldList::Object closed;
  closed.begin = static_cast<uint32_t>(fields.size());
  fields.insert(fields.end(), open.begin() + static_cast<ptrdiff_t>(first), open.end());
  open.resize(first);
  closed.end = static_cast<uint32_t>(fields.size());
  std::sort(fields.begin() + closed.begin, fields.end(), by_name);
  closed.required_begin = static_cast<uint32_t>(list_.required_.size());
  for (uint32_t i = closed.begin; i < closed.end; ++i) {
    if (i > closed.begin && fields[i].name == fields[i - 1].name) return false;
    if (!fields[i].optional) list_.required_.push_back(i);
  }
  closed.required_end = static_cast<uint32_t>(list_.required_.size());
  *object = static_cast<uint32_t>(list_.objects_.size());
  list_.objects_.push_back(closed);
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool FieldListParser::ParseType(int depth, Type* type) {
  if (!ParseOne(depth, type)) return false;
  while (true) {
    if (EqualsIgnoringCase(PeekWord(), "or")) {
      at_ += 2;
    } else if (!Take('|')) {
      return true;
    }
    Type other;
    if (!ParseOne(depth, &other) || !Unite(other, type)) return false;
  }
}

// One kind of object and one of array is all that can be told apart without trying them all.
bool FieldListParser::Unite(const Type& other, Type* type) {
  if ((type->kinds & other.kinds & (FieldList::kObject | FieldList::kArray)) != 0) {
    *type = Type();
    return true;
  }
  type->kinds |= other.kinds;
  if (other.object != FieldList::kNone) type->object = other.object;
  if (other.elements != FieldList::kNone) type->elements = other.elements;
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool FieldListParser::ParseOne(int depth, Type* type) {
  if (IsTooDeep(depth) || !SkipSpace()) return false;
  const char c = text_[at_];
  if (c == '{') {
    uint32_t object = FieldList::kNone;
    if (!ParseObject(depth + 1, &object)) return false;
    *type = {FieldList::kObject, object, FieldList::kNone};
    if (list_.objects_[object].begin == list_.objects_[object].end) type->object = FieldList::kNone;
  } else if (c == '[') {
    ++at_;
    if (!ParseElements(depth, ']', type)) return false;
  } else if (c == '(') {
    ++at_;
    if (!ParseType(depth + 1, type) || !Take(')')) return false;
  } else if (!ParseWord(depth, type)) {
    return false;
  }
  int arrays = 0;
  for (size_t before = at_; Take('['); before = at_) {
    if (!Take(']')) {
      at_ = before;
      return false;
    }
    if (IsTooDeep(++arrays)) return false;
    *type = ArrayOf(*type);
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool FieldListParser::ParseElements(int depth, char close, Type* type) {
  Type elements;
  if (!ParseType(depth + 1, &elements) || !Take(close)) return false;
  *type = ArrayOf(elements);
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool FieldListParser::ParseWord(int depth, Type* type) {
  struct Word {
    std::string_view word;
    uint8_t kinds;
  };
  static constexpr Word kWords[] = {
      {"string", FieldList::kString},   {"str", FieldList::kString},
      {"text", FieldList::kString},     {"strings", FieldList::kString},
      {"date", FieldList::kString},     {"time", FieldList::kString},
      {"datetime", FieldList::kString}, {"timestamp", FieldList::kString | FieldList::kNumber},
      {"int", FieldList::kInteger},     {"integer", FieldList::kInteger},
      {"ints", FieldList::kInteger},    {"integers", FieldList::kInteger},
      {"float", FieldList::kNumber},    {"number", FieldList::kNumber},
      {"double", FieldList::kNumber},   {"decimal", FieldList::kNumber},
      {"floats", FieldList::kNumber},   {"numbers", FieldList::kNumber},
      {"bool", FieldList::kBool},       {"boolean", FieldList::kBool},
      {"object", FieldList::kObject},   {"dict", FieldList::kObject},
      {"map", FieldList::kObject},      {"objects", FieldList::kObject},
      {"null", FieldList::kNull},       {"none", FieldList::kNull},
      {"array", FieldList::kArray},     {"list", FieldList::kArray},
  };
  std::string_view word;
  if (!TakeName(&word)) return false;
  *type = Type();
  for (const Word& known : kWords) {
    if (EqualsIgnoringCase(word, known.word)) type->kinds = known.kinds;
  }
  if (type->kinds == FieldList::kArray) {
    if (Take('<')) return ParseElements(depth, '>', type);
    if (EqualsIgnoringCase(PeekWord(), "of")) {
      at_ += 2;
      Type elements;
      if (!ParseOne(depth + 1, &elements)) return false;
      *type = ArrayOf(elements);
      return true;
    }
    const size_t before = at_;
    if (Take('[')) {
      if (!Take(']')) return ParseElements(depth, ']', type);
      at_ = before;
    }
  }
  // A description rather than a type: "ISO date", "price in USD".
  while (true) {
    const std::string_view more = PeekWord();
    if (more.empty() || EqualsIgnoringCase(more, "or")) return true;
    *type = Type();
    at_ += more.size();
  }
}

FieldListParser::Type FieldListParser::ArrayOf(const Type& elements) {
  return {FieldList::kArray, FieldList::kNone, Add(elements)};
}

uint32_t FieldListParser::Add(const Type& type) {
  list_.types_.push_back(type);
  return static_cast<uint32_t>(list_.types_.size() - 1);
}

}  // namespace jsonl
