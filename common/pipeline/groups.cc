#include "common/pipeline/groups.h"

#include "common/json/writer.h"

namespace jsonl::pipeline {

std::string_view GroupName(json::Value value, std::string* scratch) {
  if (!value || value.is_null()) return kNoGroup;
  if (value.is_string()) return value.string();
  if (!value.is_object() && !value.is_array()) return value.raw();
  scratch->clear();
  json::AppendCompact(value, scratch);
  return *scratch;
}

uint32_t GroupTable::Enter(std::string_view name) {
  auto found = ids_.find(name);
  if (found != ids_.end()) return found->second;
  auto id = static_cast<uint32_t>(names_.size());
  ids_.emplace(std::string(name), id);
  names_.emplace_back(name);
  return id;
}

}  // namespace jsonl::pipeline
