// Records made from words: --instruction.

#ifndef JSONL_TOOLS_CONVERT_INSTRUCTION_TEMPLATE_H_
#define JSONL_TOOLS_CONVERT_INSTRUCTION_TEMPLATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace jsonl {

// An instruction in which {word} stands for the word, and {letters} for its letters (code points)
// with a space between two. Other text in braces that is no name stays.
class InstructionTemplate {
 public:
  static constexpr std::string_view kDefault = "Which word do these letters spell: {letters}?";

  // INVALID_ARGUMENT if it has neither, or a name that there is not.
  static absl::StatusOr<InstructionTemplate> Parse(std::string_view text);

  // Appends the alpaca record of a word, which is UTF-8. Its output is the word; where the
  // instruction gives that away, it is the letters.
  void AppendRecord(std::string_view word, std::string* out) const;

 private:
  enum class Part : unsigned char { kText, kWord, kLetters };
  struct Piece {
    Part part;
    std::string text;  // as it is within a JSON string
  };
  std::vector<Piece> pieces_;
  bool tells_word_ = false;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_INSTRUCTION_TEMPLATE_H_
