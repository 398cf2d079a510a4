// System prompts for chats that have none: --system.

#ifndef JSONL_TOOLS_CONVERT_SYSTEM_PROMPTS_H_
#define JSONL_TOOLS_CONVERT_SYSTEM_PROMPTS_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/record/content.h"
#include "common/record/nested.h"

namespace jsonl {

// One for all records, or one for each task. Used by all threads at once.
class SystemPrompts {
 public:
  // TEXT, or @FILE. FILE holds the text (a line end after it does not count), or a JSON object
  // {task: text}, in which "*" stands for all other tasks, and for records without one.
  // INVALID_ARGUMENT for what is neither; the error of reading the file.
  static absl::StatusOr<std::shared_ptr<const SystemPrompts>> Read(std::string_view option);

  // Adds the prompt for the record's task to what it says, if it has no system prompt; it replaces
  // the instruction of a record that holds none itself. INVALID_ARGUMENT if the prompt names
  // something that the record lacks.
  absl::Status AddTo(record::Content* content) const;
  // The prompt for the record's task; absent if there is none.
  json::Value For(const record::Content& content) const;

 private:
  absl::Status Parse(std::string_view json, std::string_view file);

  record::Nested nested_;
  std::map<std::string, json::Value, std::less<>> by_task_;
  json::Value otherwise_;  // absent if there is none
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_SYSTEM_PROMPTS_H_
