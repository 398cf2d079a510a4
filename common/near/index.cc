#include "common/near/index.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/hash/fingerprint.h"
#include "common/text/strings.h"

namespace jsonl::near {
namespace {

constexpr size_t kFingerprintKeys = 2;
constexpr uint64_t kLeastMemory = 16 << 20;

// 0 is no key.
uint64_t NotZero(uint64_t key) { return key == 0 ? 1 : key; }

}  // namespace

void Index::Sketches::Clear() {
  records_ = 0;
  keys_.clear();
  absent_ = 0;
}

void Index::Sets::Clear() {
  words_.clear();
  sizes_.clear();
}

Index::Index(Options options)
    : options_(std::move(options)),
      bands_(hash::BandsFor(options_.threshold)),
      minhash_(bands_.count * bands_.rows),
      keys_(kFingerprintKeys + bands_.count, options_.memory / 2, options_.temp_dir),
      sets_(options_.memory / 2, options_.temp_dir) {}

absl::Status Index::Take(const Sketches& sketches) {
  absent_ += sketches.absent_;
  absl::Status status = keys_.Append(sketches.keys_);
  return status.ok() ? CheckSize() : status;
}

absl::Status Index::Skip(size_t count) {
  const std::vector<uint64_t> none(keys_.columns(), 0);
  for (size_t i = 0; i < count; ++i) {
    if (absl::Status status = keys_.Append(none); !status.ok()) return status;
  }
  return CheckSize();
}

absl::Status Index::CheckSize() const {
  if (records() < UINT32_MAX) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      "more than 4294967294 records to find near-duplicates among: split the input first");
}

absl::Status Index::FindCandidates(int threads) {
  // A column is read again for each part of its keys that fits.
  const uint64_t memory = std::max(options_.memory / 2, kLeastMemory);
  absl::StatusOr<Candidates> found = near::FindCandidates(keys_, references_, threads, memory);
  if (!found.ok()) return found.status();
  candidates_ = *std::move(found);
  keys_.Free();
  needs_ = RecordBits(records());
  for (uint32_t record : candidates_.records) needs_.Set(record);
  return absl::OkStatus();
}

absl::Status Index::Take(const Sets& sets) {
  absl::Span<const uint64_t> words(sets.words_);
  for (size_t size : sets.sizes_) {
    if (absl::Status status = sets_.Append(words.subspan(0, size)); !status.ok()) return status;
    words.remove_prefix(size);
  }
  return absl::OkStatus();
}

Matcher Index::NewMatcher() const {
  return Matcher(candidates_, sets_, references_, options_.threshold);
}

absl::StatusOr<std::vector<Match>> Index::Dropped(Keep keep) const {
  return NewMatcher().Dropped(keep);
}

absl::StatusOr<std::vector<Match>> Index::Components() const { return NewMatcher().Components(); }

std::string Index::Explain() const {
  std::string text = absl::StrFormat(
      "near-duplicates: Jaccard similarity of %d-word shingles >= %g\n"
      "%d bands of %d rows, %d bytes a record\n"
      "similarity  chance that two records are compared\n",
      options_.ngram, options_.threshold, bands_.count, bands_.rows,
      keys_.columns() * sizeof(uint64_t));
  for (int percent = 10; percent <= 100; percent += 5) {
    const double similarity = percent / 100.0;
    absl::StrAppendFormat(&text, "      %4.2f  %.4f\n", similarity, bands_.Chance(similarity));
  }
  return text;
}

Sketcher::Sketcher(const Index& index)
    : index_(index), reader_(index.options_.key, index.options_.ngram) {}

void Sketcher::Skip(Index::Sketches* sketches) const {
  ++sketches->records_;
  sketches->keys_.resize(sketches->keys_.size() + index_.keys_.columns(), 0);
}

void Sketcher::Add(json::Value root, Index::Sketches* sketches) {
  const size_t begin = sketches->keys_.size();
  Skip(sketches);
  const Content content = reader_.Read(root);
  if (content == Content::kAbsent) {
    ++sketches->absent_;
    return;
  }
  uint64_t* keys = sketches->keys_.data() + begin;
  const hash::Fingerprint fingerprint = reader_.fingerprint();
  keys[0] = NotZero(fingerprint.low);
  keys[1] = NotZero(fingerprint.high);
  if (content == Content::kNoWords) return;
  index_.minhash_.Sign(reader_.shingles(), &signature_);
  for (size_t band = 0; band < index_.bands_.count; ++band) {
    keys[kFingerprintKeys + band] = NotZero(index_.bands_.KeyOf(signature_, band));
  }
}

SetReader::SetReader(const Index& index) : reader_(index.options_.key, index.options_.ngram) {}

void SetReader::Add(std::string_view record, Index::Sets* sets) {
  // What does not parse now has changed since, which the store of the records tells.
  absl::Span<const uint64_t> set;
  if (!parser_.Parse(record)) {
    if (reader_.Read(parser_.root()) == Content::kWords) set = reader_.Set();
  }
  sets->words_.insert(sets->words_.end(), set.begin(), set.end());
  sets->sizes_.push_back(set.size());
}

}  // namespace jsonl::near
