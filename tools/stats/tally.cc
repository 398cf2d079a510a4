#include "tools/stats/tally.h"

namespace jsonl::stats {

void TokenTally::Merge(const TokenTally& other) {
  MergeLengths(other.prompts, &prompts);
  MergeLengths(other.responses, &responses);
  MergeLengths(other.records, &records);
}

void GroupTally::Merge(const GroupTally& other) {
  records += other.records;
  for (size_t i = 0; i < kKindCount; ++i) kinds[i] += other.kinds[i];
  for (const auto& [format, count] : other.formats) formats[format] += count;
  for (size_t i = 0; i < kPartCount; ++i) MergeLengths(other.lengths[i], &lengths[i]);
  valid_json += other.valid_json;
  responses.Merge(other.responses);
  MergeLengths(other.turns, &turns);
  roles.Merge(other.roles);
  for (const auto& [script, tally] : other.scripts) {
    ScriptTally& to = scripts[script];
    to.records += tally.records;
    to.characters += tally.characters;
  }
  for (size_t i = 0; i < kLabelCount; ++i) labels[i].Merge(other.labels[i]);
  tokens.Merge(other.tokens);
}

GroupTally& Tally::Group(std::string_view name) {
  GroupTally* found = Find(name);
  return found != nullptr ? *found : groups_.try_emplace(std::string(name)).first->second;
}

GroupTally* Tally::Find(std::string_view name) {
  auto found = groups_.find(name);
  return found == groups_.end() ? nullptr : &found->second;
}

void Tally::Merge(const Tally& other) {
  for (const auto& [name, group] : other.groups_) Group(name).Merge(group);
}

GroupTally Tally::Total() const {
  GroupTally total;
  for (const auto& [name, group] : groups_) total.Merge(group);
  return total;
}

}  // namespace jsonl::stats
