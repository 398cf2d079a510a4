#include "tools/convert/uniform_shape.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdlib>

namespace jsonl {
namespace {

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether it may be a date of ISO 8601, with or without a time.
bool IsDate(std::string_view text) {
  return text.size() >= 10 && text.size() <= 40 && text[4] == '-' && text[7] == '-' &&
         IsDigits(text.substr(0, 4)) && IsDigits(text.substr(5, 2)) &&
         IsDigits(text.substr(8, 2)) &&
         (text.size() == 10 || ((text[10] == ' ' || text[10] == 'T') &&
                                text.find_first_not_of("0123456789:.+-Z", 11) == text.npos));
}

}  // namespace

UniformShape& UniformShape::Member(std::string_view name) {
  auto [found, added] = numbers_.try_emplace(name, names_.size());
  if (added) {
    names_.emplace_back(name);
    members_.push_back(std::make_unique<UniformShape>());
  }
  return *members_[found->second];
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
bool UniformShape::AddObject(json::Value object, const RecordPlace& place) {
  ++objects_;
  for (json::Member member : object.members()) {
    UniformShape& shape = Member(member.name());
    if (shape.last_object_ == objects_) return false;
    shape.last_object_ = objects_;
    if (!shape.Add(member.value, place)) return false;
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool UniformShape::Add(json::Value value, const RecordPlace& place) {
  if (value.is_null()) return true;
  if (first_.record == UINT64_MAX) first_ = place;
  const std::string_view raw = value.raw();
  switch (value.type()) {
    case json::Type::kNull:
      break;
    case json::Type::kBool:
      seen_ |= kBool;
      break;
    case json::Type::kString:
      seen_ |= kString;
      if (no_date_.record == UINT64_MAX && !IsDate(value.string())) no_date_ = place;
      break;
    case json::Type::kNumber:
      if (raw.find_first_of(".eE") != raw.npos) {
        double number = 0;
        const auto parsed = std::from_chars(raw.data(), raw.data() + raw.size(), number);
        seen_ |= parsed.ec == std::errc() ? kFloat : kFloat | kHuge;
      } else {
        seen_ |= kInteger;
        if (raw.size() <= 15) break;
        int64_t number = 0;
        const auto parsed = std::from_chars(raw.data(), raw.data() + raw.size(), number);
        constexpr int64_t kExact = int64_t{1} << 53;
        if (parsed.ec != std::errc()) {
          seen_ |= kHuge;
        } else if (number > kExact || number < -kExact) {
          seen_ |= kWide;
        }
      }
      break;
    case json::Type::kArray:
      seen_ |= kArray;
      if (element_ == nullptr) element_ = std::make_unique<UniformShape>();
      for (json::Value element : value.elements()) {
        if (!element_->Add(element, place)) return false;
      }
      break;
    case json::Type::kObject:
      seen_ |= kObject;
      return AddObject(value, place);
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
void UniformShape::Merge(const UniformShape& other, const RecordPlace& base) {
  seen_ |= other.seen_;
  const auto merge = [&base](const RecordPlace& from, RecordPlace* to) {
    if (to->record != UINT64_MAX || from.record == UINT64_MAX) return;
    *to = {base.record + from.record, base.offset + from.offset};
  };
  merge(other.first_, &first_);
  merge(other.no_date_, &no_date_);
  for (size_t i = 0; i < other.names_.size(); ++i) {
    Member(other.names_[i]).Merge(*other.members_[i], base);
  }
  if (other.element_ == nullptr) return;
  if (element_ == nullptr) element_ = std::make_unique<UniformShape>();
  element_->Merge(*other.element_, base);
}

bool UniformShape::IsLate(const RecordPlace& first, uint64_t added) {
  return first.record != UINT64_MAX &&
         (first.offset > kStart || first.record > (kStart - first.offset) / (added + 1));
}

// The type without regard to where the values are.
UniformShape::Type UniformShape::Plain() const {
  const uint32_t types = seen_ & kTypes;
  if (types == 0) return Type::kNull;
  if ((seen_ & kHuge) != 0) return Type::kText;
  if (types == (kInteger | kFloat)) return (seen_ & kWide) != 0 ? Type::kText : Type::kFloat;
  if (!std::has_single_bit(types)) return Type::kText;
  switch (types) {
    case kBool:
      return Type::kBool;
    case kInteger:
      return Type::kInteger;
    case kFloat:
      return Type::kFloat;
    case kString:
      return Type::kString;
    case kArray:
      return Type::kArray;
    default:
      return Type::kObject;
  }
}

// NOLINTNEXTLINE(misc-no-recursion)
void UniformShape::Decide(const std::string& path, uint64_t added, const Tell& tell) {
  type_ = Plain();
  const bool late = !path.empty() && IsLate(first_, added);
  if (type_ == Type::kText) {
    tell(path, (seen_ & kHuge) != 0
                   ? "has numbers that 64 bits cannot hold: written as JSON text, in strings"
                   : "has values of several types: written as JSON text, in strings");
    never_null_ = late;
  } else if (late && type_ == Type::kString) {
    never_null_ = true;
    tell(path,
         "has its first value after the start of the file: where it is missing or null, "
         "written as an empty string");
  } else if (late) {
    type_ = Type::kText;
    never_null_ = true;
    tell(path, "has its first value after the start of the file: written as JSON text, in strings");
  }
  const bool dates = type_ == Type::kString && !never_null_;
  if (dates && no_date_.record == UINT64_MAX) {
    tell(path, "has nothing but dates, of which a loader makes timestamps");
  } else if (dates && IsLate(no_date_, added)) {
    tell(path,
         "has nothing but dates at the start of the file, and other strings later, at which a "
         "loader fails: name its type there");
  }
  if (type_ == Type::kObject) {
    for (size_t i = 0; i < names_.size(); ++i) {
      members_[i]->Decide(path.empty() ? names_[i] : path + "." + names_[i], added, tell);
    }
  }
  if (type_ != Type::kArray) return;
  // The type of an array is known by its first element.
  if (IsLate(element_->first_, added)) {
    type_ = Type::kText;
    tell(path, "is empty until after the start of the file: written as JSON text, in strings");
  } else {
    element_->Decide(path + "[]", added, tell);
  }
}

// NOLINTNEXTLINE(misc-no-recursion)
size_t UniformShape::CountMembers() const {
  size_t count = names_.size();
  for (const auto& member : members_) count += member->CountMembers();
  return element_ == nullptr ? count : count + element_->CountMembers();
}

}  // namespace jsonl
