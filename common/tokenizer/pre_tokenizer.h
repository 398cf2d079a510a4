// The steps by which text is cut into the pieces within which byte pairs are merged.

#ifndef JSONL_COMMON_TOKENIZER_PRE_TOKENIZER_H_
#define JSONL_COMMON_TOKENIZER_PRE_TOKENIZER_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/tokenizer/splitter.h"

namespace jsonl::tokenizer {

class PreTokenizer {
 public:
  // What a thread needs.
  struct Scratch {
    std::string text;  // that a space was put before
    std::vector<std::string_view> pieces;
    std::vector<std::string_view> finer;
  };

  // Cuts the pieces that the steps before it have made; the first one cuts the text.
  void AddStep(std::unique_ptr<Splitter> step) { steps_.push_back(std::move(step)); }
  // Puts a space before a text that does not begin with one. The steps before and after this see
  // the text with it: no vocabulary in use has it otherwise.
  void SetPrefixSpace() { prefix_space_ = true; }

  // The pieces of a text of valid UTF-8, in order: views of it or of the scratch.
  const std::vector<std::string_view>& Split(std::string_view text, Scratch* scratch) const;

 private:
  std::vector<std::unique_ptr<Splitter>> steps_;
  bool prefix_space_ = false;
};

}  // namespace jsonl::tokenizer

#endif  // JSONL_COMMON_TOKENIZER_PRE_TOKENIZER_H_
