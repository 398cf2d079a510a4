#include "tools/stats/record_facts.h"

#include "common/record/registry.h"

namespace jsonl::stats {
namespace {

struct KindName {
  std::string_view key;
  std::string_view title;
};

constexpr KindName kNames[kKindCount] = {
    {"sft", "SFT"}, {"dpo", "DPO"}, {"chat", "Chat"}, {"text", "Text"}, {"other", "Other"},
};

bool HasString(json::Value root, std::string_view name) {
  json::Value value = root.Find(name);
  return value && value.is_string();
}

Kind KindOf(json::Value root, const record::Format& format) {
  if (root.Find("chosen") && root.Find("rejected")) return Kind::kDpo;
  if (root.Find("messages") || root.Find("conversations")) return Kind::kChat;
  if (format.traits().encoded) return Kind::kChat;
  if (HasString(root, "output")) return Kind::kSft;
  if (HasString(root, "text")) return Kind::kText;
  return Kind::kOther;
}

}  // namespace

std::string_view KindKey(Kind kind) { return kNames[static_cast<size_t>(kind)].key; }
std::string_view KindTitle(Kind kind) { return kNames[static_cast<size_t>(kind)].title; }

RecordFacts LookAt(json::Value root) {
  const record::Format& format = record::Recognise(root);
  RecordFacts facts;
  facts.format = &format;
  facts.kind = KindOf(root, format);
  facts.response_value = format.Response(root);
  if (facts.response_value) facts.response = format.ResponseText(facts.response_value);
  return facts;
}

}  // namespace jsonl::stats
