// The quantifiers of ECMA 262's regular expressions.

#ifndef JSONL_COMMON_SCHEMA_ECMA_QUANTIFIER_H_
#define JSONL_COMMON_SCHEMA_ECMA_QUANTIFIER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/schema/byte_sequence.h"

namespace jsonl::schema {

// The largest count that RE2 takes: of repeats within repeats, the product.
constexpr uint32_t kMaxRe2Repeat = 1000;

struct Quantifier {
  uint32_t min = 1;
  uint32_t max = 1;  // or ByteSequence::kUnbounded
};

// Takes *, +, ?, {n}, {n,} or {n,m} from the start of `rest`, and the ? that makes it lazy; nothing
// when there is none. Counts may be out of order.
std::optional<Quantifier> TakeQuantifier(std::string_view* rest);

// Has what `out` holds from `start` on repeat. `repeat` is the product of repeats within it. Counts
// past what RE2 takes become several repeats, one after the other.
void AppendRepeat(Quantifier quantifier, size_t start, uint32_t repeat, std::string* out);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_ECMA_QUANTIFIER_H_
