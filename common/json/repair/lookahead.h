// Tells by what follows whether a quote ends a string, or belongs to its text.
//
// Every question looks past a few quotes or brackets at most, never to the end of the text, so that
// asking at every quote of a text takes time linear in its length.

#ifndef JSONL_COMMON_JSON_REPAIR_LOOKAHEAD_H_
#define JSONL_COMMON_JSON_REPAIR_LOOKAHEAD_H_

#include <cstddef>
#include <string_view>

#include "common/json/repair/stack.h"

namespace jsonl::json {

// What a string or a bare word is.
enum class Place { kRoot, kKey, kMember, kElement };

class Lookahead {
 public:
  // Both must outlive the Lookahead.
  Lookahead(std::string_view text, const Stack& stack);

  // The first position from `p` on that is not white space; comments are not skipped.
  size_t SkipSpace(size_t p) const;
  // Past the quoted string at `p`: the first quote that may end it does. The size of the text when
  // that ends first; npos when the line does, or when no quote is at `p`.
  size_t QuotedEnd(size_t p) const;

  // Whether a key and its colon are at `p`.
  bool IsKey(size_t p) const;
  // Whether a string at `place` can end at `after`, which is past a quote. `inside`: a quote inside
  // the string is open, as after "he said \"hi.
  bool EndsString(size_t after, Place place, bool inside = false) const;
  // Whether what is at `p`, past a comma, can be the next member or element, or none is there.
  bool MayFollowComma(size_t p, Place place, bool inside = false) const;
  // Whether the string at `p` is an element: a comma and another string, or a bracket follow.
  bool IsQuotedElement(size_t p) const;

 private:
  bool At(size_t p, std::string_view characters) const;
  size_t NameEnd(size_t p) const;
  bool IsColon(size_t p) const;
  // Whether a number, a literal or a container is at `p`, with nothing but a delimiter behind it.
  bool IsPlainValue(size_t p) const;
  bool IsNumberedKey(size_t p, size_t end) const;
  bool IsKeyWithoutColon(size_t p) const;
  bool IsBareElement(size_t p, bool inside) const;
  bool KeyEnds(size_t p) const;
  bool EndsContainers(size_t p) const;

  std::string_view text_;
  const Stack* stack_;
  size_t last_closer_;  // npos: none
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_LOOKAHEAD_H_
