// What the values at each place of many records are, and what one type can hold them all.

#ifndef JSONL_TOOLS_CONVERT_UNIFORM_SHAPE_H_
#define JSONL_TOOLS_CONVERT_UNIFORM_SHAPE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/text/strings.h"

namespace jsonl {

// Where a record is among all.
struct RecordPlace {
  uint64_t record = 0;
  uint64_t offset = 0;  // bytes before it
};

class UniformShape {
 public:
  // A loader that takes a column's type from the start of a file sees at least this much of it.
  static constexpr uint64_t kStart = 8 << 20;
  // More places than that have keys that are data.
  static constexpr size_t kMostMembers = 10000;

  enum class Type : uint8_t {
    kNull,  // nothing but null
    kBool,
    kInteger,  // of 64 bits
    kFloat,    // integers get a ".0"
    kString,
    kArray,
    kObject,
    kText,  // the JSON text of the values, as strings
  };

  // Adds a value of the record at that place. False if an object in it has a key twice.
  bool Add(json::Value value, const RecordPlace& place);
  // Adds what another one has seen, where the places of its records count from `base`.
  void Merge(const UniformShape& other, const RecordPlace& base);
  // After the last: decides the types. A record gets up to `added` bytes that it did not have.
  // `tell` is given the path and what is remarkable about it.
  using Tell = std::function<void(const std::string& path, std::string_view what)>;
  void Decide(const std::string& path, uint64_t added, const Tell& tell);

  Type type() const { return type_; }
  // A string or text that the start of the file has no value of: what is null gets an empty string
  // or the text "null".
  bool never_null() const { return never_null_; }
  const std::vector<std::string>& names() const { return names_; }  // in their order
  const UniformShape& member(size_t i) const { return *members_[i]; }
  size_t Find(std::string_view name) const { return numbers_.find(name)->second; }
  const UniformShape& element() const { return *element_; }
  // Members of objects at this place and all within.
  size_t CountMembers() const;

 private:
  enum Seen : uint32_t {
    kBool = 1,
    kInteger = 2,
    kFloat = 4,
    kString = 8,
    kArray = 16,
    kObject = 32,
    kTypes = 63,
    kWide = 64,   // an integer that a double may not hold
    kHuge = 128,  // a number that 64 bits, or a double, cannot hold
  };

  bool AddObject(json::Value object, const RecordPlace& place);
  UniformShape& Member(std::string_view name);
  static bool IsLate(const RecordPlace& first, uint64_t added);
  Type Plain() const;

  uint32_t seen_ = 0;
  RecordPlace first_ = {UINT64_MAX, UINT64_MAX};    // of a value that is not null
  RecordPlace no_date_ = {UINT64_MAX, UINT64_MAX};  // of a string that is no date
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<UniformShape>> members_;
  text::StringMap<size_t> numbers_;
  uint64_t objects_ = 0;      // those added, to tell a key that an object has twice
  uint64_t last_object_ = 0;  // of its parent, that had it
  std::unique_ptr<UniformShape> element_;
  Type type_ = Type::kNull;
  bool never_null_ = false;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_UNIFORM_SHAPE_H_
