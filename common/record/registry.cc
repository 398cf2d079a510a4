#include "common/record/registry.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/json/name.h"
#include "common/record/formats/alpaca.h"
#include "common/record/formats/any.h"
#include "common/record/formats/eval.h"
#include "common/record/formats/grpo.h"
#include "common/record/formats/harmony.h"
#include "common/record/formats/harmony_tags.h"
#include "common/record/formats/kto.h"
#include "common/record/formats/messages.h"
#include "common/record/formats/messages_kto.h"
#include "common/record/formats/multitask.h"
#include "common/record/formats/mutation.h"
#include "common/record/formats/preference.h"
#include "common/record/formats/preference_implicit.h"
#include "common/record/formats/prompt_completion.h"
#include "common/record/formats/sharegpt.h"
#include "common/record/formats/sharegpt_preference.h"
#include "common/record/formats/task.h"
#include "common/record/formats/templated.h"
#include "common/record/formats/text.h"
#include "common/record/formats/tokens.h"
#include "common/record/formats/words.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

// Levenshtein's distance.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row[b.size()];
}

// The name that `typo` was probably meant to be; "" when none is near.
std::string_view NearestName(std::string_view typo) {
  if (typo.empty() || typo.size() > 64) return "";
  std::string_view nearest;
  size_t least = std::max<size_t>(1, typo.size() / 3) + 1;
  for (const Format* format : All()) {
    size_t distance = EditDistance(typo, format->name());
    if (distance < least) {
      least = distance;
      nearest = format->name();
    }
  }
  return nearest;
}

// Which formats have a field of a name. A record looks like none that it has no field of.
class FormatsByField {
 public:
  FormatsByField() {
    for (size_t i = 0; i < All().size(); ++i) {
      for (std::string_view name : All()[i]->names()) At(name).formats |= uint64_t{1} << i;
    }
  }
  // As bits, by their places among All().
  uint64_t Of(std::string_view name) const {
    const json::Name wanted = name;
    for (size_t i = Start(wanted); slots_[i].formats != 0; i = (i + 1) % kSize) {
      if (slots_[i].name == wanted) return slots_[i].formats;
    }
    return 0;
  }

 private:
  struct Entry {
    json::Name name;
    uint64_t formats = 0;  // 0: the entry is free
  };
  // Several times as many as there are names.
  static constexpr size_t kSize = 256;
  static size_t Start(const json::Name& name) {
    return name.word() * 0x9e3779b97f4a7c15 >> (64 - std::bit_width(kSize - 1));
  }
  Entry& At(std::string_view text) {
    const json::Name name = text;
    size_t i = Start(name);
    while (slots_[i].formats != 0 && !(slots_[i].name == name)) i = (i + 1) % kSize;
    slots_[i].name = name;
    return slots_[i];
  }

  std::array<Entry, kSize> slots_;
};

}  // namespace

absl::Span<const Format* const> All() {
  static const Format* const kFormats[] = {
      // Those come first that have more than the fields of another.
      &MultitaskFormat(),
      &TaskFormat(),
      &AlpacaFormat(),
      &TemplatedFormat(),
      &PreferenceFormat(),
      &SharegptPreferenceFormat(),
      &PreferenceImplicitFormat(),
      &SharegptFormat(),
      &MessagesKtoFormat(),
      &MessagesFormat(),
      &KtoFormat(),
      &PromptCompletionFormat(),
      &MutationFormat(),
      &GrpoFormat(),
      &EvalFormat(),
      &HarmonyFormat(),
      &HarmonyTagsFormat(),
      &TokensFormat(),
      &TextFormat(),
      &WordsFormat(),
      &AnyFormat(),
  };
  return kFormats;
}

const Format* Find(std::string_view name) {
  for (const Format* format : All()) {
    if (format->name() == name) return format;
  }
  return nullptr;
}

const Format& Recognise(json::Value root) {
  static const FormatsByField kFormats;
  uint64_t candidates = 0;
  for (json::Member member : root.members()) candidates |= kFormats.Of(member.name());
  for (; candidates != 0; candidates &= candidates - 1) {
    const Format* format = All()[static_cast<size_t>(std::countr_zero(candidates))];
    if (format->Recognises(root)) return *format;
  }
  return AnyFormat();
}

std::string FormatNames() {
  std::string names;
  for (const Format* format : All()) {
    text::Append(&names, names.empty() ? "" : ", ", format->name());
  }
  return names;
}

absl::StatusOr<const Format*> FindNamed(std::string_view name) {
  if (const Format* format = Find(name); format != nullptr) return format;
  std::string message = text::Cat("unknown format '", name, "'");
  std::string_view near = NearestName(name);
  if (!near.empty()) {
    text::Append(&message, ", did you mean '", near, "'?");
  } else {
    text::Append(&message, ": it is one of ", FormatNames(), "; see --list-formats");
  }
  return absl::InvalidArgumentError(message);
}

}  // namespace jsonl::record
