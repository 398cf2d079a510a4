// What the options of a run say of each record.

#ifndef JSONL_TOOLS_CONVERT_CONVERSION_RULES_H_
#define JSONL_TOOLS_CONVERT_CONVERSION_RULES_H_

#include "absl/status/statusor.h"
#include "tools/convert/convert.h"
#include "tools/convert/converter.h"
#include "tools/convert/spec.h"

namespace jsonl {

// `from` and `to` are those of the options. INVALID_ARGUMENT for options that are wrong, or
// contradict each other.
absl::StatusOr<ConversionRules> RulesOf(const ConvertOptions& options, const Spec& from,
                                        const Spec& to);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_CONVERSION_RULES_H_
