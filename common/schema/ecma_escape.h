// The escapes of ECMA 262's regular expressions, inside and outside classes.

#ifndef JSONL_COMMON_SCHEMA_ECMA_ESCAPE_H_
#define JSONL_COMMON_SCHEMA_ECMA_ESCAPE_H_

#include <string>
#include <string_view>

#include "common/schema/code_points.h"

namespace jsonl::schema {

struct EcmaEscape {
  enum class Kind {
    kCharacter,      // `character`
    kSet,            // `set`
    kProperty,       // `text`, in RE2's syntax: \p{...} or \P{...}
    kAssertion,      // `text`, in RE2's syntax: \b or \B
    kBackreference,  // what RE2 has not
    kUnsupported,    // `text` says what RE2 has not
    kInvalid,        // `text` says why
  };

  Kind kind = Kind::kInvalid;
  char32_t character = 0;
  CodePointSet set;
  std::string text;
};

// Takes the escape from `rest`, whose first byte is the one after the backslash. A lone surrogate
// is an empty set: text that is UTF-8 has none.
EcmaEscape TakeEscape(std::string_view* rest, bool in_class);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_ECMA_ESCAPE_H_
