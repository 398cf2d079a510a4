#include "common/record/harmony/read.h"

#include "common/json/writer.h"
#include "common/record/harmony/text.h"
#include "common/record/message_writer.h"

namespace jsonl::record::harmony {
namespace {

// The name of a function without what stands before it in Harmony.
std::string_view FunctionName(std::string_view name) {
  if (name.starts_with(kFunctions)) name.remove_prefix(kFunctions.size());
  return name;
}

void AddAssistant(const Message& message, MessageWriter* messages, std::string* out) {
  if (message.IsCall()) {
    messages->BeginCall(/*null_content=*/true);
    out->append(R"({"type":"function","function":{"name":)");
    json::AppendString(FunctionName(message.recipient), out);
    out->append(R"(,"arguments":)");
    json::AppendString(message.content, out);
    out->append("}}");
  } else if (message.channel == kAnalysis) {
    messages->AddThinking(message.content);
  } else {
    messages->AddContent(message.content);
  }
}

}  // namespace

bool AppendMessages(std::string_view text, std::string* out) {
  MessageWriter messages(out);
  Reader reader(text);
  Message message;
  while (reader.Next(&message)) {
    switch (message.role) {
      case Role::kUnknown:
        return false;
      case Role::kAssistant:
        AddAssistant(message, &messages, out);
        break;
      case Role::kTool:
        messages.AddResult("name", FunctionName(message.author), message.content);
        break;
      case Role::kDeveloper: {
        std::string_view content = message.content;
        if (content.starts_with(kInstructions)) content.remove_prefix(kInstructions.size());
        messages.Add("developer", content);
        break;
      }
      default:
        messages.Add(message.author, message.content);
    }
  }
  messages.End();
  return reader.fault() == nullptr && reader.count() > 0;
}

}  // namespace jsonl::record::harmony
