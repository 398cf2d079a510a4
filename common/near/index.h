// Near-duplicates among the records of one or more inputs.
//
// Records are read twice. The first time, on any thread, each gets a few keys: hashes of the bands
// of its MinHash signature (hash/minhash.h), which near-duplicates are likely to share. The second
// time, only those are read that share a key with another, for their sets of shingles, of which the
// true Jaccard similarity is computed. Nothing counts as a near-duplicate but what has that.
//
//   Index index(options);
//   first pass:   Sketcher::Add on any thread, Index::Take in order
//   index.FindCandidates(threads);
//   second pass:  SetReader::Add of records that Needs, on any thread, Index::Take in order
//   index.Dropped(Keep::kFirst), or index.Components()

#ifndef JSONL_COMMON_NEAR_INDEX_H_
#define JSONL_COMMON_NEAR_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/hash/minhash.h"
#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/near/candidates.h"
#include "common/near/key_columns.h"
#include "common/near/matcher.h"
#include "common/near/set_store.h"
#include "common/near/shingles.h"
#include "common/near/text_key.h"

namespace jsonl::near {

struct Options {
  TextKey key;
  double threshold = 0.8;  // the least Jaccard similarity, from kLeastThreshold to 1
  size_t ngram = 5;        // words a shingle
  // Bytes for what grows with the input. The keys and the sets go to temporary files past half of
  // it each; some 20 bytes for each bucket that a record shares are needed beyond.
  uint64_t memory = uint64_t{4} << 30;
  std::string temp_dir;
};

inline constexpr double kLeastThreshold = 0.3;

class Index {
 public:
  explicit Index(Options options);

  // What the first pass finds in records that follow one another.
  class Sketches {
   public:
    void Clear();
    size_t records() const { return records_; }
    uint64_t absent() const { return absent_; }  // of them, those that lack what is compared

   private:
    friend class Index;
    friend class Sketcher;
    size_t records_ = 0;
    std::vector<uint64_t> keys_;  // a row a record
    uint64_t absent_ = 0;
  };
  // What the second pass finds.
  class Sets {
   public:
    void Clear();

   private:
    friend class Index;
    friend class SetReader;
    std::vector<uint64_t> words_;
    std::vector<size_t> sizes_;
  };

  // Records are numbered from 0. RESOURCE_EXHAUSTED: there are more than 2^32 - 2.
  absl::Status Take(const Sketches& sketches);
  // Numbers that stand for no records.
  absl::Status Skip(size_t count);
  // The records so far are references: they are always kept, and compared with others only.
  void EndReferences() {
    references_ = records();
    absent_ = 0;
  }

  uint64_t records() const { return keys_.rows(); }
  uint64_t references() const { return references_; }
  // Records that lack what is compared, beside references: near-duplicates of nothing.
  uint64_t absent() const { return absent_; }

  // Once all records have been taken.
  absl::Status FindCandidates(int threads);
  // How many records are to be read again, and whether this one is. On any thread.
  size_t needed() const { return candidates_.records.size(); }
  bool Needs(uint64_t record) const { return needs_[record]; }
  absl::Status Take(const Sets& sets);

  // Once all sets have been taken; see Matcher.
  absl::StatusOr<std::vector<Match>> Dropped(Keep keep) const;
  absl::StatusOr<std::vector<Match>> Components() const;

  // The bands, the chances that go with them and the memory, for people.
  std::string Explain() const;

 private:
  friend class Sketcher;
  friend class SetReader;

  Matcher NewMatcher() const;

  absl::Status CheckSize() const;

  const Options options_;
  const hash::Bands bands_;
  const hash::MinHash minhash_;
  KeyColumns keys_;
  uint64_t references_ = 0;
  uint64_t absent_ = 0;
  Candidates candidates_;
  RecordBits needs_;
  SetStore sets_;
};

// One a thread, for the first pass.
class Sketcher {
 public:
  explicit Sketcher(const Index& index);
  void Add(json::Value root, Index::Sketches* sketches);
  // A number that stands for no record.
  void Skip(Index::Sketches* sketches) const;

 private:
  const Index& index_;
  ShingleReader reader_;
  std::vector<uint32_t> signature_;
};

// One a thread, for the second pass.
class SetReader {
 public:
  explicit SetReader(const Index& index);
  // A record that was well-formed the first time, after which json::Parser::kPadding bytes are
  // readable.
  void Add(std::string_view record, Index::Sets* sets);

 private:
  ShingleReader reader_;
  json::Parser parser_;
};

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_INDEX_H_
