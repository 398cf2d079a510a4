#include "common/record/tool_calls.h"

#include "common/json/writer.h"
#include "common/record/json_text.h"
#include "common/record/nested.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr std::string_view kHead = R"({"type":"function","function":{"name":)";
constexpr std::string_view kMiddle = R"(,"arguments":)";
constexpr std::string_view kTail = "}}";

bool IsJson(std::string_view text) {
  thread_local Nested nested;
  return bool{nested.Parse(text)};
}

// Name and arguments of `function`; `call` is the object around it, or the same.
bool ReadCall(json::Value call, json::Value function, bool keep_around, ToolCall* out) {
  if (!function.is_object()) return false;
  json::Value name = function.Find("name");
  if (!name || !name.is_string()) return false;
  out->mutable_name()->assign(name.string());
  json::Value arguments = function.Find("arguments");
  std::string_view whole = call.raw();
  if (!arguments) {
    if (keep_around) AssignJson(whole, out->mutable_head());
    return true;
  }
  out->set_arguments_as_string(arguments.is_string());
  if (arguments.is_string()) {
    out->mutable_arguments()->assign(arguments.string());
  } else {
    AssignJson(arguments.raw(), out->mutable_arguments());
  }
  if (keep_around) {
    size_t begin = arguments.begin() - call.begin();
    AssignJson(whole.substr(0, begin), out->mutable_head());
    AssignJson(whole.substr(begin + arguments.raw().size()), out->mutable_tail());
  }
  return true;
}

void AppendArguments(const ToolCall& call, bool as_string, std::string* out) {
  // What is not JSON can only be a string.
  if (as_string || (call.arguments_as_string() && !IsJson(call.arguments()))) {
    json::AppendString(call.arguments(), out);
    return;
  }
  size_t begin = out->size();
  out->append(call.arguments());
  std::string_view added = std::string_view(*out).substr(begin);
  if (added.find('\n') != added.npos || added.find('\r') != added.npos) {
    std::string flat;
    AssignJson(added, &flat);
    out->resize(begin);
    out->append(flat);
  }
}

}  // namespace

bool ReadToolCalls(json::Value list, Turn* out) {
  if (!list.is_array()) return false;
  for (json::Value call : list.elements()) {
    if (!call.is_object()) return false;
    json::Value function = call.Find("function");
    if (!ReadCall(call, function ? function : call, true, out->add_tool_calls())) return false;
  }
  return true;
}

bool ReadFunctionCall(std::string_view value, Turn* out) {
  thread_local Nested nested;
  json::Value root = nested.Parse(value);
  if (!root) return false;
  if (!root.is_array()) return ReadCall(root, root, false, out->add_tool_calls());
  for (json::Value call : root.elements()) {
    if (!ReadCall(call, call, false, out->add_tool_calls())) return false;
  }
  return root.size() > 0;
}

void AppendToolCalls(const Turn& turn, const WriteOptions& options, std::string* out) {
  char separator = '[';
  for (const ToolCall& call : turn.tool_calls()) {
    out->push_back(separator);
    separator = ',';
    const bool known = !call.head().empty();
    if (known && call.tail().empty()) {  // it has no arguments
      out->append(call.head());
      continue;
    }
    bool as_string = options.arguments == WriteOptions::Arguments::kString;
    if (options.arguments == WriteOptions::Arguments::kAsRead) {
      as_string = !known || call.arguments_as_string();
    }
    if (known) {
      out->append(call.head());
    } else {
      out->append(kHead);
      json::AppendString(call.name(), out);
      out->append(kMiddle);
    }
    if (call.arguments().empty() && !call.arguments_as_string()) {
      out->append(as_string ? "\"{}\"" : "{}");
    } else {
      AppendArguments(call, as_string, out);
    }
    out->append(known ? std::string_view(call.tail()) : kTail);
  }
  if (separator == '[') out->push_back('[');
  out->push_back(']');
}

void AppendFunctionCall(const Turn& turn, std::string* out) {
  const bool list = turn.tool_calls_size() != 1;
  if (list) out->push_back('[');
  bool first = true;
  for (const ToolCall& call : turn.tool_calls()) {
    if (!first) out->append(", ");
    first = false;
    out->append("{\"name\": ");
    json::AppendString(call.name(), out);
    out->append(", \"arguments\": ");
    if (call.arguments().empty() && !call.arguments_as_string()) {
      out->append("{}");
    } else {
      AppendArguments(call, false, out);
    }
    out->push_back('}');
  }
  if (list) out->push_back(']');
}

bool CallsComeBack(const Turn& turn) {
  std::string head;
  for (const ToolCall& call : turn.tool_calls()) {
    if (!call.arguments_as_string() || call.tail() != kTail || !IsJson(call.arguments())) {
      return false;
    }
    // A JSON text with white space around it, or line ends, is not copied to the byte.
    if (call.arguments().find_first_of("\r\n") != std::string::npos) return false;
    char first = call.arguments().front();
    char last = call.arguments().back();
    if (first == ' ' || first == '\t' || first == '"' || last == ' ' || last == '\t') return false;
    head.assign(kHead);
    json::AppendString(call.name(), &head);
    head.append(kMiddle);
    if (call.head() != head) return false;
  }
  return turn.tool_calls_size() > 0;
}

}  // namespace jsonl::record
