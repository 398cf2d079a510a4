#include "common/record/formats/preference.h"

#include "common/record/findings.h"
#include "common/record/keys.h"
#include "common/record/turns.h"

namespace jsonl::record {
namespace {

constexpr Keys kKeys("prompt", "chosen", "rejected");
enum Key { kPrompt, kChosen, kRejected };

void CheckPart(const Place& place, json::Value value, Findings* found) {
  if (value && value.is_array()) {
    CheckMessages(place, value, Turns::kPart, found);
  } else if (value && !value.is_string()) {
    found->WrongType(place, "a string or a list of messages", value);
  } else {
    found->IsNonBlank(place, value);
  }
}

class Preference final : public Format {
 public:
  std::string_view name() const override { return "preference"; }
  std::string_view summary() const override {
    return "a prompt with a preferred and a rejected answer";
  }
  std::string_view shape() const override {
    return "**prompt**, **chosen**, **rejected**: each a string that is not blank, or a list of "
           "messages";
  }

  bool Recognises(json::Value root) const override {
    Fields fields(root, kKeys);
    return fields[kPrompt] && (fields[kChosen] || fields[kRejected]);
  }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    (void)options;
    Fields fields(root, kKeys);
    Findings found(findings);
    const Place record;
    for (size_t i = 0; i < kKeys.size(); ++i) CheckPart(Place(record, kKeys[i]), fields[i], &found);
    if (fields[kChosen] && fields[kRejected] && Equal(fields[kChosen], fields[kRejected])) {
      found.Identical(Place(record, "rejected"));
    }
  }

  json::Value Response(json::Value root) const override {
    json::Value chosen = root.Find("chosen");
    if (!chosen) return chosen;
    if (chosen.is_array()) return LastAssistantContent(chosen);
    return chosen.is_string() ? chosen : json::Value();
  }
};

}  // namespace

const Format& PreferenceFormat() {
  static const Preference format;
  return format;
}

}  // namespace jsonl::record
