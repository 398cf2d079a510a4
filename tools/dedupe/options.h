// What jsonl-dedupe is asked to do.

#ifndef JSONL_TOOLS_DEDUPE_OPTIONS_H_
#define JSONL_TOOLS_DEDUPE_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/near/keep.h"

namespace jsonl {

using near::Keep;

struct DedupeOptions {
  // "@record" (equal as JSON), "@line" (equal bytes), "@response" (output, or chosen and
  // rejected), or fields separated by commas.
  std::string key = "@record";
  // What does not count in the key's strings: case, space, punct, separated by commas; empty: all
  // counts.
  std::string fold = {};
  // Which record of a key is kept: first, last, none if there are several, or all but for those of
  // `against`.
  std::string keep = "first";
  // Files whose records are no duplicates of one another, but none of the inputs may be one of
  // theirs.
  std::vector<std::string> against = {};
  // The least similarity of near-duplicates, which are dropped then; none: only duplicates are.
  std::optional<std::string> near = {};
  // Words in a row that two texts have in common, or not, to be similar.
  uint64_t ngram = 5;
  // Say how near-duplicates are found.
  bool explain = false;
  // A record is dropped for so many words in a row that are in `against`, too.
  std::optional<uint64_t> overlap = {};
  // Where to list what was dropped, a JSON object a line; empty: nowhere.
  std::string duplicates = {};
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_OPTIONS_H_
