#include "common/record/restore.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "common/json/writer.h"
#include "common/record/by_name.h"
#include "common/record/meta.h"
#include "common/record/nested.h"
#include "common/record/prompt.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

class Restoration {
 public:
  Restoration(const Format& source, const Format& target, const Example& example,
              const WriteOptions& options, Origin* origin)
      : source_(source),
        target_(target),
        example_(example),
        origin_(*origin),
        context_{.options = options, .restoring = true} {}

  absl::Status Write(std::string* out) {
    out_ = out;
    for (const Field& field : example_.fields()) {
      if (!field.json().empty() && field.name() != kMeta) extras_.push_back(&field);
    }
    // Where the record has turns too, the prompt that was kept tells.
    const Origin::Kept* prompt = origin_.Find("prompt");
    context_.texts = !(source_.traits().turns && source_.traits().pair) ||
                     (prompt != nullptr && prompt->json.starts_with('"'));
    PassOverContradictions();
    // A `system` that is no string made no turn.
    const Origin::Kept* system = origin_.Find("system");
    context_.skip_system = KeyOf("system") < target_.names().size() && system != nullptr &&
                           system->json.starts_with('"');
    out_->push_back('{');
    absl::Status status = origin_.order.empty() ? WriteUsual() : WriteOrdered();
    out_->push_back('}');
    return status;
  }

 private:
  size_t KeyOf(std::string_view name) const {
    absl::Span<const std::string_view> names = target_.names();
    return static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }

  void Raw(std::string_view name, std::string_view json) {
    if (out_->back() != '{') out_->push_back(',');
    json::AppendString(name, out_);
    out_->push_back(':');
    out_->append(json);
  }

  // A modelled field: what was kept, or what the record says.
  absl::Status Modelled(size_t key) {
    std::string_view name = target_.names()[key];
    if (Origin::Kept* kept = origin_.Find(name)) {
      kept->used = true;
      Raw(name, kept->json);
      return absl::OkStatus();
    }
    size_t before = out_->size();
    Raw(name, "");
    size_t begin = out_->size();
    absl::Status status = target_.AppendValue(key, example_, context_, out_);
    if (out_->size() == begin) out_->resize(before);
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
    for (const Field& field : example_.fields()) {
      if (!field.json().empty()) {
        if (field.name() != kMeta) Raw(field.name(), field.json());
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
      if (size_t key = KeyOf(name); key < target_.names().size()) {
        absl::Status status = Modelled(key);
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
        Raw(name, extras_[extra]->json());
        extras_[extra] = nullptr;
      }
    }
    for (const Field* extra : extras_) {
      if (extra != nullptr) Raw(extra->name(), extra->json());  // added since
    }
    return absl::OkStatus();
  }

  // Forgets the prompt that was kept, if it is not the one that the record has now.
  void PassOverContradictions() {
    thread_local Nested nested;
    thread_local Example before;
    before.Clear();
    *before.mutable_format() = target_.name();
    uint32_t keys = 0;
    for (const Origin::Kept& kept : origin_.kept) {
      size_t key = KeyOf(kept.name);
      if (key >= target_.names().size()) continue;
      json::Value value = nested.Parse(kept.json);
      if (!value || target_.ReadValue(key, value, &before) != Format::Took::kModelled) return;
      keys |= 1u << key;
    }
    if (keys == 0 || Agree(before)) return;
    for (Origin::Kept& kept : origin_.kept) {
      size_t key = KeyOf(kept.name);
      // What does not bear on prompt and answer stays.
      if (key < target_.names().size() && kept.name != "task" && kept.name != "rejected" &&
          kept.name != "tools") {
        kept.used = true;
      }
    }
  }

  bool Agree(const Example& before) {
    Single then;
    Single now;
    std::string then_scratch;
    std::string now_scratch;
    if (!AsSingle(before, &then_scratch, &then).ok()) return true;
    if (source_.traits().single_text && then.has_answer) {
      std::string text;
      AppendAlpacaText(then, &text);
      return text == example_.text();
    }
    if (!AsSingle(example_, &now_scratch, &now).ok()) return true;
    if (then.has_answer && now.has_answer && then.answer != now.answer) return false;
    if (!source_.traits().turns && !example_.has_prompt()) {
      return then.instruction == now.instruction && then.input == now.input;
    }
    then_scratch.clear();
    now_scratch.clear();
    std::string text;
    return AppendUserText(before, &text).ok() && text == now.instruction;
  }

  const Format& source_;
  const Format& target_;
  const Example& example_;
  Origin& origin_;
  Format::WriteContext context_;
  std::vector<const Field*> extras_;
  std::string* out_ = nullptr;
};

}  // namespace

absl::Status Restore(const Format& source, const Format& target, const Example& example,
                     const WriteOptions& options, bool* restored, std::string* out) {
  *restored = false;
  if (!HasOrigin(example)) return absl::OkStatus();
  Origin origin;
  const std::vector<std::string_view> names(target.names().begin(), target.names().end());
  if (!ReadOrigin(example, target.name(), names, source.traits().closed, &origin)) {
    return absl::OkStatus();
  }
  *restored = true;
  return Restoration(source, target, example, options, &origin).Write(out);
}

}  // namespace jsonl::record
