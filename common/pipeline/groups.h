// Records by the value of a field.

#ifndef JSONL_COMMON_PIPELINE_GROUPS_H_
#define JSONL_COMMON_PIPELINE_GROUPS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {

// The group of records without the field, or with null there.
inline constexpr std::string_view kNoGroup = "(none)";

// The name of a value's group: a string's text, anything else as written. May be stored in
// `scratch`.
std::string_view GroupName(json::Value value, std::string* scratch);

// Group names of the records of a block, one after the other.
class NameList {
 public:
  void Clear() {
    text_.clear();
    ends_.clear();
  }
  void Add(std::string_view name) {
    text_.append(name);
    ends_.push_back(text_.size());
  }
  std::string_view operator[](size_t i) const {
    size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string text_;
  std::vector<size_t> ends_;
};

// Numbers groups from 0 in the order they first appear.
class GroupTable {
 public:
  void Clear() {
    ids_.clear();
    names_.clear();
  }
  uint32_t IdOf(std::string_view name);
  const std::vector<std::string>& names() const { return names_; }

 private:
  text::StringMap<uint32_t> ids_;
  std::vector<std::string> names_;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_GROUPS_H_
