// Folding: the differences between texts that do not count when they are compared.

#ifndef JSONL_COMMON_TEXT_FOLD_H_
#define JSONL_COMMON_TEXT_FOLD_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/text/buffer.h"

namespace jsonl::text {

// The characters of Unicode as of the ICU that is linked. Letters with accents stay what they are,
// and so do composed and decomposed forms.
class Folding {
 public:
  // Any of these, separated by commas; INVALID_ARGUMENT for others.
  //   case   letters become those of Unicode's simple case folding (CaseFolding.txt, C and S), one
  //          for one: É is é and Σ is σ, but ß is not ss
  //   punct  punctuation is left out: the general category P, and ASCII's $+<=>^`|~
  //   space  a run of white space (IsSpace) becomes one space, and there is none at the ends, after
  //          punctuation is left out
  static absl::StatusOr<Folding> Parse(std::string_view names);
  // Folds nothing.
  Folding();

  bool any() const { return case_ || punct_ || space_; }
  // Makes `out` the folded text, in linear time. `text` is valid UTF-8, and so is what it becomes.
  void Fold(std::string_view text, Buffer* out) const;

 private:
  void FillAscii();

  bool case_ = false;
  bool punct_ = false;
  bool space_ = false;
  std::array<char, 128> ascii_;  // what each becomes
};

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_FOLD_H_
