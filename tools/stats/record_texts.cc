#include "tools/stats/record_texts.h"

#include "common/record/keys.h"

namespace jsonl::stats {
namespace {

using record::Slot;

constexpr std::array<std::string_view, kPartCount> kKeys = {"instruction", "context", "response",
                                                            "text"};
constexpr std::array<std::string_view, kPartCount> kTitles = {"Instruction", "Context", "Response",
                                                              "Text"};

constexpr json::Name kInstructionName("instruction");
constexpr json::Name kTextName("text");
constexpr record::Keys kTurnKeys("role", "content", "tool_calls", "from", "value");
enum TurnKey { kRole, kContent, kToolCalls, kFrom, kValue };

Part PartOfRole(std::string_view role) {
  return role == "user" || role == "human" ? Part::kInstruction : Part::kContext;
}

}  // namespace

std::string_view PartKey(Part part) { return kKeys[static_cast<size_t>(part)]; }
std::string_view PartTitle(Part part) { return kTitles[static_cast<size_t>(part)]; }

void RecordTexts::Read(json::Value root, const RecordFacts& facts) {
  texts_.clear();
  roles_.clear();
  response_ = facts.response_value;
  if (facts.response.data() != nullptr) texts_.push_back({Part::kResponse, facts.response});
  const record::Format& format = *facts.format;
  if (format.traits().encoded) {
    AddEncoded(root, format);
    return;
  }
  if (format.slots().empty()) return;
  uint32_t seen = 0;
  size_t next = 0;  // the key that follows in the usual order
  for (json::Member member : root.members()) {
    const int key = format.KeyOf(member.name(), next);
    if (key < 0 || (seen >> key & 1) != 0) continue;
    seen |= 1u << key;
    next = static_cast<size_t>(key) + 1;
    AddField(format.slots()[static_cast<size_t>(key)], member.value);
  }
}

void RecordTexts::AddField(Slot slot, json::Value value) {
  switch (slot) {
    case Slot::kInstruction:
      return Add(Part::kInstruction, value);
    case Slot::kPrompt:
      return value.is_array() ? AddTurns(value) : Add(Part::kInstruction, value);
    case Slot::kContext:
    case Slot::kNamedMembers:
      return value.is_object() ? AddContext(value) : Add(Part::kContext, value);
    case Slot::kInput:
    case Slot::kNamed:
    case Slot::kNamedObject:
    case Slot::kSystem:
    case Slot::kTools:
    case Slot::kToolsText:
      return Add(Part::kContext, value);
    case Slot::kText:
      return Add(Part::kText, value);
    case Slot::kMessages:
    case Slot::kConversations:
    case Slot::kChosen:
    case Slot::kChosenChat:
      return AddTurns(value);
    case Slot::kChosenTurn:
      return AddTurn(value);
    case Slot::kTask:
    case Slot::kOutput:
    case Slot::kChosenText:
    case Slot::kRejectedText:
    case Slot::kRejected:
    case Slot::kRejectedChat:
    case Slot::kRejectedTurn:
    case Slot::kDialect:
    case Slot::kTarget:
    case Slot::kTests:
    case Slot::kLabel:
    case Slot::kHarmony:
    case Slot::kTags:
    case Slot::kTokens:
    case Slot::kExamples:
      return;  // no text, the response, or none that a model is to see
  }
}

bool RecordTexts::IsResponse(json::Value value) const {
  return response_ && &value.document() == &response_.document() &&
         value.index() == response_.index();
}

void RecordTexts::Add(Part part, json::Value value) {
  if (value.is_null() || IsResponse(value)) return;
  texts_.push_back({part, value.is_string() ? value.string() : value.raw()});
}

void RecordTexts::AddContext(json::Value object) {
  for (json::Member member : object.members()) {
    const bool instruction = kInstructionName.Is(member.name());
    Add(instruction ? Part::kInstruction : Part::kContext, member.value);
  }
}

void RecordTexts::AddTurns(json::Value list) {
  if (!list.is_array()) return;
  for (json::Value turn : list.elements()) AddTurn(turn);
}

void RecordTexts::AddTurn(json::Value turn) {
  if (!turn.is_object()) return;
  const record::Fields fields(turn, kTurnKeys);
  const json::Value role = fields[kRole] ? fields[kRole] : fields[kFrom];
  roles_.push_back(role && role.is_string() ? role.string() : std::string_view());
  const Part part = PartOfRole(roles_.back());
  const json::Value said = fields[kContent] ? fields[kContent] : fields[kValue];
  if (said) AddSaid(part, said);
  if (fields[kToolCalls]) Add(Part::kContext, fields[kToolCalls]);
}

// A string, or a list of parts, of which those with a text count.
void RecordTexts::AddSaid(Part part, json::Value said) {
  if (!said.is_array()) return Add(part, said);
  for (json::Value piece : said.elements()) {
    const json::Value text = piece.Find(kTextName);
    if (text && text.is_string()) Add(part, text);
  }
}

// A text that holds a chat.
void RecordTexts::AddEncoded(json::Value root, const record::Format& format) {
  if (!format.Read(root, &content_).ok()) return;
  if (content_.tools) Add(Part::kContext, content_.tools);
  const uint32_t count = content_.turns.size();
  uint32_t answer = count;  // the response is what the assistant says last
  for (uint32_t i = 0; i < count && response_; ++i) {
    if (content_.said(i).role == record::Role::kAssistant) answer = i;
  }
  for (uint32_t i = 0; i < count; ++i) {
    const record::Turn& turn = content_.said(i);
    roles_.push_back(turn.role_value.string());
    if (turn.content && i != answer) {
      const bool user = turn.role == record::Role::kUser;
      Add(user ? Part::kInstruction : Part::kContext, turn.content);
    }
    if (turn.tool_calls) Add(Part::kContext, turn.tool_calls);
  }
}

}  // namespace jsonl::stats
