#include "tools/convert/system_prompts.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

using Instruction = record::Format::Traits::Instruction;

constexpr std::string_view kAllOthers = "*";

absl::Status Bad(std::string_view what) {
  return absl::InvalidArgumentError(text::Cat("--system: ", what));
}

absl::StatusOr<std::string> ReadFile(const std::string& name) {
  std::ifstream stream(name, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream || stream.bad()) return Bad(text::Cat(name, ": ", std::strerror(errno)));
  return text;
}

// The task: that of its format, or a field of that name beside a chat.
json::Value TaskOf(const record::Content& content) {
  if (content.task) return content.task;
  for (const record::Content::Field& field : content.fields) {
    if (field.name() == "task" && field.value.is_string()) return field.value;
  }
  return {};
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SystemPrompts>> SystemPrompts::Read(std::string_view option) {
  auto prompts = std::make_shared<SystemPrompts>();
  std::string text(option);
  if (text.starts_with('@')) {
    const std::string file = text.substr(1);
    absl::StatusOr<std::string> read = ReadFile(file);
    if (!read.ok()) return read.status();
    text = *std::move(read);
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    if (text::Strip(text).starts_with('{')) {
      absl::Status status = prompts->Parse(text, file);
      if (!status.ok()) return status;
      return prompts;
    }
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
  }
  if (text::Strip(text).empty()) return Bad("the prompt is empty");
  if (text::FindInvalidUtf8(text) < text.size()) return Bad("the prompt is not UTF-8");
  std::string json;
  json::AppendString(text, &json);
  prompts->otherwise_ = prompts->nested_.Parse(json);
  return prompts;
}

absl::Status SystemPrompts::Parse(std::string_view json, std::string_view file) {
  const json::Value root = nested_.Parse(json);
  if (!root || !root.is_object()) {
    return Bad(text::Cat(file, " begins with '{', but is no JSON object of prompts by task"));
  }
  for (json::Member member : root.members()) {
    const std::string_view task = member.name();
    if (!member.value.is_string() || text::Strip(member.value.string()).empty()) {
      return Bad(text::Cat(file, ": the prompt of '", text::Shortened(task), "' is no text"));
    }
    if (!by_task_.emplace(std::string(task), member.value).second) {
      return Bad(text::Cat(file, ": '", text::Shortened(task), "' occurs twice"));
    }
  }
  if (by_task_.empty()) return Bad(text::Cat(file, " has no prompts"));
  if (auto others = by_task_.find(kAllOthers); others != by_task_.end()) {
    otherwise_ = others->second;
    by_task_.erase(others);
  }
  return absl::OkStatus();
}

json::Value SystemPrompts::For(const record::Content& content) const {
  if (by_task_.empty()) return otherwise_;
  const json::Value task = TaskOf(content);
  const auto found = task ? by_task_.find(task.string()) : by_task_.end();
  return found == by_task_.end() ? otherwise_ : found->second;
}

absl::Status SystemPrompts::AddTo(record::Content* content) const {
  const json::Value prompt = For(*content);
  if (!prompt) return absl::OkStatus();
  const record::Format& format = content->format();
  if (format.traits().instruction == Instruction::kSystem) {
    return format.Instruct(prompt.string(), content);
  }
  if (!content->HasSystemPrompt()) content->added_system = prompt;
  return absl::OkStatus();
}

}  // namespace jsonl
