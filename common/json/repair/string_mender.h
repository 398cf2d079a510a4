// Reads one string that was meant to be a JSON string, and writes it as one.

#ifndef JSONL_COMMON_JSON_REPAIR_STRING_MENDER_H_
#define JSONL_COMMON_JSON_REPAIR_STRING_MENDER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "common/json/repair/characters.h"
#include "common/json/repair/lookahead.h"
#include "common/json/repair/mend.h"
#include "common/json/repair/stack.h"

namespace jsonl::json {

// What a quote inside a string is taken for.
enum class QuotePolicy {
  kByStructure,  // it ends the string where what follows says so
  kLiteral,      // it always does
  kLenient,      // by structure; a string with quotes inside it may also be cut off
};

class StringMender {
 public:
  // The text is UTF-8. All must outlive the StringMender.
  StringMender(std::string_view text, QuotePolicy policy, const Stack& stack,
               const Lookahead& lookahead, std::string* out, MendLog* log);

  struct Result {
    size_t end = 0;               // past the string
    bool cut = false;             // the end of the text came before a quote
    bool lacks_end = false;       // its quote is missing, and what follows it has one
    std::string_view fault = {};  // why it cannot be told where the string ends; empty: it can
    bool for_good = false;        // ... under no policy
  };
  // Reads the string whose first quote is at `begin`, and appends it to the output.
  Result Read(size_t begin, Place place);

  // Appends text[begin, end), which has no quotes around it, as a string.
  void AppendBare(size_t begin, size_t end);

 private:
  // Of how many quotes each end of the string consists.
  size_t OpeningWidth(size_t begin, Quote open, Place place) const;
  Result ReadContent(size_t begin, Quote open, size_t width, Place place);
  // How many quotes at `p` end the string; 0: they are text.
  size_t EndingQuotes(size_t p, size_t width, Place place, bool inside) const;
  Result EndOfText(size_t begin, size_t inner_quotes, Place place);
  // Where a plus sign is at `end`, past it and the white space around it; else `end`.
  size_t SkipPlus(size_t end);
  // Whether the string that began at `begin` must have ended before the quote at `p`, which starts
  // the next key or element. If so *end is where, and the output ends there too.
  bool LacksEnd(size_t begin, size_t p, Place place, size_t* end);
  // The same for a key that runs up to `stop`, but contains a colon.
  bool KeyLacksEnd(size_t begin, size_t stop, size_t* end);
  bool OpensValue(size_t p) const;
  bool IsBoundary(size_t after, Place place) const;
  size_t SkipMatched(size_t p, size_t end);
  void TrimEnd(Place place);
  // How many of the open containers these brackets close; 0 if they do not match.
  size_t ClosedBy(std::string_view brackets) const;
  // Whether a string that lacks its quote ends at `end` in an escaped quote that may be that quote
  // as well, behind a backslash that is text: "C:\".
  bool EndsInBackslash(size_t end) const;

  // These append what is at `p`, and return the position past it.
  size_t CopyRun(size_t p, QuoteStyle style);
  size_t CopyCharacter(size_t p);
  size_t CopyEscape(size_t p);
  size_t CopyUnicodeEscape(size_t p);

  std::string_view text_;
  QuotePolicy policy_;
  const Stack* stack_;
  const Lookahead* lookahead_;
  std::string* out_;
  MendLog* log_;
  size_t content_out_ = 0;  // where the string's content starts in the output
  bool control_ = false;    // a control character was reported for this string
  size_t tail_;             // where the white space and brackets at the end of the text start
  size_t tail_at_ = 0;      // the first position from there on at which a character of the string
  size_t tail_out_ = 0;     // starts, and where it is in the output
  size_t name_end_ = 0;     // of a key: where what looks like a name ends
  size_t counted_ = 0;      // up to where the string's brackets were counted
  size_t unmatched_ = 0;    // how many of them none has closed
  size_t escaped_ = 0;      // how many quotes of the string are escaped
  size_t escaped_end_ = 0;  // past the last of them
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_STRING_MENDER_H_
