#include "common/tokenizer/pre_tokenizer.h"

#include <cstddef>

namespace jsonl::tokenizer {

const std::vector<std::string_view>& PreTokenizer::Split(std::string_view text,
                                                         Scratch* scratch) const {
  scratch->pieces.clear();
  if (text.empty()) return scratch->pieces;
  if (prefix_space_ && text[0] != ' ') {
    scratch->text.assign(1, ' ');
    scratch->text += text;
    text = scratch->text;
  }
  scratch->pieces.push_back(text);
  for (const std::unique_ptr<Splitter>& step : steps_) {
    scratch->finer.clear();
    for (std::string_view piece : scratch->pieces) {
      for (size_t begin = 0; begin < piece.size();) {
        const size_t end = step->EndOfPiece(piece, begin);
        scratch->finer.push_back(piece.substr(begin, end - begin));
        begin = end;
      }
    }
    scratch->pieces.swap(scratch->finer);
  }
  return scratch->pieces;
}

}  // namespace jsonl::tokenizer
