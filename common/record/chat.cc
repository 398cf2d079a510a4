#include "common/record/chat.h"

#include "common/json/writer.h"
#include "common/record/json_text.h"
#include "common/record/keys.h"
#include "common/record/tool_calls.h"
#include "common/text/strings.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kMessageKeys("role", "content", "tool_calls", "source");
constexpr Keys kSharegptKeys("from", "value", "source");
constexpr int kRole = 0;
constexpr int kContent = 1;
constexpr int kToolCalls = 2;

// What is said is modelled.
bool IsModelled(const Field& field) { return field.json().empty(); }

bool ReadRole(ChatStyle style, std::string_view name, Turn* out) {
  struct Row {
    std::string_view name;
    Role role;
    bool usual;
  };
  static constexpr Row kMessages[] = {{"user", USER, true},
                                      {"assistant", ASSISTANT, true},
                                      {"system", SYSTEM, true},
                                      {"tool", TOOL, true},
                                      {"developer", DEVELOPER, true}};
  static constexpr Row kSharegpt[] = {
      {"human", USER, true},           {"gpt", ASSISTANT, true},
      {"system", SYSTEM, true},        {"function_call", ASSISTANT, true},
      {"observation", TOOL, true},     {"user", USER, false},
      {"assistant", ASSISTANT, false}, {"tool", TOOL, false}};
  auto take = [&](const auto& rows) {
    for (const Row& row : rows) {
      if (row.name != name) continue;
      out->set_role(row.role);
      if (!row.usual) out->mutable_role_as_written()->assign(name);
      return true;
    }
    return false;
  };
  return style == ChatStyle::kMessages ? take(kMessages) : take(kSharegpt);
}

std::string_view UsualName(ChatStyle style, int role, bool calls) {
  const bool messages = style == ChatStyle::kMessages;
  switch (role) {
    case SYSTEM:
      return "system";
    case DEVELOPER:
      return messages ? "developer" : "system";
    case USER:
      return messages ? "user" : "human";
    case TOOL:
      return messages ? "tool" : "observation";
    default:
      if (messages) return "assistant";
      return calls ? "function_call" : "gpt";
  }
}

// As it was written, if it was read in that style.
std::string_view RoleName(ChatStyle style, const Turn& turn) {
  if (!turn.role_as_written().empty()) return turn.role_as_written();
  return UsualName(style, turn.role(), turn.tool_calls_size() > 0);
}

void AppendName(std::string_view name, std::string* out) {
  if (out->back() != '{') out->push_back(',');
  json::AppendString(name, out);
  out->push_back(':');
}

// A name that needs no escapes.
void AppendPlainName(std::string_view name, std::string* out) {
  out->append(out->back() == '{' ? "\"" : ",\"");
  out->append(name);
  out->append("\":");
}

void AppendRaw(const Field& field, std::string* out) {
  AppendName(field.name(), out);
  out->append(field.json());
}

void AppendCallText(const Turn& turn, std::string* out) {
  thread_local std::string text;
  text.clear();
  AppendFunctionCall(turn, &text);
  json::AppendString(text, out);
}

// As it was read.
void AppendSame(ChatStyle style, const Turn& turn, const WriteOptions& options, std::string* out) {
  out->push_back('{');
  for (const Field& field : turn.fields()) {
    if (!IsModelled(field)) {
      AppendRaw(field, out);
      continue;
    }
    AppendPlainName(field.name(), out);
    if (field.name() == "role" || field.name() == "from") {
      json::AppendString(RoleName(style, turn), out);
    } else if (field.name() == "tool_calls") {
      AppendToolCalls(turn, options, out);
    } else {
      json::AppendString(turn.content(), out);
    }
  }
  out->push_back('}');
}

const Field* FindField(const Turn& turn, std::string_view name) {
  for (const Field& field : turn.fields()) {
    if (field.name() == name) return &field;
  }
  return nullptr;
}

// Whether the turn, exchanged in place, comes back from the other style as it is.
bool ComesBack(ChatStyle from, const Turn& turn) {
  const bool messages = from == ChatStyle::kMessages;
  if (!turn.role_as_written().empty() || turn.role() == DEVELOPER) return false;
  for (int i = 0; i < turn.fields_size(); ++i) {
    const Field& field = turn.fields(i);
    if (IsModelled(field)) continue;
    // A content of null is what comes back right before tool calls.
    const bool null_before_calls = messages && field.name() == "content" &&
                                   field.json() == "null" && i + 1 < turn.fields_size() &&
                                   turn.fields(i + 1).name() == "tool_calls" &&
                                   IsModelled(turn.fields(i + 1));
    if (null_before_calls) continue;
    if (kMessageKeys.Find(field.name()) >= 0 || kSharegptKeys.Find(field.name()) >= 0) return false;
  }
  if (turn.tool_calls_size() == 0) {
    return turn.has_content() && FindField(turn, "tool_calls") == nullptr;
  }
  if (messages)
    return turn.role() == ASSISTANT && !turn.has_content() && CallsComeBack(turn) &&
           FindField(turn, "content") != nullptr;
  thread_local std::string text;
  text.clear();
  AppendFunctionCall(turn, &text);
  return text == turn.content();
}

absl::Status AppendToSharegpt(const Turn& turn, bool whole, std::string* out) {
  const Field* source = FindField(turn, "source");
  if (source != nullptr && source->json().starts_with('{') && !turn.source_is_stale() &&
      source->json().find("\"from\"") != std::string::npos) {
    out->append(source->json());
    return absl::OkStatus();
  }
  out->push_back('{');
  if (whole) {
    AppendPlainName("from", out);
    json::AppendString(RoleName(ChatStyle::kSharegpt, turn), out);
    AppendPlainName("value", out);
    const Field* content = FindField(turn, "content");
    if (turn.tool_calls_size() > 0) {
      AppendCallText(turn, out);
    } else if (content != nullptr && !IsModelled(*content) && content->json() != "null") {
      return absl::InvalidArgumentError("a content of several parts has no place in sharegpt");
    } else {
      json::AppendString(turn.content(), out);
    }
    AppendPlainName("source", out);
    AppendSame(ChatStyle::kMessages, turn, {}, out);
    out->push_back('}');
    return absl::OkStatus();
  }
  for (const Field& field : turn.fields()) {
    if (field.name() == "role") {
      AppendPlainName("from", out);
      json::AppendString(RoleName(ChatStyle::kSharegpt, turn), out);
    } else if (field.name() == "content") {
      AppendPlainName("value", out);
      if (turn.tool_calls_size() > 0) {
        AppendCallText(turn, out);
      } else {
        json::AppendString(turn.content(), out);
      }
    } else if (!IsModelled(field)) {
      AppendRaw(field, out);
    }
  }
  out->push_back('}');
  return absl::OkStatus();
}

absl::Status AppendToMessages(const Turn& turn, bool whole, const WriteOptions& options,
                              std::string* out) {
  const Field* source = FindField(turn, "source");
  if (source != nullptr && source->json().starts_with('{') && !turn.source_is_stale() &&
      source->json().find("\"role\"") != std::string::npos) {
    out->append(source->json());
    return absl::OkStatus();
  }
  const std::string_view role = UsualName(ChatStyle::kMessages, turn.role(), false);
  auto append_content = [&] {
    AppendPlainName("content", out);
    if (turn.tool_calls_size() == 0) {
      json::AppendString(turn.content(), out);
      return;
    }
    out->append("null");
    AppendPlainName("tool_calls", out);
    AppendToolCalls(turn, options, out);
  };
  out->push_back('{');
  if (whole) {
    AppendPlainName("role", out);
    json::AppendString(role, out);
    append_content();
    AppendPlainName("source", out);
    AppendSame(ChatStyle::kSharegpt, turn, options, out);
    out->push_back('}');
    return absl::OkStatus();
  }
  for (const Field& field : turn.fields()) {
    if (field.name() == "from") {
      AppendPlainName("role", out);
      json::AppendString(role, out);
    } else if (field.name() == "value") {
      append_content();
    } else {
      AppendRaw(field, out);
    }
  }
  out->push_back('}');
  return absl::OkStatus();
}

}  // namespace

ChatStyle StyleOf(std::string_view format) {
  return format.starts_with("sharegpt") ? ChatStyle::kSharegpt : ChatStyle::kMessages;
}

bool ReadTurn(ChatStyle style, json::Value value, Turn* out) {
  if (!value.is_object()) return false;
  const bool messages = style == ChatStyle::kMessages;
  bool seen[3] = {};
  json::Value source;
  for (json::Member member : value.members()) {
    Field* field = out->add_fields();
    std::string_view name = member.name();
    field->mutable_name()->assign(name);
    const int key = messages ? kMessageKeys.Find(name) : kSharegptKeys.Find(name);
    const bool modelled = key >= 0 && key < (messages ? 3 : 2) && !seen[key];
    if (modelled) seen[key] = true;
    if (modelled && key == kRole) {
      if (!member.value.is_string() || !ReadRole(style, member.value.string(), out)) return false;
      continue;
    }
    if (modelled && key == kContent) {
      if (member.value.is_string()) {
        out->mutable_content()->assign(member.value.string());
        continue;
      }
      if (!messages) return false;
    }
    if (modelled && key == kToolCalls && !member.value.is_null()) {
      if (!ReadToolCalls(member.value, out)) return false;
      if (out->tool_calls_size() > 0) continue;
    }
    if (name == "source" && !source) source = member.value;
    AssignJson(member.value.raw(), field->mutable_json());
  }
  if (!seen[kRole] || (!seen[kContent] && !(messages && seen[kToolCalls]))) return false;
  if (!messages) {
    json::Value from = value.Find("from");
    if (from.string() == "function_call" && !ReadFunctionCall(out->content(), out)) {
      // Not JSON, or of another shape: something that the assistant says.
      out->clear_tool_calls();
      out->mutable_role_as_written()->assign(from.string());
    }
  }
  if (source && source.is_object() && out->has_content()) {
    json::Value said = source.Find(messages ? "value" : "content");
    out->set_source_is_stale(out->tool_calls_size() == 0 && said && said.is_string() &&
                             said.string() != out->content());
  }
  return true;
}

bool ReadTurns(ChatStyle style, json::Value list, TurnList* out) {
  if (!list.is_array()) return false;
  for (json::Value turn : list.elements()) {
    if (!ReadTurn(style, turn, out->Add())) return false;
  }
  return true;
}

absl::Status AppendTurn(ChatStyle from, ChatStyle to, const Turn& turn, const WriteOptions& options,
                        std::string* out) {
  if (from == to) {
    AppendSame(from, turn, options, out);
    return absl::OkStatus();
  }
  const bool whole = !ComesBack(from, turn);
  return to == ChatStyle::kSharegpt ? AppendToSharegpt(turn, whole, out)
                                    : AppendToMessages(turn, whole, options, out);
}

absl::Status AppendTurns(ChatStyle from, ChatStyle to, const TurnList& turns, int begin, int end,
                         const WriteOptions& options, std::string* out) {
  for (int i = begin; i < end; ++i) {
    if (out->ends_with('}')) out->push_back(',');
    absl::Status status = AppendTurn(from, to, turns[i], options, out);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void AppendPlainTurn(ChatStyle to, int role, std::string_view text, std::string* out) {
  const bool messages = to == ChatStyle::kMessages;
  if (out->ends_with('}')) out->push_back(',');
  if (role == USER) {
    out->append(messages ? R"({"role":"user","content":)" : R"({"from":"human","value":)");
  } else if (role == ASSISTANT) {
    out->append(messages ? R"({"role":"assistant","content":)" : R"({"from":"gpt","value":)");
  } else {
    out->append(messages ? R"({"role":"system","content":)" : R"({"from":"system","value":)");
  }
  json::AppendString(text, out);
  out->push_back('}');
}

bool IsPlain(const Turn& turn, ChatStyle style) {
  const bool messages = style == ChatStyle::kMessages;
  return turn.fields_size() == 2 && turn.fields(0).name() == (messages ? "role" : "from") &&
         turn.has_content() && turn.tool_calls_size() == 0 && IsModelled(turn.fields(1)) &&
         turn.role_as_written().empty();
}

}  // namespace jsonl::record
