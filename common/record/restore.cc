#include "common/record/restore.h"

#include <optional>
#include <string_view>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/json/fingerprint.h"
#include "common/json/writer.h"
#include "common/record/alpaca_text.h"
#include "common/record/by_name.h"
#include "common/record/chat_value.h"
#include "common/record/losses.h"
#include "common/record/meta.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "common/record/written.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

class Restoration {
 public:
  Restoration(const Format& target, const Content& content, Origin* origin,
              const WriteOptions& options, text::Buffer* out)
      : source_(content.format()),
        target_(target),
        content_(content),
        origin_(*origin),
        out_(*out),
        object_(out),
        write_options_(options) {}

  absl::Status Write() {
    for (const Content::Field& field : content_.fields) {
      if (field.modelled < 0 && field.name() != kMeta) extras_.push_back(&field);
    }
    // Where the record has turns too, the prompt that was kept tells.
    Origin::Kept* prompt = origin_.Find("prompt");
    context_.texts = !source_.traits().apart() || (prompt && prompt->json.starts_with('"'));
    if (target_.traits().completion && prompt != nullptr && prompt->json == kTurnsTell) {
      context_.texts = false;
      prompt->used = true;
    }
    PassOverContradictions();
    // A `system` that is no string made no turn.
    const Origin::Kept* system = origin_.Find("system");
    context_.skip_system =
        (target_.KeyOf("system") >= 0 && system != nullptr && system->json.starts_with('"')) ||
        origin_.added_system;
    const Origin::Kept* task = origin_.Find("task");
    if (task != nullptr && task->json.starts_with('"')) {
      context_.task = std::string_view(task->json).substr(1, task->json.size() - 2);
    } else if (content_.task && content_.task.as_written()) {
      context_.task = content_.task.string();
    }
    absl::Status status = origin_.order.empty() ? WriteUsual() : WriteOrdered();
    object_.End();
    return status;
  }

 private:
  void Raw(std::string_view name, std::string_view json) {
    object_.AnyName(name);
    out_.append(json);
  }

  // A modelled field: what was kept, or what the record says.
  absl::Status Modelled(size_t key) {
    std::string_view name = target_.names()[key];
    if (Origin::Kept* kept = origin_.Find(name)) {
      kept->used = true;
      Raw(name, kept->json);
      return absl::OkStatus();
    }
    const ObjectWriter before = object_;
    const size_t begin = out_.size();
    object_.Name(target_.quoted_name(key));
    const size_t value = out_.size();
    absl::Status status = target_.AppendValue(key, content_, context_, &out_);
    if (out_.size() == value) {
      out_.Truncate(begin);
      object_ = before;
    }
    return status;
  }

  void OwnMeta() {
    if (Origin::Kept* kept = origin_.Find(kMeta)) {
      kept->used = true;
      Raw(kMeta, kept->json);
    } else if (!origin_.meta.empty()) {
      Raw(kMeta, origin_.meta);
    }
  }

  absl::Status WriteUsual() {
    const Format::Traits traits = target_.traits();
    bool written = false;
    for (const Content::Field& field : content_.fields) {
      if (field.modelled < 0) {
        if (field.name() != kMeta) object_.Copy(field);
        continue;
      }
      if (written) continue;
      written = true;
      for (size_t key = 0; key < target_.names().size(); ++key) {
        if (((traits.required | traits.optional) >> key & 1) == 0) continue;
        absl::Status status = Modelled(key);
        if (!status.ok()) return status;
      }
    }
    OwnMeta();
    return absl::OkStatus();
  }

  absl::Status WriteOrdered() {
    bool meta = false;
    ByName extras(extras_.size(),
                  [this](size_t i) -> std::string_view { return extras_[i]->name(); });
    for (const std::string& name : origin_.order) {
      if (const int key = target_.KeyOf(name); key >= 0) {
        absl::Status status = Modelled(static_cast<size_t>(key));
        if (!status.ok()) return status;
      } else if (name == kMeta && !meta) {
        meta = true;
        OwnMeta();
      } else if (Origin::Kept* kept = origin_.Find(name)) {
        kept->used = true;
        Raw(name, kept->json);
      } else {
        size_t extra = extras.Find(name, [this](size_t i) { return extras_[i] == nullptr; });
        if (extra == ByName::kNone) continue;
        object_.Copy(*extras_[extra]);
        extras_[extra] = nullptr;
      }
    }
    for (const Content::Field* extra : extras_) {
      if (extra != nullptr) object_.Copy(*extra);  // added since
    }
    if (!meta) OwnMeta();  // so was that
    return absl::OkStatus();
  }

  // Forgets the prompt that was kept, if it is not the one that the record has now.
  void PassOverContradictions() {
    std::string text = "{";
    for (const Origin::Kept& kept : origin_.kept) {
      if (target_.KeyOf(kept.name) < 0) continue;
      if (text.size() > 1) text.push_back(',');
      json::AppendString(kept.name, &text);
      text.push_back(':');
      text.append(kept.json);
    }
    if (text.size() == 1) return;
    thread_local Nested nested;
    thread_local Content before;
    json::Value values = nested.Parse(text + "}");
    if (!values) return;
    before.Clear(target_);
    for (json::Member member : values.members()) {
      const Slot slot = target_.slots()[static_cast<size_t>(target_.KeyOf(member.name()))];
      if (before.Take(slot, member.key, member.value) != Content::Took::kModelled) return;
    }
    target_.Complete(&before);
    if (Agree(before)) return;
    for (Origin::Kept& kept : origin_.kept) {
      // What does not bear on prompt and answer stays; answers of a pair are of one kind.
      const bool other_answer = kept.name == "rejected" && !kept.json.starts_with('[');
      if (target_.KeyOf(kept.name) >= 0 && kept.name != "task" && !other_answer &&
          kept.name != "tools" && kept.name != "label") {
        kept.used = true;
        LosePrevious(kept.name, write_options_);
      }
    }
  }

  // Whether the record still says what was kept, as far as both say something of it.
  bool Agree(Content& before) {
    const bool chat = content_.turns.size() > 0;
    // An instruction that the record did not say itself may have changed.
    const bool ours = target_.traits().instruction != Format::Traits::Instruction::kOwn;
    if (before.system && chat &&
        (content_.said(0).role != Role::kSystem || !content_.said(0).content ||
         content_.said(0).content.string() != before.system.string())) {
      return false;
    }
    if (source_.traits().encoded && chat &&
        (before.turns.size() > 0 || (before.prompt && before.chosen.value))) {
      return IsText(before);
    }
    if (before.encoded && ToolsOf(before) != ToolsOf(content_)) return false;
    if (before.turns.size() > 0 && chat) {
      const ChatPart part =
          before.chosen.value || !target_.traits().pair ? ChatPart::kAll : ChatPart::kPrompt;
      return ChatOf(before, part) == ChatOf(content_, part);
    }
    if (before.prompt && before.chosen.turns.size() > 0 && chat) {
      return ChatOf(before, ChatPart::kAll) == ChatOf(content_, ChatPart::kAll);
    }
    if (before.format().traits().completion && before.prompt && before.chosen.is_text() &&
        content_.text) {
      return content_.text.string() ==
             text::Cat(before.prompt.string(), before.chosen.value.string());
    }
    if (!before.instruction && !before.prompt && !before.text && before.turns.size() == 0 &&
        (before.named.empty() || !ours)) {
      return true;
    }
    Single then;
    Single now;
    text::Buffer then_scratch;
    text::Buffer now_scratch;
    if (!AsSingle(before, &then_scratch, &then).ok()) return false;
    if (source_.traits().single_text && then.has_answer) {
      const bool same = content_.text && AlpacaText(then) == content_.text.string();
      if (same || !ours) return same;
    }
    if (!AsSingle(content_, &now_scratch, &now).ok()) return false;
    if (source_.traits().completion && UsesAlpacaPrompt(before)) {
      return content_.prompt && AlpacaPrompt(then) == content_.prompt.string() &&
             (!then.has_answer || (now.has_answer && then.answer.text == now.answer.text));
    }
    if (then.has_answer && now.has_answer && then.answer.text != now.answer.text) return false;
    if (!source_.traits().turns && !content_.prompt) {
      return (ours || then.instruction.text == now.instruction.text) &&
             then.input.text == now.input.text;
    }
    if (ours) return now.instruction.text.ends_with(ContextText(before));
    text::Buffer text;
    const std::string_view said = content_.prompt ? content_.prompt.string() : now.instruction.text;
    return UserText(before, &text).ok() && text == said;
  }

  // Whether the record's text is the one that is written for that chat.
  bool IsText(Content& before) {
    if (!before.tools) before.tools = content_.tools;
    if (origin_.added_system) before.added_system = content_.said(0).content;
    text::Buffer text;
    if (!source_.AppendValue(0, before, context_, &text).ok()) return false;
    Nested nested;
    json::Value value = nested.Parse(text);
    return value && value.string() == content_.encoded.string();
  }

  static std::string ToolsOf(const Content& content) {
    text::Buffer text;
    AppendToolsText(content, &text);
    return std::string(text);
  }

  // What identifies a chat, however it is written; nothing if it is none.
  std::optional<hash::Fingerprint> ChatOf(const Content& content, ChatPart part) {
    text::Buffer chat;
    if (!AppendChat(content, ChatStyle::kMessages, part, context_, &chat).ok()) return std::nullopt;
    Nested nested;
    json::Value list = nested.Parse(chat);
    return list ? std::optional(json::FingerprintOf(list, 0)) : std::nullopt;
  }

  const Format& source_;
  const Format& target_;
  const Content& content_;
  Origin& origin_;
  text::Buffer& out_;
  ObjectWriter object_;
  const WriteOptions& write_options_;
  WriteOptions options_;
  Format::WriteContext context_{.options = options_, .restoring = true};
  std::vector<const Content::Field*> extras_;
};

}  // namespace

bool Restore(const Format& target, const Content& content, const WriteOptions& options,
             text::Buffer* out) {
  Origin origin;
  return ReadOrigin(content, target, &origin) &&
         Restoration(target, content, &origin, options, out).Write().ok();
}

}  // namespace jsonl::record
