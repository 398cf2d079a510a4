#include "tools/stats/partial_group.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/record/registry.h"
#include "common/text/scripts.h"
#include "proto/stats.pb.h"

namespace jsonl::stats {
namespace {

using Message = jsonl::Statistics;

void WriteLengths(const LengthHistogram& histogram, Message::LengthHistogram* out) {
  const std::map<uint32_t, uint64_t> sorted(histogram.begin(), histogram.end());
  uint32_t before = 0;
  for (const auto& [length, count] : sorted) {
    out->add_length_steps(length - std::exchange(before, length));
    out->add_counts(count);
  }
}

bool ReadLengths(const Message::LengthHistogram& message, LengthHistogram* out) {
  if (message.length_steps_size() != message.counts_size()) return false;
  uint64_t length = 0;
  for (int i = 0; i < message.counts_size(); ++i) {
    length += message.length_steps(i);
    if (length > std::numeric_limits<uint32_t>::max() || message.counts(i) == 0) return false;
    (*out)[static_cast<uint32_t>(length)] += message.counts(i);
  }
  return true;
}

void WriteValues(const ValueTally& tally, Message::Values* out) {
  const std::map<std::string, uint64_t> sorted(tally.counts().begin(), tally.counts().end());
  for (const auto& [value, count] : sorted) {
    Message::Count* added = out->add_counts();
    added->set_value(value);
    added->set_count(count);
  }
  out->set_others(tally.others());
}

void ReadValues(const Message::Values& message, ValueTally* out) {
  out->AddOthers(message.others());
  for (const Message::Count& count : message.counts()) out->Add(count.value(), count.count());
}

void WriteDistinct(const DistinctCounter& counter, Message::Distinct* out) {
  std::vector<uint64_t> hashes(counter.hashes().begin(), counter.hashes().end());
  std::sort(hashes.begin(), hashes.end());
  for (uint64_t hash : hashes) out->add_hashes(hash);
  out->mutable_registers()->assign(counter.registers().begin(), counter.registers().end());
}

bool ReadDistinct(const Message::Distinct& message, DistinctCounter* out) {
  for (uint64_t hash : message.hashes()) out->Add(hash);
  if (message.registers().empty()) return true;
  if (message.registers().size() != DistinctCounter::kRegisters) return false;
  std::vector<uint8_t> registers(message.registers().begin(), message.registers().end());
  for (uint8_t rank : registers) {
    if (rank > DistinctCounter::kMostRank) return false;
  }
  out->MergeRegisters(registers);
  return true;
}

void WriteScripts(const GroupTally& group, Message::Group* out) {
  std::map<std::string_view, ScriptTally> sorted;
  for (const auto& [script, tally] : group.scripts) sorted[text::ScriptCode(script)] = tally;
  for (const auto& [code, tally] : sorted) {
    Message::Script* added = out->add_scripts();
    added->mutable_code()->assign(code);
    added->set_records(tally.records);
    added->set_characters(tally.characters);
  }
}

bool ReadScripts(const Message::Group& message, GroupTally* out) {
  for (const Message::Script& script : message.scripts()) {
    text::Script found;
    if (!text::FindScript(script.code(), &found)) return false;
    ScriptTally& tally = out->scripts[found];
    tally.records += script.records();
    tally.characters += script.characters();
  }
  return true;
}

void WriteFormats(const GroupTally& group, Message::Group* out) {
  std::map<std::string_view, uint64_t> sorted;
  for (const auto& [format, count] : group.formats) sorted[format->name()] = count;
  for (const auto& [name, count] : sorted) {
    Message::Count* added = out->add_formats();
    added->mutable_value()->assign(name);
    added->set_count(count);
  }
}

bool ReadFormats(const Message::Group& message, GroupTally* out) {
  for (const Message::Count& count : message.formats()) {
    const record::Format* format = record::Find(count.value());
    if (format == nullptr) return false;
    out->formats[format] += count.count();
  }
  return true;
}

}  // namespace

void WriteGroup(const GroupTally& group, Message::Group* out) {
  const auto lengths = [&group](Part part) -> const LengthHistogram& {
    return group.lengths[static_cast<size_t>(part)];
  };
  const auto label = [&group](Label label) -> const ValueTally& {
    return group.labels[static_cast<size_t>(label)];
  };
  const auto kind = [&group](Kind kind) { return group.kinds[static_cast<size_t>(kind)]; };
  out->set_records(group.records);
  out->mutable_kinds()->set_sft(kind(Kind::kSft));
  out->mutable_kinds()->set_dpo(kind(Kind::kDpo));
  out->mutable_kinds()->set_chat(kind(Kind::kChat));
  out->mutable_kinds()->set_text(kind(Kind::kText));
  out->mutable_kinds()->set_other(kind(Kind::kOther));
  WriteLengths(lengths(Part::kResponse), out->mutable_response_lengths());
  out->set_valid_json(group.valid_json);
  WriteFormats(group, out);
  WriteLengths(lengths(Part::kInstruction), out->mutable_instruction_lengths());
  WriteLengths(lengths(Part::kContext), out->mutable_context_lengths());
  WriteLengths(lengths(Part::kText), out->mutable_text_lengths());
  WriteDistinct(group.responses, out->mutable_responses());
  WriteLengths(group.turns, out->mutable_turns());
  WriteValues(group.roles, out->mutable_roles());
  WriteScripts(group, out);
  WriteValues(label(Label::kDifficulty), out->mutable_difficulty());
  WriteValues(label(Label::kTemplate), out->mutable_template_());
  WriteValues(label(Label::kTemplateCategory), out->mutable_template_category());
  WriteLengths(group.tokens.prompts, out->mutable_prompt_tokens());
  WriteLengths(group.tokens.responses, out->mutable_response_tokens());
  WriteLengths(group.tokens.records, out->mutable_record_tokens());
}

bool ReadGroup(const Message::Group& message, GroupTally* out) {
  const auto lengths = [out](Part part) { return &out->lengths[static_cast<size_t>(part)]; };
  const auto label = [out](Label label) { return &out->labels[static_cast<size_t>(label)]; };
  const auto& kinds = message.kinds();
  out->records = message.records();
  out->kinds = {kinds.sft(), kinds.dpo(), kinds.chat(), kinds.text(), kinds.other()};
  out->valid_json = message.valid_json();
  ReadValues(message.roles(), &out->roles);
  ReadValues(message.difficulty(), label(Label::kDifficulty));
  ReadValues(message.template_(), label(Label::kTemplate));
  ReadValues(message.template_category(), label(Label::kTemplateCategory));
  return ReadLengths(message.response_lengths(), lengths(Part::kResponse)) &&
         ReadLengths(message.instruction_lengths(), lengths(Part::kInstruction)) &&
         ReadLengths(message.context_lengths(), lengths(Part::kContext)) &&
         ReadLengths(message.text_lengths(), lengths(Part::kText)) &&
         ReadLengths(message.turns(), &out->turns) &&
         ReadLengths(message.prompt_tokens(), &out->tokens.prompts) &&
         ReadLengths(message.response_tokens(), &out->tokens.responses) &&
         ReadLengths(message.record_tokens(), &out->tokens.records) &&
         ReadDistinct(message.responses(), &out->responses) && ReadScripts(message, out) &&
         ReadFormats(message, out);
}

}  // namespace jsonl::stats
