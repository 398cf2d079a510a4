// How many invalid records are tolerated.

#ifndef JSONL_TOOLS_VALIDATE_TOLERANCE_H_
#define JSONL_TOOLS_VALIDATE_TOLERANCE_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/text/decimal.h"

namespace jsonl {

class Tolerance {
 public:
  // A count, "10", or a share of the records read, "2.5%". INVALID_ARGUMENT otherwise.
  static absl::StatusOr<Tolerance> Parse(std::string_view text);

  bool Allows(uint64_t invalid, uint64_t read) const;

 private:
  Tolerance(text::Decimal number, bool percent) : number_(std::move(number)), percent_(percent) {}

  text::Decimal number_;
  bool percent_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_TOLERANCE_H_
