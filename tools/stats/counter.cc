#include "tools/stats/counter.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "common/hash/fingerprint.h"
#include "common/pipeline/groups.h"
#include "common/record/keys.h"

namespace jsonl::stats {
namespace {

// The labels in their order, and where they are.
constexpr record::Keys kLabelKeys("difficulty", "template", "template_category", "meta");
constexpr size_t kMeta = kLabelCount;

constexpr uint32_t kPromptParts =
    1u << static_cast<size_t>(Part::kInstruction) | 1u << static_cast<size_t>(Part::kContext);

bool IsPrompt(Part part) { return (kPromptParts >> static_cast<size_t>(part) & 1) != 0; }

}  // namespace

void Counter::Count(json::Value root) {
  GroupTally& group = tally_.Group(pipeline::GroupName(by_.Find(root), &scratch_));
  const RecordFacts facts = LookAt(root);
  ++group.records;
  ++group.kinds[static_cast<size_t>(facts.kind)];
  ++group.formats[facts.format];
  CountTexts(root, facts, &group);
  CountLabels(root, &group);
  if (facts.response.data() == nullptr) return;
  group.responses.Add(hash::Hash(facts.response).low);
  // Readable past its end, as the parser wants it: it lies in the block or in what the block's
  // parser decoded, and both are padded.
  if (!parser_.Parse(facts.response)) ++group.valid_json;
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

void Counter::CountLabels(json::Value root, GroupTally* group) {
  const record::Fields fields(root, kLabelKeys);
  const json::Value meta = fields[kMeta];
  for (size_t i = 0; i < kLabelCount; ++i) {
    json::Value value = meta ? meta.Find(kLabelKeys.names()[i]) : json::Value();
    if (!value || value.is_null()) value = fields[i];
    if (value && !value.is_null()) group->labels[i].Add(pipeline::GroupName(value, &scratch_));
  }
}

}  // namespace jsonl::stats
