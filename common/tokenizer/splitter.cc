#include "common/tokenizer/splitter.h"

#include <utility>

#include "common/tokenizer/known_splitters.h"
#include "common/tokenizer/regex_splitter.h"

namespace jsonl::tokenizer {

absl::StatusOr<std::unique_ptr<Splitter>> SplitterFor(std::string_view pattern) {
  if (std::unique_ptr<Splitter> known = KnownSplitter(pattern)) return known;
  return RegexSplitter(pattern);
}

}  // namespace jsonl::tokenizer
