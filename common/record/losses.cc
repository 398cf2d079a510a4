#include "common/record/losses.h"

#include <string>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

bool IsSaid(Slot slot, json::Value value, const Format& to) {
  const Format::Traits traits = to.traits();
  switch (slot) {
    case Slot::kTask:
    case Slot::kLabel:
      return false;
    case Slot::kRejected:
    case Slot::kRejectedChat:
    case Slot::kRejectedText:
    case Slot::kRejectedTurn:
      return traits.pair || traits.labelled;
    case Slot::kTools:
    case Slot::kToolsText:
      return to.KeyOf("tools") >= 0;
    case Slot::kTarget:
      return value.size() <= 1;  // the answer is one of its members
    default:
      return true;
  }
}

void LoseRest(const Content& content, TurnRange range, const WriteOptions& options) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Turn& turn = content.turn(i);
    if (turn.role == Role::kSystem || turn.role == Role::kDeveloper) {
      LoseSystemPrompt(options);
      continue;
    }
    for (json::Member member : turn.object.members()) {
      if (turn.Models(member.value)) continue;
      options.losses->push_back(
          text::Cat("field '", text::Shortened(member.name()), "' of a turn"));
    }
  }
}

}  // namespace

void LoseField(std::string_view name, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  options.losses->push_back(text::Cat("field '", text::Shortened(name), "'"));
}

void LosePrevious(std::string_view name, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  options.losses->push_back(text::Cat("kept field '", text::Shortened(name), "'"));
}

void LoseSystemPrompt(const WriteOptions& options) {
  if (options.losses != nullptr) options.losses->emplace_back("system prompt");
}

void LoseUnlessSaid(const Content& content, const Content::Field& field, const Format& to,
                    const WriteOptions& options) {
  if (field.modelled < 0) return LoseField(field.name(), options);
  const Slot slot = content.format().slots()[static_cast<size_t>(field.modelled)];
  if (slot == Slot::kSystem && !to.traits().turns) return LoseSystemPrompt(options);
  if (!IsSaid(slot, field.value, to)) LoseField(field.name(), options);
}

void LoseRestOfTurns(const Content& content, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  LoseRest(content, content.turns, options);
  LoseRest(content, content.chosen.turns, options);
}

}  // namespace jsonl::record
