#include "common/record/tool_calls.h"

#include <string_view>

#include "common/json/duplicate_keys.h"
#include "common/json/writer.h"
#include "common/record/nested.h"
#include "common/record/written.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

constexpr std::string_view kHead = R"({"type":"function","function":{"name":)";
constexpr std::string_view kMiddle = R"(,"arguments":)";
constexpr std::string_view kTail = "}}";

// Absent if the text is not JSON.
json::Value Parse(std::string_view text) {
  thread_local Nested nested;
  return nested.Parse(text);
}

// What stands in a call before and after its arguments.
std::string_view HeadOf(const ToolCall& call) {
  return call.call.substr(0, static_cast<size_t>(call.arguments.data() - call.call.data()));
}

std::string_view TailOf(const ToolCall& call) {
  return call.call.substr(HeadOf(call).size() + call.arguments.size());
}

bool IsString(std::string_view json) { return json.starts_with('"'); }

void AppendAsText(std::string_view arguments, text::Buffer* out) {
  if (arguments.empty()) {
    out->append(R"("{}")");
  } else if (IsString(arguments)) {
    out->append(arguments);
  } else {
    json::AppendString(arguments, out);
  }
}

// As the value that a text holds, or as it is where that is not JSON.
void AppendAsValue(std::string_view arguments, text::Buffer* out) {
  if (arguments.empty()) {
    out->append("{}");
    return;
  }
  if (IsString(arguments)) {
    const std::string text = Unquoted(arguments);
    if (Parse(text)) return AppendOnOneLine(text, out);
  }
  AppendOnOneLine(arguments, out);
}

absl::Status AppendAsObject(const ToolCall& call, text::Buffer* out) {
  const bool is_text = IsString(call.arguments);
  const std::string text = is_text ? Unquoted(call.arguments) : std::string(call.arguments);
  if (text::Strip(text).empty()) {
    out->append("{}");
    return absl::OkStatus();
  }
  json::Value arguments = Parse(text);
  if (!arguments || !arguments.is_object() || json::FindDuplicateKey(arguments)) {
    return absl::InvalidArgumentError(text::Cat("the arguments of a call of '",
                                                text::Shortened(Unquoted(call.name)),
                                                "' are no JSON object"));
  }
  AppendOnOneLine(arguments.raw(), out);
  return absl::OkStatus();
}

}  // namespace

std::string Unquoted(std::string_view json) {
  json::Value value = Parse(json);
  return value && value.is_string() ? std::string(value.string()) : std::string();
}

absl::Status AppendArguments(const ToolCall& call, WriteOptions::Arguments as, text::Buffer* out) {
  if (as == WriteOptions::Arguments::kObject) return AppendAsObject(call, out);
  if (as == WriteOptions::Arguments::kString) {
    AppendAsText(call.arguments, out);
  } else {
    AppendAsValue(call.arguments, out);
  }
  return absl::OkStatus();
}

absl::Status AppendToolCalls(const Content& content, const Turn& turn, const WriteOptions& options,
                             text::Buffer* out) {
  using Arguments = WriteOptions::Arguments;
  const bool known = content.style() == ChatStyle::kMessages;
  out->push_back('[');
  for (uint32_t i = 0; i < turn.calls; ++i) {
    const ToolCall& call = content.call(turn.first_call + i);
    if (i > 0) out->push_back(',');
    if (known && (call.arguments.empty() || options.arguments == Arguments::kAsRead)) {
      out->append(call.call);
      continue;
    }
    if (known) {
      out->append(HeadOf(call));
    } else {
      out->append(kHead);
      out->append(call.name);
      out->append(kMiddle);
    }
    if (options.arguments == Arguments::kObject) {
      if (absl::Status status = AppendAsObject(call, out); !status.ok()) return status;
    } else {
      AppendAsText(call.arguments, out);
    }
    out->append(known ? TailOf(call) : kTail);
  }
  out->push_back(']');
  return absl::OkStatus();
}

void AppendFunctionCall(const Content& content, const Turn& turn, text::Buffer* out) {
  const bool list = turn.calls != 1;
  if (list) out->push_back('[');
  for (uint32_t i = 0; i < turn.calls; ++i) {
    const ToolCall& call = content.call(turn.first_call + i);
    if (i > 0) out->append(", ");
    out->append("{\"name\": ");
    out->append(call.name);
    out->append(", \"arguments\": ");
    AppendAsValue(call.arguments, out);
    out->push_back('}');
  }
  if (list) out->push_back(']');
}

bool CallsComeBack(const Content& content, const Turn& turn) {
  for (uint32_t i = 0; i < turn.calls; ++i) {
    const ToolCall& call = content.call(turn.first_call + i);
    if (!IsString(call.arguments) || TailOf(call) != kTail) return false;
    const std::string_view head = HeadOf(call);
    const std::string_view name = call.name;
    if (head.size() != kHead.size() + name.size() + kMiddle.size() || !head.starts_with(kHead) ||
        head.substr(kHead.size(), name.size()) != name || !head.ends_with(kMiddle)) {
      return false;
    }
    // A JSON text with white space around it, or line ends, is not copied to the byte.
    const std::string text = Unquoted(call.arguments);
    if (!Parse(text) || text.find_first_of("\r\n") != text.npos) return false;
    const char first = text.front();
    const char last = text.back();
    if (first == ' ' || first == '\t' || first == '"' || last == ' ' || last == '\t') return false;
  }
  return turn.calls > 0;
}

}  // namespace jsonl::record
