// What makes two records duplicates.

#ifndef JSONL_TOOLS_DEDUPE_KEY_H_
#define JSONL_TOOLS_DEDUPE_KEY_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/pipeline/scanner.h"
#include "common/text/buffer.h"
#include "common/text/fold.h"

namespace jsonl {

class DedupeKey {
 public:
  // `fold` as text::Folding has it, of all strings of the key; empty: none. INVALID_ARGUMENT.
  static absl::StatusOr<DedupeKey> Parse(std::string_view text, std::string_view fold = {});

  // Equal for records that are duplicates; none if the record lacks what is compared. On any
  // thread, each with a scratch of its own.
  std::optional<hash::Fingerprint> Of(const pipeline::Record& record, text::Buffer* scratch) const;

 private:
  enum class Kind { kRecord, kLine, kResponse, kFields };

  hash::Fingerprint Of(json::Value value, text::Buffer* scratch) const;
  hash::Fingerprint Of(std::string_view string, text::Buffer* scratch) const;
  std::optional<hash::Fingerprint> OfResponse(json::Value root, text::Buffer* scratch) const;

  Kind kind_ = Kind::kRecord;
  text::Folding folding_;
  std::vector<json::FieldPath> fields_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_KEY_H_
