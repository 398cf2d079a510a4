// The canonical form of JSON by RFC 8785 (JCS): equal documents have equal bytes, to be hashed,
// signed, or compared.

#ifndef JSONL_COMMON_JSON_CANONICAL_H_
#define JSONL_COMMON_JSON_CANONICAL_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "common/json/document.h"

namespace jsonl::json {

// Appends `value` in canonical form: no white space, members sorted by the UTF-16 code units of
// their names (section 3.2.3), strings with only the escapes they need (3.2.2.2), numbers as
// ECMAScript writes the double that they stand for (3.2.2.3).
//
// RFC 8785 is for numbers that are doubles. One whose value would be lost as such, an integer that
// no double holds or a number beyond the range of doubles, is kept digit by digit instead, in one
// spelling, and adds 1 to *kept_numbers. Decimal fractions become the nearest double. An integer
// that is a double, or a double rounded to 17 digits or more, is written with the digits that tell
// that double from others: 2^60, 1152921504606846976, as 1152921504606847000.
//
// An error if an object has a key twice, of which there is no canonical form; *out is then as it
// was.
absl::Status AppendCanonical(Value value, std::string* out, uint64_t* kept_numbers);

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_CANONICAL_H_
