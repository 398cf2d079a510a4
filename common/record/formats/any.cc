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
};

}  // namespace

const Format& AnyFormat() {
  static const Any format;
  return format;
}

}  // namespace jsonl::record
