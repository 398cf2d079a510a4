#include "common/record/formats/text.h"

#include "common/json/writer.h"
#include "common/record/findings.h"
#include "common/record/keys.h"
#include "common/record/prompt.h"
#include "proto/example.pb.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("text");

class Text final : public Format {
 public:
  std::string_view name() const override { return "text"; }
  std::string_view summary() const override {
    return "plain text, for pre-training or formatted beforehand";
  }
  std::string_view shape() const override { return "**text** (not empty)"; }

  bool Recognises(json::Value root) const override {
    json::Value text = root.Find("text");
    return text && text.is_string();
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Findings found(findings);
    const Place record;
    Place place(record, "text");
    json::Value text = root.Find("text");
    if (found.IsString(place, text) && text.string().empty()) found.Empty(place);
  }

  json::Value Response(json::Value root) const override {
    (void)root;
    return {};
  }

  absl::Span<const std::string_view> names() const override { return kKeys.names(); }
  Traits traits() const override { return {.required = 1, .single_text = true}; }
  bool IsWhole(uint32_t keys) const override { return keys == 1; }

  Took ReadValue(size_t key, json::Value value, Example* out) const override {
    (void)key;
    if (!value.is_string()) return Took::kWrong;
    out->mutable_text()->assign(value.string());
    return Took::kModelled;
  }

  absl::Status AppendValue(size_t key, const Example& example, const WriteContext& context,
                           std::string* out) const override {
    (void)key, (void)context;
    if (example.has_text()) {
      json::AppendString(example.text(), out);
      return absl::OkStatus();
    }
    thread_local std::string scratch;
    thread_local std::string text;
    Single single;
    absl::Status status = AsSingle(example, &scratch, &single);
    if (!status.ok()) return status;
    if (!single.has_answer) return NoAnswer(example);
    text.clear();
    AppendAlpacaText(single, &text);
    json::AppendString(text, out);
    return absl::OkStatus();
  }

  bool Carries(size_t key, const Example& example, const Format& to) const override {
    (void)key;
    Single single;
    if (!ParseAlpacaText(example.text(), &single)) return false;
    // In a chat the input is not told from the instruction.
    if (to.traits().turns && !single.input.empty()) return false;
    std::string text;
    AppendAlpacaText(single, &text);
    return text == example.text();
  }
};

}  // namespace

const Format& TextFormat() {
  static const Text kFormat;
  return kFormat;
}

}  // namespace jsonl::record
