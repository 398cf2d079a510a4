#include "common/record/formats/messages.h"

#include "common/record/findings.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

class Messages final : public Format {
 public:
  std::string_view name() const override { return "messages"; }
  std::string_view summary() const override {
    return "a chat: turns of system, developer, user, assistant and tools";
  }
  std::string_view shape() const override {
    return "**messages**: list of {**role**, **content**, name, tool_calls, tool_call_id, "
           "thinking, weight}; tools";
  }

  bool Recognises(json::Value root) const override { return bool{root.Find("messages")}; }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Findings found(findings);
    const Place record;
    CheckMessages(Place(record, "messages"), root.Find("messages"), Turns::kConversation, &found);
  }

  json::Value Response(json::Value root) const override {
    return LastAssistantContent(root.Find("messages"));
  }
};

}  // namespace

const Format& MessagesFormat() {
  static const Messages format;
  return format;
}

}  // namespace jsonl::record
