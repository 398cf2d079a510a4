#include "common/near/shingles.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace jsonl::near {
namespace {

// A shingle is a polynomial in this base, modulo 2^64, of the hashes of its words (Karp and Rabin,
// 1987), mixed. Odd, so that no word is lost, and neither it less one nor plus one is divisible by
// 8, so that words that change places are not.
constexpr uint64_t kBase = 0x9e3779b97f4a7c13;
static_assert(kBase % 8 == 3);

// Words. What only a far longer text needed is given back.
constexpr size_t kMostKept = 1 << 20;

// The finaliser of MurmurHash3 (A. Appleby): every bit comes to depend on every other.
uint64_t Mixed(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccd;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53;
  return x ^ x >> 33;
}

}  // namespace

ShingleReader::ShingleReader(TextKey key, size_t ngram)
    : key_(std::move(key)), ngram_(ngram), drop_factor_(1) {
  for (size_t i = 0; i < ngram; ++i) drop_factor_ *= kBase;
}

Content ShingleReader::Read(json::Value root) {
  texts_.clear();
  if (words_.capacity() > kMostKept) {
    for (std::vector<uint64_t>* some : {&words_, &shingles_, &set_})
      std::vector<uint64_t>().swap(*some);
  }
  words_.clear();
  shingles_.clear();
  set_.clear();
  content_ = Content::kAbsent;
  if (!key_.Find(root, &texts_)) return content_;
  for (std::string_view text : texts_) {
    reader_.Start(text);
    for (text::Word word; reader_.Next(&word);) words_.push_back(word.hash);
  }
  content_ = words_.empty() ? Content::kNoWords : Content::kWords;
  if (words_.empty()) return content_;

  const size_t length = std::min(ngram_, words_.size());
  uint64_t sum = 0;
  for (size_t i = 0; i < length; ++i) sum = sum * kBase + words_[i];
  shingles_.resize(words_.size() - length + 1);
  shingles_[0] = Mixed(sum);
  for (size_t i = length; i < words_.size(); ++i) {
    sum = sum * kBase + words_[i] - words_[i - length] * drop_factor_;
    shingles_[i - length + 1] = Mixed(sum);
  }
  return content_;
}

absl::Span<const uint64_t> ShingleReader::Set() {
  if (set_.empty()) {
    set_ = shingles_;
    std::sort(set_.begin(), set_.end());
    set_.erase(std::unique(set_.begin(), set_.end()), set_.end());
  }
  return set_;
}

hash::Fingerprint ShingleReader::fingerprint() const {
  constexpr uint64_t kNoWordsSeed = 1;
  if (content_ != Content::kWords) {
    return hash::Mix(key_.Exactly(), hash::HashWord(kNoWordsSeed));
  }
  return hash::Hash(
      {reinterpret_cast<const char*>(words_.data()), words_.size() * sizeof(words_[0])});
}

uint64_t ShingleReader::Check(size_t shingle) const {
  const size_t length = std::min(ngram_, words_.size());
  return hash::Hash(
             {reinterpret_cast<const char*>(words_.data() + shingle), length * sizeof(words_[0])})
      .low;
}

std::string ShingleReader::Text(size_t shingle) {
  std::string text;
  size_t place = 0;
  for (std::string_view whole : texts_) {
    reader_.Start(whole);
    for (text::Word word; reader_.Next(&word); ++place) {
      if (place < shingle || place - shingle >= ngram_) continue;
      if (!text.empty()) text += ' ';
      text += word.text;
    }
  }
  return text;
}

double Jaccard(absl::Span<const uint64_t> a, absl::Span<const uint64_t> b, double least) {
  const double sizes = static_cast<double>(a.size() + b.size());
  // |A and B| / |A or B| >= t needs |A and B| >= t / (1 + t) * (|A| + |B|). Rounded down, with room
  // for what floating point loses.
  const auto needed =
      static_cast<size_t>(std::max(0.0, least / (1 + least) * sizes - 1e-6 * sizes));
  const uint64_t* x = a.data();
  const uint64_t* y = b.data();
  const uint64_t* const x_end = x + a.size();
  const uint64_t* const y_end = y + b.size();
  size_t both = 0;
  while (x < x_end && y < y_end) {
    // Looked at now and then: what is left cannot do.
    if (both + static_cast<size_t>(std::min(x_end - x, y_end - y)) < needed) return 0;
    for (int i = 0; i < 16 && x < x_end && y < y_end; ++i) {
      const uint64_t first = *x;
      const uint64_t second = *y;
      both += first == second;
      x += first <= second;
      y += second <= first;
    }
  }
  const double similarity =
      static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
  return similarity >= least ? similarity : 0;
}

}  // namespace jsonl::near
