#include "common/record/formats/harmony.h"

#include <algorithm>
#include <array>

#include "common/record/encoded_format.h"
#include "common/record/findings.h"
#include "common/record/harmony/text.h"
#include "common/record/harmony/write.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

using report::Code;

constexpr std::array kSlots = {Slot::kHarmony};

constexpr std::string_view kChannels[] = {harmony::kAnalysis, harmony::kCommentary,
                                          harmony::kFinal};

// Checks the messages of a text, one after the other.
class Checker {
 public:
  explicit Checker(Findings* findings) : place_(record_, "text"), findings_(*findings) {}

  void Check(std::string_view text) {
    harmony::Reader reader(text);
    harmony::Message message;
    bool assistant = false;
    while (reader.Next(&message)) {
      position_ = reader.count();
      Order(message);
      Names(message);
      // An unknown role may be what was meant: one finding is enough.
      assistant = assistant || message.role == Role::kAssistant || message.role == Role::kUnknown;
    }
    if (reader.fault() != nullptr) {
      position_ = reader.count() + 1;
      Add(Code::kBadTurnOrder, reader.fault());
    } else if (!assistant) {
      findings_.Add(Code::kMissingAssistant, place_,
                    "Field 'text' has no message of the assistant");
    }
  }

 private:
  template <typename... Parts>
  void Add(Code code, const Parts&... what) {
    findings_.Add(code, place_, text::Cat("Message ", position_, " of 'text' ", what...));
  }

  void Order(const harmony::Message& message) {
    if (returned_) Add(Code::kBadTurnOrder, "follows one that ends in <|return|>");
    returned_ = message.end == harmony::kReturn;
    if (returned_ && message.role != Role::kAssistant) {
      Add(Code::kBadTurnOrder, "ends in <|return|>, as only the assistant's last can");
    }
    if (message.end == harmony::kCall && !message.IsCall()) {
      Add(Code::kBadTurnOrder, "ends in <|call|>, but calls no tool (to=NAME)");
    }
    if (message.role == Role::kTool && !called_) {
      Add(Code::kBadTurnOrder, "is the result of a tool, and must follow a call");
    } else if (message.role != Role::kTool) {
      called_ = message.IsCall() || message.role == Role::kUnknown;
    }
  }

  void Names(const harmony::Message& message) {
    if (message.role == Role::kUnknown) {
      Add(Code::kUnknownRole, "has the unknown role '", text::Shortened(message.author),
          "' (known: system, developer, user, assistant, and tools by their names)");
    }
    if (!message.channel.empty() && std::find(std::begin(kChannels), std::end(kChannels),
                                              message.channel) == std::end(kChannels)) {
      Add(Code::kUnknownRole, "has the unknown channel '", text::Shortened(message.channel),
          "' (known: analysis, commentary, final)");
    }
  }

  const Place record_;
  const Place place_;
  Findings& findings_;
  uint32_t position_ = 0;  // of the message, counted from 1
  bool called_ = false;    // the last message that is not a tool's is a call
  bool returned_ = false;  // the message before ends in <|return|>
};

class Harmony final : public EncodedFormat {
 public:
  Harmony() : EncodedFormat(kSlots) {}

  std::string_view name() const override { return "harmony"; }
  std::string_view summary() const override {
    return "a chat as the text that OpenAI's gpt-oss models are trained on";
  }
  std::string_view shape() const override {
    return "**text**: <|start|>ROLE<|channel|>CHANNEL<|message|>...<|end|>, one after the other";
  }
  std::string_view rules() const override {
    return "messages are closed, and nothing stands between them; roles are system, developer, "
           "user, assistant, and tools by their names; channels are analysis, commentary and "
           "final; results of tools follow calls; some message is the assistant's";
  }

  bool Recognises(json::Value root) const override {
    json::Value text = root.Find("text");
    return text && text.is_string() && text.string().starts_with(harmony::kStart);
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
    Checker(&found).Check(text.string());
  }

  std::string_view ResponseText(json::Value response) const override {
    return harmony::LastAnswer(response.string());
  }

 protected:
  absl::Status Encode(const Content& content, const WriteOptions& options,
                      std::string* out) const override {
    (void)options;
    return harmony::AppendText(content, out);
  }
};

}  // namespace

const Format& HarmonyFormat() {
  static const Harmony kFormat;
  return kFormat;
}

}  // namespace jsonl::record
