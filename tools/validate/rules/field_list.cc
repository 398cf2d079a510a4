#include "tools/validate/rules/field_list.h"

#include <algorithm>

#include "common/json/number.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/validate/rules/field_list_parser.h"

namespace jsonl {
namespace {

bool IsInteger(std::string_view number) {
  const json::Decimal value(number);
  if (value.is_zero()) return true;
  if (!value.near()) return value.far_exponent()[0] != '-';
  return value.exponent() >= 0 && static_cast<uint64_t>(value.exponent()) >= value.digit_count();
}

}  // namespace

bool FieldList::Find(std::string_view text) {
  for (size_t at = text.find('{'); at != text.npos;) {
    FieldListParser parser(text, at, this);
    if (parser.Parse()) return true;
    if (parser.too_deep()) return false;
    // What was read makes no list from a later brace either.
    at = text.find('{', std::max(parser.end(), at + 1));
  }
  return false;
}

void FieldList::Check(json::Value value, std::vector<std::string>* mismatches) {
  seen_.clear();
  CheckType(value, root_, record::Place(), mismatches);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the list.
void FieldList::CheckType(json::Value value, uint32_t type, const record::Place& place,
                          std::vector<std::string>* mismatches) {
  const Type wanted = types_[type];
  bool fits = false;
  switch (value.type()) {
    case json::Type::kNull:
      fits = (wanted.kinds & kNull) != 0;
      break;
    case json::Type::kBool:
      fits = (wanted.kinds & kBool) != 0;
      break;
    case json::Type::kString:
      fits = (wanted.kinds & kString) != 0;
      break;
    case json::Type::kNumber:
      fits = (wanted.kinds & kNumber) != 0 ||
             ((wanted.kinds & kInteger) != 0 && IsInteger(value.raw()));
      break;
    case json::Type::kObject:
      fits = (wanted.kinds & kObject) != 0;
      if (fits && wanted.object != kNone) {
        CheckObject(value, objects_[wanted.object], place, mismatches);
      }
      break;
    case json::Type::kArray: {
      fits = (wanted.kinds & kArray) != 0;
      if (!fits || wanted.elements == kNone) break;
      uint32_t position = 0;
      for (json::Value element : value.elements()) {
        if (Full(*mismatches)) return;
        CheckType(element, wanted.elements, record::Place(place, position++), mismatches);
      }
      break;
    }
  }
  if (fits) return;
  static constexpr std::string_view kNames[] = {"a string", "an integer", "a number", "a boolean",
                                                "null",     "an object",  "an array"};
  std::string names;
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if ((wanted.kinds >> i & 1) != 0) text::Append(&names, names.empty() ? "" : " or ", kNames[i]);
  }
  const std::string name = place.Dotted();
  std::string_view found = json::TypeName(value.type());
  if (value.is_number() && wanted.kinds == kInteger) found = "a number with a fraction";
  mismatches->push_back(name.empty() ? text::Cat("is ", found, ", not ", names)
                                     : text::Cat("has ", found, " for '", name, "', not ", names));
}

// NOLINTNEXTLINE(misc-no-recursion)
void FieldList::CheckObject(json::Value value, const Object& object, const record::Place& place,
                            std::vector<std::string>* mismatches) {
  const size_t first_seen = seen_.size();
  const auto begin = fields_.begin() + object.begin;
  const auto end = fields_.begin() + object.end;
  for (json::Member member : value.members()) {
    if (Full(*mismatches)) break;
    const std::string_view name = member.name();
    auto field = std::lower_bound(begin, end, name, [](const Field& one, std::string_view wanted) {
      return one.name < wanted;
    });
    const record::Place inner(place, name);
    if (field == end || field->name != name) {
      mismatches->push_back(text::Cat("has a field '", inner.Dotted(), "' that was not asked for"));
      continue;
    }
    seen_.push_back(static_cast<uint32_t>(field - fields_.begin()));
    if (!member.value.is_null()) CheckType(member.value, field->type, inner, mismatches);
  }
  std::sort(seen_.begin() + static_cast<ptrdiff_t>(first_seen), seen_.end());
  auto seen = seen_.begin() + static_cast<ptrdiff_t>(first_seen);
  for (uint32_t i = object.required_begin; i < object.required_end; ++i) {
    if (Full(*mismatches)) break;
    while (seen != seen_.end() && *seen < required_[i]) ++seen;
    if (seen != seen_.end() && *seen == required_[i]) continue;
    const record::Place missing(place, fields_[required_[i]].name);
    mismatches->push_back(text::Cat("has no field '", missing.Dotted(), "'"));
  }
  seen_.resize(first_seen);
}

}  // namespace jsonl
