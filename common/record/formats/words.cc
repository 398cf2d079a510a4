#include "common/record/formats/words.h"

#include <array>

#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("examples");
constexpr std::array kSlots = {Slot::kExamples};

class Words final : public KeyedFormat<1> {
 public:
  Words() : KeyedFormat(kKeys, kSlots, {.required = 1}) {}

  std::string_view name() const override { return "words"; }
  std::string_view summary() const override {
    return "a list of words, to be converted with an instruction; read only";
  }
  std::string_view shape() const override { return "**examples**: list of strings, or of records"; }
  std::string_view rules() const override { return "neither the list nor a word is blank"; }

  bool Recognises(json::Value root) const override {
    const json::Value examples = root.Find("examples");
    return examples && examples.is_array();
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Findings found(findings);
    const Place record;
    const Place place(record, "examples");
    const json::Value examples = root.Find("examples");
    if (!found.IsList(place, examples)) return;
    if (examples.size() == 0) found.Empty(place);
    uint32_t position = 0;
    for (json::Value example : examples.elements()) {
      const Place at(place, position++);
      if (example.is_string()) {
        if (text::Strip(example.string()).empty()) found.EmptyAfterStripping(at);
      } else if (!example.is_object()) {
        found.WrongType(at, "a string or an object", example);
      }
    }
  }

  json::Value Response(json::Value root) const override {
    (void)root;
    return {};
  }

  bool IsWhole(uint32_t keys) const override { return keys == 1; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    (void)key, (void)content, (void)context, (void)out;
    return absl::InvalidArgumentError("lists of words are only read, not written");
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)key, (void)content, (void)to;
    return false;
  }
};

}  // namespace

const Format& WordsFormat() {
  static const Words kFormat;
  return kFormat;
}

}  // namespace jsonl::record
