#include "common/record/registry.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

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
  for (const Format* format : All()) {
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
