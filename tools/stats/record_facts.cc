#include "tools/stats/record_facts.h"

#include "common/record/keys.h"
#include "common/record/registry.h"

namespace jsonl::stats {
namespace {

struct Words {
  std::string_view key;
  std::string_view title;
};

constexpr Words kNames[kKindCount] = {
    {"sft", "SFT"}, {"dpo", "DPO"}, {"chat", "Chat"}, {"text", "Text"}, {"other", "Other"},
};
constexpr Words kLabels[kLabelCount] = {{"difficulty", "Difficulty"},
                                        {"template", "Template"},
                                        {"template_category", "Template Category"}};

// The labels in their order, and what tells the kind.
constexpr record::Keys kKeys(kLabels[0].key, kLabels[1].key, kLabels[2].key, "meta", "chosen",
                             "rejected", "messages", "conversations", "output", "text");
enum Key { kMeta = kLabelCount, kChosen, kRejected, kMessages, kConversations, kOutput, kText };
using Fields = record::Fields<kKeys.size()>;

bool IsString(json::Value value) { return value && value.is_string(); }

Kind KindOf(const Fields& fields, const record::Format& format) {
  if (fields[kChosen] && fields[kRejected]) return Kind::kDpo;
  if (fields[kMessages] || fields[kConversations]) return Kind::kChat;
  if (format.traits().encoded) return Kind::kChat;
  if (IsString(fields[kOutput])) return Kind::kSft;
  if (IsString(fields[kText])) return Kind::kText;
  return Kind::kOther;
}

}  // namespace

std::string_view KindKey(Kind kind) { return kNames[static_cast<size_t>(kind)].key; }
std::string_view KindTitle(Kind kind) { return kNames[static_cast<size_t>(kind)].title; }

std::string_view LabelKey(Label label) { return kLabels[static_cast<size_t>(label)].key; }
std::string_view LabelTitle(Label label) { return kLabels[static_cast<size_t>(label)].title; }

RecordFacts LookAt(json::Value root) {
  const Fields fields(root, kKeys);
  const record::Format& format = record::Recognise(root);
  RecordFacts facts;
  facts.format = &format;
  facts.kind = KindOf(fields, format);
  facts.response_value = format.Response(root);
  if (facts.response_value) facts.response = format.ResponseText(facts.response_value);
  for (size_t i = 0; i < kLabelCount; ++i) {
    json::Value label = fields[kMeta] ? fields[kMeta].Find(kKeys.names()[i]) : json::Value();
    if (!label || label.is_null()) label = fields[i];
    facts.labels[i] = label;
  }
  return facts;
}

}  // namespace jsonl::stats
