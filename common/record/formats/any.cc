#include "common/record/formats/any.h"

namespace jsonl::record {
namespace {

class Any final : public Format {
 public:
  std::string_view name() const override { return "any"; }
  std::string_view summary() const override {
    return "any JSON object, taken and written as it is";
  }
  std::string_view shape() const override { return "an object"; }

  bool Recognises(json::Value root) const override { return root.is_object(); }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)root, (void)options, (void)findings;
  }

  json::Value Response(json::Value root) const override {
    for (std::string_view name : {"output", "chosen"}) {
      json::Value value = root.Find(name);
      if (value) return value.is_string() ? value : json::Value();
    }
    return {};
  }

  absl::Span<const std::string_view> names() const override { return {}; }
  Traits traits() const override { return {}; }
  bool IsWhole(uint32_t keys) const override { return keys == 0; }
  Took ReadValue(size_t, json::Value, Example*) const override { return Took::kRaw; }
  absl::Status AppendValue(size_t, const Example&, const WriteContext&,
                           std::string*) const override {
    return absl::OkStatus();
  }
  bool Carries(size_t, const Example&, const Format&) const override { return false; }
};

}  // namespace

const Format& AnyFormat() {
  static const Any kFormat;
  return kFormat;
}

}  // namespace jsonl::record
