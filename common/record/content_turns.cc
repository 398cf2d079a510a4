// The turns of a Content, and the calls in them.

#include "common/record/content.h"
#include "common/record/keys.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kMessageKeys("role", "content", "source", "tool_calls");
constexpr Keys kSharegptKeys("from", "value", "source");

struct TurnParts {
  json::Value role;
  json::Value said;
  json::Value source;
  json::Value tool_calls;
};

TurnParts PartsOf(ChatStyle style, json::Value turn) {
  if (style == ChatStyle::kMessages) {
    const Fields fields(turn, kMessageKeys);
    return {fields[0], fields[1], fields[2], fields[3]};
  }
  const Fields fields(turn, kSharegptKeys);
  return {fields[0], fields[1], fields[2], {}};
}

struct Speaker {
  std::string_view name;
  Role role;
  bool usual;
};

// The speakers of sharegpt. What other tools call them is understood.
constexpr Speaker kSpeakers[] = {
    {"human", Role::kUser, true},       {"gpt", Role::kAssistant, true},
    {"system", Role::kSystem, true},    {"function_call", Role::kAssistant, true},
    {"observation", Role::kTool, true}, {"user", Role::kUser, false},
    {"tool", Role::kTool, false},       {"assistant", Role::kAssistant, false}};

bool SetRole(ChatStyle style, json::Value value, Turn* turn) {
  if (!value.is_string()) return false;
  turn->role_value = value;
  if (style == ChatStyle::kMessages) {
    turn->role = MessageRole(value.string());
    return turn->role != Role::kUnknown;
  }
  for (const Speaker& speaker : kSpeakers) {
    if (speaker.name != value.string()) continue;
    turn->role = speaker.role;
    turn->usual_role = speaker.usual;
    return true;
  }
  return false;
}

bool IsSame(json::Value a, json::Value b) {
  return a && &a.document() == &b.document() && a.index() == b.index();
}

}  // namespace

bool Turn::Models(json::Value member) const {
  return IsSame(role_value, member) || IsSame(content, member) || IsSame(tool_calls, member);
}

// `text` is what the document of the call was parsed from, or a copy of it.
bool Content::TakeCall(json::Value call, json::Value function, std::string_view text, Turn* turn) {
  if (!function.is_object()) return false;
  json::Value name = function.Find("name");
  if (!name || !name.is_string()) return false;
  const auto in_text = [&](json::Value value) {
    return value ? text.substr(value.begin(), value.raw().size()) : std::string_view();
  };
  calls_.push_back({in_text(call), in_text(name), in_text(function.Find("arguments"))});
  ++turn->calls;
  return true;
}

bool Content::TakeToolCalls(json::Value list, Turn* turn) {
  if (!list.is_array()) return false;
  // Offsets count from where the document's text begins.
  const std::string_view text(list.raw().data() - list.begin(), list.begin() + list.raw().size());
  for (json::Value call : list.elements()) {
    if (!call.is_object()) return false;
    json::Value function = call.Find("function");
    if (!TakeCall(call, function ? function : call, text, turn)) return false;
  }
  return true;
}

bool Content::TakeFunctionCall(std::string_view value, Turn* turn) {
  json::Value root = nested_.Parse(value);
  if (!root) return false;
  if (!root.is_array()) return TakeCall(root, root, value, turn);
  for (json::Value call : root.elements()) {
    if (!TakeCall(call, call, value, turn)) return false;
  }
  return root.size() > 0;
}

bool Content::TakeTurn(ChatStyle style, json::Value value) {
  if (!value.is_object()) return false;
  const bool messages = style == ChatStyle::kMessages;
  Turn turn;
  turn.object = value;
  turn.first_call = static_cast<uint32_t>(calls_.size());
  const TurnParts parts = PartsOf(style, value);
  if (!parts.role || !SetRole(style, parts.role, &turn)) return false;
  if (parts.said && parts.said.is_string()) turn.content = parts.said;
  if (!messages && !turn.content) return false;
  if (!parts.said && !parts.tool_calls) return false;
  if (parts.tool_calls && !parts.tool_calls.is_null()) {
    if (!TakeToolCalls(parts.tool_calls, &turn)) return false;
    if (turn.calls > 0) turn.tool_calls = parts.tool_calls;
  }
  if (!messages && parts.role.string() == "function_call" &&
      !TakeFunctionCall(turn.content.string(), &turn)) {
    // Not JSON, or of another shape: something that the assistant says.
    calls_.resize(turn.first_call);
    turn.calls = 0;
    turn.usual_role = false;
  }
  if (parts.source && parts.source.is_object()) turn.source = parts.source;
  all_turns_.push_back(turn);
  return true;
}

bool Content::TakeTurns(ChatStyle style, json::Value list, TurnRange* out) {
  if (!list.is_array()) return false;
  out->begin = static_cast<uint32_t>(all_turns_.size());
  for (json::Value turn : list.elements()) {
    if (!TakeTurn(style, turn)) return false;
  }
  out->end = static_cast<uint32_t>(all_turns_.size());
  return true;
}

}  // namespace jsonl::record
