// What the statistics want to know about a record: what it trains, and its response.

#ifndef JSONL_TOOLS_STATS_RECORD_FACTS_H_
#define JSONL_TOOLS_STATS_RECORD_FACTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/json/document.h"
#include "common/record/format.h"

namespace jsonl::stats {

// How a record is used in training. Coarser than the record formats: an example for supervised
// fine-tuning is one whether it is a task's or an Alpaca one.
enum class Kind : uint8_t { kSft, kDpo, kChat, kText, kOther };
inline constexpr size_t kKindCount = 5;

std::string_view KindKey(Kind kind);    // "sft": in JSON
std::string_view KindTitle(Kind kind);  // "SFT": for people

// What records say of themselves, in their object `meta` or beside it.
enum class Label : uint8_t { kDifficulty, kTemplate, kTemplateCategory };
inline constexpr size_t kLabelCount = 3;

std::string_view LabelKey(Label label);    // "template_category": the field, and in JSON
std::string_view LabelTitle(Label label);  // "Template Category": for people

struct RecordFacts {
  const record::Format* format = nullptr;
  Kind kind = Kind::kOther;
  json::Value response_value;  // the string that the response is, or is a part of
  // What a model is to answer (`output`, `chosen`, what the assistant says last), a part of the
  // record. Its data is null when the record has none.
  std::string_view response;
  // By Label: the values, absent or null where there are none.
  std::array<json::Value, kLabelCount> labels;
};

// DPO: chosen and rejected. Chat: messages, conversations, or a text that holds a chat. SFT: a
// string as output. Text: a string as text. The first that holds counts, whatever else the record
// has. Allocates nothing.
RecordFacts LookAt(json::Value root);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_RECORD_FACTS_H_
