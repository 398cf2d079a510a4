#include "common/record/format.h"

#include "common/text/strings.h"

namespace jsonl::record {

Format::Format(absl::Span<const std::string_view> names, absl::Span<const json::Name> keys,
               absl::Span<const Slot> slots, const Traits& traits)
    : names_(names), keys_(keys), slots_(slots), traits_(traits) {
  for (std::string_view name : names) quoted_.push_back(text::Cat("\"", name, "\":"));
}

}  // namespace jsonl::record
