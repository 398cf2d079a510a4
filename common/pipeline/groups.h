// Records by the value of a field.

#ifndef JSONL_COMMON_PIPELINE_GROUPS_H_
#define JSONL_COMMON_PIPELINE_GROUPS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/json/name.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {

// The group of records without the field, or with null there.
inline constexpr std::string_view kNoGroup = "(none)";

// The name of a value's group: a string's text, anything else as written. May be stored in
// `scratch`.
std::string_view GroupName(json::Value value, std::string* scratch);

// Numbers groups from 0 in the order they first appear.
class GroupTable {
 public:
  void Clear() {
    ids_.clear();
    names_.clear();
    recent_ = {};
  }
  uint32_t IdOf(std::string_view name) {
    const json::Name key(name);
    Recent& recent = recent_[key.word() * kSpread >> kRecentShift];
    if (recent.word != key.word() || recent.size != name.size() ||
        (name.size() >= 8 && names_[recent.id] != name)) {
      recent = {key.word(), name.size(), Enter(name)};
    }
    return recent.id;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  // Groups are few as a rule. See json::Name for what the word tells.
  struct Recent {
    uint64_t word = 0;
    uint64_t size = UINT64_MAX;
    uint32_t id = 0;
  };
  static constexpr int kRecentShift = 64 - 6;
  static constexpr uint64_t kSpread = 0x9e3779b97f4a7c15;

  uint32_t Enter(std::string_view name);

  text::StringMap<uint32_t> ids_;
  std::vector<std::string> names_;
  std::array<Recent, 64> recent_;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_GROUPS_H_
