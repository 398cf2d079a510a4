#include "common/record/losses.h"

#include <algorithm>
#include <string>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

bool HasTests(const Format& format) {
  const absl::Span<const Slot> slots = format.slots();
  return std::find(slots.begin(), slots.end(), Slot::kTests) != slots.end();
}

void LoseRest(const Content& content, TurnRange range, const WriteOptions& options) {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Turn& turn = content.turn(i);
    const bool system = turn.role == Role::kSystem || turn.role == Role::kDeveloper;
    if (system) LoseSystemPrompt(options);
    for (json::Member member : turn.object.members()) {
      if (!turn.Models(member.value)) LoseOfTurn(member.name(), options);
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

void LoseOfTurn(std::string_view name, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  options.losses->push_back(text::Cat("field '", text::Shortened(name), "' of a turn"));
}

void LoseOfCall(std::string_view name, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  options.losses->push_back(text::Cat("field '", text::Shortened(name), "' of a call"));
}

bool IsSaid(const Content& content, const Content::Field& field, const Format& to) {
  if (field.modelled < 0) return false;
  const Format::Traits traits = to.traits();
  switch (content.format().slots()[static_cast<size_t>(field.modelled)]) {
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
      return field.value.size() <= 1;  // the answer is one of its members
    case Slot::kDialect:
      return content.instruction &&
             content.instruction.string().find(content.dialect.string()) != std::string_view::npos;
    case Slot::kNamed:
      return !HasTests(to);  // such a record has no context
    default:
      return true;
  }
}

void LoseUnlessSaid(const Content& content, const Content::Field& field, const Format& to,
                    const WriteOptions& options) {
  const bool system =
      field.modelled >= 0 &&
      content.format().slots()[static_cast<size_t>(field.modelled)] == Slot::kSystem;
  if (system && !to.traits().turns) return LoseSystemPrompt(options);
  if (!IsSaid(content, field, to)) LoseField(field.name(), options);
}

void LoseRestOfTurns(const Content& content, const WriteOptions& options) {
  if (options.losses == nullptr) return;
  LoseRest(content, content.turns, options);
  LoseRest(content, content.chosen.turns, options);
}

}  // namespace jsonl::record
