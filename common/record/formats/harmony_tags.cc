#include "common/record/formats/harmony_tags.h"

#include <array>

#include "common/record/encoded_format.h"
#include "common/record/findings.h"
#include "common/record/tags/read.h"
#include "common/record/tags/text.h"
#include "common/record/tags/write.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

using report::Code;
using tags::Tag;

constexpr std::array kSlots = {Slot::kTags};

void CheckParts(const Place& place, std::string_view text, Findings* findings) {
  tags::Reader reader(text);
  tags::Part part;
  uint32_t position = 0;
  bool assistant = false;
  bool called = false;  // the last part that is no result is a call
  const auto add = [&](Code code, std::string_view what) {
    findings->Add(code, place, text::Cat("Part ", position, " of 'text' ", what));
  };
  while (reader.Next(&part)) {
    ++position;
    if (part.tag == Tag::kUnknown) {
      add(Code::kUnknownRole,
          text::Cat("has the unknown tag ", text::Shortened(part.line),
                    " (known: system, developer, user, assistant, thinking, tool_call, "
                    "tool_result)"));
      // It may be what was meant: one finding is enough.
      assistant = true;
      called = true;
    }
    if (part.tag == Tag::kToolCall && !tags::IsCall(part.content)) {
      add(Code::kWrongType, "is a call, and must be a JSON object with a name");
    }
    if (part.tag == Tag::kToolResult && !called) {
      add(Code::kBadTurnOrder, "is the result of a tool, and must follow a call");
    } else if (part.tag != Tag::kToolResult && part.tag != Tag::kUnknown) {
      called = part.tag == Tag::kToolCall;
    }
    assistant = assistant || part.tag == Tag::kAssistant || part.tag == Tag::kToolCall;
  }
  if (reader.fault() != nullptr) {
    findings->Add(Code::kBadTurnOrder, place, text::Cat("Field 'text' ", reader.fault()));
  } else if (!assistant) {
    findings->Add(Code::kMissingAssistant, place,
                  "Field 'text' has nothing that the assistant says");
  }
}

class HarmonyTags final : public EncodedFormat {
 public:
  HarmonyTags() : EncodedFormat(kSlots) {}

  std::string_view name() const override { return "harmony-tags"; }
  std::string_view summary() const override {
    return "a chat as text with a tag on a line of its own before each content";
  }
  std::string_view shape() const override {
    return "**text**: <|system|>, <|developer|>, <|user|>, <|assistant|>, <|thinking|>, "
           "<|tool_call|>, <|tool_result|>, each on a line of its own before its content; "
           "<|endoftext|> at the end";
  }
  std::string_view rules() const override {
    return "no other tags; calls are JSON objects with a name; results follow calls; the assistant "
           "says or calls something";
  }

  bool Recognises(json::Value root) const override {
    json::Value text = root.Find("text");
    return text && text.is_string() && tags::StartsWithTag(text.string());
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Findings found(findings);
    const Place record;
    const Place place(record, "text");
    json::Value text = root.Find("text");
    if (!found.IsString(place, text)) return;
    if (text.string().empty()) return found.Empty(place);
    CheckParts(place, text.string(), &found);
  }

  std::string_view ResponseText(json::Value response) const override {
    return tags::LastAnswer(response.string());
  }

 protected:
  absl::Status Encode(const Content& content, const WriteOptions& options,
                      std::string* out) const override {
    return tags::AppendText(content, options, out);
  }
};

}  // namespace

const Format& HarmonyTagsFormat() {
  static const HarmonyTags kFormat;
  return kFormat;
}

}  // namespace jsonl::record
