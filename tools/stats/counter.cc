#include "tools/stats/counter.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "common/hash/fingerprint.h"
#include "common/pipeline/groups.h"

namespace jsonl::stats {
namespace {

constexpr uint32_t kPromptParts =
    1u << static_cast<size_t>(Part::kInstruction) | 1u << static_cast<size_t>(Part::kContext);

bool IsPrompt(Part part) { return (kPromptParts >> static_cast<size_t>(part) & 1) != 0; }

}  // namespace

void Counter::Count(json::Value root) {
  const std::string_view name = pipeline::GroupName(by_.Find(root), &scratch_);
  GroupTally* found = tally_.Find(name);
  if (found == nullptr) {
    checks_.Flush();  // it counts in groups, which are to move
    found = &tally_.Group(name);
  }
  GroupTally& group = *found;
  const RecordFacts facts = LookAt(root);
  ++group.records;
  ++group.kinds[static_cast<size_t>(facts.kind)];
  ++group.formats[facts.format];
  CountTexts(root, facts, &group);
  for (size_t i = 0; i < kLabelCount; ++i) {
    const json::Value label = facts.labels[i];
    if (label && !label.is_null()) group.labels[i].Add(pipeline::GroupName(label, &scratch_));
  }
  if (facts.response.data() == nullptr) return;
  group.responses.Add(hash::Hash(facts.response).low);
  // Readable past its end, as the parser wants it: it lies in the block or in what the block's
  // parser decoded, and both are padded.
  checks_.Add(facts.response, &group.valid_json);
}

void Counter::CountTexts(json::Value root, const RecordFacts& facts, GroupTally* group) {
  texts_.Read(root, facts);
  std::array<size_t, kPartCount> lengths{};
  uint32_t parts = 0;  // that are there, as bits
  size_t prompt_tokens = 0;
  size_t response_tokens = 0;
  for (const RecordTexts::Text& text : texts_.texts()) {
    const auto part = static_cast<size_t>(text.part);
    const size_t length = scripts_.Add(text.text);
    lengths[part] += length;
    parts |= 1u << part;
    if (!tokens_) continue;
    size_t& tokens = IsPrompt(text.part) ? prompt_tokens : response_tokens;
    tokens += tokens_->Count(text.text, length);
  }
  for (size_t part = 0; part < kPartCount; ++part) {
    if ((parts >> part & 1) != 0) ++group->lengths[part][static_cast<uint32_t>(lengths[part])];
  }
  if (tokens_ && parts != 0) {
    TokenTally& tokens = group->tokens;
    if ((parts & kPromptParts) != 0) ++tokens.prompts[static_cast<uint32_t>(prompt_tokens)];
    if ((parts & ~kPromptParts) != 0) ++tokens.responses[static_cast<uint32_t>(response_tokens)];
    ++tokens.records[static_cast<uint32_t>(prompt_tokens + response_tokens)];
  }
  for (text::Script script : scripts_.scripts()) {
    ScriptTally& tally = group->scripts[script];
    ++tally.records;
    tally.characters += scripts_.count(script);
  }
  scripts_.Clear();
  if (texts_.roles().empty()) return;
  ++group->turns[static_cast<uint32_t>(texts_.roles().size())];
  for (std::string_view role : texts_.roles()) group->roles.Add(role);
}

}  // namespace jsonl::stats
