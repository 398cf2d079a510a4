#include "common/record/formats/any.h"

#include <array>

#include "common/record/keyed_format.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys;
constexpr std::array<Slot, 0> kSlots = {};

class Any final : public KeyedFormat<0> {
 public:
  Any() : KeyedFormat(kKeys, kSlots, {}) {}

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

  bool IsWhole(uint32_t keys) const override { return keys == 0; }
  absl::Status AppendValue(size_t, const Content&, const WriteContext&,
                           text::Buffer*) const override {
    return absl::OkStatus();
  }
  bool Carries(size_t, const Content&, const Format&) const override { return false; }
};

}  // namespace

const Format& AnyFormat() {
  static const Any kFormat;
  return kFormat;
}

}  // namespace jsonl::record
