// Messages written one after the other, those of the assistant from parts.

#ifndef JSONL_COMMON_RECORD_MESSAGE_WRITER_H_
#define JSONL_COMMON_RECORD_MESSAGE_WRITER_H_

#include <string>
#include <string_view>

#include "common/json/writer.h"

namespace jsonl::record {

// Appends {"messages":[...]}. The parts of a message of the assistant come in the order thinking,
// content, calls; a part that stands before the last one, or a message of somebody else, begins
// another.
class MessageWriter {
 public:
  explicit MessageWriter(std::string* out) : out_(*out) { out_.append(R"({"messages":[)"); }

  // A message that is not the assistant's.
  void Add(std::string_view role, std::string_view content) {
    Begin(role);
    Member("content", content);
    out_.push_back('}');
  }
  // The result of a call, of which something is known: its "name", or "tool_call_id".
  void AddResult(std::string_view known, std::string_view value, std::string_view content) {
    Begin("tool");
    Member(known, value);
    Member("content", content);
    out_.push_back('}');
  }

  void AddThinking(std::string_view text) {
    Reach(kThinking);
    Member("thinking", text);
  }
  void AddContent(std::string_view text) {
    Reach(kContent);
    Member("content", text);
  }
  // The call's JSON text follows. Where nothing is said beside the calls, the content may be null.
  void BeginCall(bool null_content) {
    if (part_ == kCalls) {
      out_.push_back(',');
      return;
    }
    const bool said = part_ == kContent;
    Reach(kCalls);
    if (!said && null_content) out_.append(R"(,"content":null)");
    out_.append(R"(,"tool_calls":[)");
  }

  void End() {
    CloseAssistant();
    out_.append("]}");
  }

 private:
  enum Part { kNone, kThinking, kContent, kCalls };

  void Begin(std::string_view role) {
    CloseAssistant();
    if (out_.back() == '}') out_.push_back(',');
    out_.append(R"({"role":")");
    out_.append(role);
    out_.push_back('"');
  }
  void Reach(Part part) {
    if (part_ == kNone || part_ >= part) Begin("assistant");
    part_ = part;
  }
  void CloseAssistant() {
    if (part_ == kThinking) out_.append(R"(,"content":"")");
    if (part_ == kCalls) out_.push_back(']');
    if (part_ != kNone) out_.push_back('}');
    part_ = kNone;
  }
  void Member(std::string_view name, std::string_view text) {
    out_.append(",\"");
    out_.append(name);
    out_.append("\":");
    json::AppendString(text, &out_);
  }

  std::string& out_;
  Part part_ = kNone;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_MESSAGE_WRITER_H_
