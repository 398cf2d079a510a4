// Texts as sets of shingles (word n-grams), which are compared by their Jaccard similarity.

#ifndef JSONL_COMMON_NEAR_SHINGLES_H_
#define JSONL_COMMON_NEAR_SHINGLES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/near/text_key.h"
#include "common/text/words.h"

namespace jsonl::near {

enum class Content : uint8_t {
  kAbsent,   // the record lacks what is compared
  kNoWords,  // there is no word in it
  kWords,
};

// Reads the shingles of records, one after the other; allocates nothing once it has seen a few.
class ShingleReader {
 public:
  // A shingle is a hash of `ngram` (1 or more) words that follow one another (text/words.h),
  // whatever stands between them and whatever their case. All texts of a record are one sequence of
  // words. One of fewer words is one shingle.
  ShingleReader(TextKey key, size_t ngram);

  Content Read(json::Value root);

  // Of the record read last, with words: the shingle that begins at each word, as long as there are
  // enough; they may repeat.
  absl::Span<const uint64_t> shingles() const { return shingles_; }
  // The same as a set: sorted, each once.
  absl::Span<const uint64_t> Set();
  // Equal for equal sequences of words; for equal values where there are no words.
  hash::Fingerprint fingerprint() const;
  // A hash of the words of a shingle that is independent of it.
  uint64_t Check(size_t shingle) const;
  // The words of a shingle as written, with a space between them. Reads the record again.
  std::string Text(size_t shingle);

 private:
  TextKey key_;
  size_t ngram_;
  uint64_t drop_factor_;  // of the word that a shingle loses as the next begins
  Content content_ = Content::kAbsent;
  std::vector<std::string_view> texts_;
  text::WordReader reader_;
  std::vector<uint64_t> words_;
  std::vector<uint64_t> shingles_;
  std::vector<uint64_t> set_;
};

// The Jaccard similarity of two sets as Set() gives them: the size of their intersection by that of
// their union. 0 if it is below `least`, which costs less to find than what it is.
double Jaccard(absl::Span<const uint64_t> a, absl::Span<const uint64_t> b, double least = 0);

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_SHINGLES_H_
