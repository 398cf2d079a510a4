// What makes two records duplicates.

#ifndef JSONL_TOOLS_DEDUPE_KEY_H_
#define JSONL_TOOLS_DEDUPE_KEY_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/hash/fingerprint.h"
#include "common/json/field_path.h"
#include "common/pipeline/scanner.h"

namespace jsonl {

class DedupeKey {
 public:
  static absl::StatusOr<DedupeKey> Parse(std::string_view text);

  // Equal for records that are duplicates; none if the record lacks what is compared.
  std::optional<hash::Fingerprint> Of(const pipeline::Record& record) const;

 private:
  enum class Kind { kRecord, kLine, kResponse, kFields };

  Kind kind_ = Kind::kRecord;
  std::vector<json::FieldPath> fields_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_KEY_H_
