#include "common/record/formats/text.h"

#include "common/record/findings.h"

namespace jsonl::record {
namespace {

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
};

}  // namespace

const Format& TextFormat() {
  static const Text format;
  return format;
}

}  // namespace jsonl::record
