#include "common/record/tags/read.h"

#include <utility>
#include <vector>

#include "common/record/message_call.h"
#include "common/record/message_writer.h"
#include "common/record/nested.h"
#include "common/record/tags/text.h"
#include "common/record/written.h"

namespace jsonl::record::tags {
namespace {

// The ids of calls, in their order.
class Ids {
 public:
  void Clear() { count_ = next_ = 0; }
  void Add(json::Value id) {
    if (count_ == ids_.size()) ids_.emplace_back();
    ids_[count_].clear();
    if (id) ids_[count_].assign(id.string());
    ++count_;
  }
  // The id of the call that is answered next; empty if it has none.
  std::string_view Next() { return next_ < count_ ? ids_[next_++] : std::string_view(); }

 private:
  std::vector<std::string> ids_;
  size_t count_ = 0;
  size_t next_ = 0;
};

// Hands the calls of a content to add(Value); false if it is none.
template <typename Add>
bool ForCalls(std::string_view content, Add&& add) {
  thread_local Nested nested;
  json::Value root = nested.Parse(content);
  if (!root) return false;
  const auto take = [&add](json::Value call) {
    if (!call.is_object()) return false;
    json::Value name = MessageCall(call).name;
    if (!name || !name.is_string()) return false;
    add(call);
    return true;
  };
  if (!root.is_array()) return take(root);
  for (json::Value call : root.elements()) {
    if (!take(call)) return false;
  }
  return root.size() > 0;
}

}  // namespace

bool AppendMessages(std::string_view text, std::string* out) {
  thread_local Ids ids;
  ids.Clear();
  MessageWriter messages(out);
  Reader reader(text);
  Part part;
  bool calling = false;  // the part before is a call
  bool empty = true;
  while (reader.Next(&part)) {
    empty = false;
    const bool was_calling = std::exchange(calling, part.tag == Tag::kToolCall);
    switch (part.tag) {
      case Tag::kUnknown:
        return false;
      case Tag::kThinking:
        messages.AddThinking(part.content);
        break;
      case Tag::kAssistant:
        messages.AddContent(part.content);
        break;
      case Tag::kToolCall:
        if (!was_calling) ids.Clear();
        if (!ForCalls(part.content, [&](json::Value call) {
              ids.Add(MessageCall(call).id);
              messages.BeginCall(/*null_content=*/false);
              AppendOnOneLine(call.raw(), out);
            })) {
          return false;
        }
        break;
      case Tag::kToolResult:
        if (const std::string_view id = ids.Next(); id.empty()) {
          messages.Add("tool", part.content);
        } else {
          messages.AddResult("tool_call_id", id, part.content);
        }
        break;
      default:
        messages.Add(part.line.substr(2, part.line.size() - 4), part.content);
    }
  }
  messages.End();
  return reader.fault() == nullptr && !empty;
}

bool IsCall(std::string_view content) {
  return ForCalls(content, [](json::Value) {});
}

}  // namespace jsonl::record::tags
