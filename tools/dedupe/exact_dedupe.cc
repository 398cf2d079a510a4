#include "tools/dedupe/exact_dedupe.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "common/io/record_store.h"
#include "common/io/scratch_log.h"
#include "common/pipeline/second_pass.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "tools/dedupe/against.h"
#include "tools/dedupe/duplicate_finder.h"
#include "tools/dedupe/duplicate_list.h"
#include "tools/dedupe/key.h"
#include "tools/dedupe/places.h"

namespace jsonl {
namespace {

using hash::Fingerprint;
using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;
using Verdict = DuplicateFinder::Verdict;

struct Key {
  uint32_t line;  // index into Batch::lines
  Fingerprint fingerprint;
};

struct KeyedBatch : Batch {
  std::vector<Key> keys;  // of the records that have one

  void Clear() {
    Batch::Clear();
    keys.clear();
  }
};

// Lines are numbered over all that is read, those of --against first.
class ExactDedupe {
 public:
  ExactDedupe(pipeline::Session& session, DedupeKey key, Keep keep, bool originals)
      : session_(session),
        key_(std::move(key)),
        keep_(keep),
        store_(session.OpenStore(io::RecordStore::Keeping::kChosen)),
        second_pass_(*store_),
        waits_(keep == Keep::kLast || keep == Keep::kNone),
        finder_({.originals = originals,
                 .memory = session.resources.memory / 8 * 5,
                 .temp_dir = session.resources.temp_dir}),
        backwards_(session.resources.temp_dir, session.resources.memory / 8) {}

  absl::Status List(const std::string& path) {
    return DuplicateList::Open(path, places_, session_, &list_);
  }
  absl::Status ReadAgainst(io::LineSource& source);
  absl::Status Read();
  absl::Status Finish();

 private:
  static constexpr size_t kAhead = 16;

  auto NewWorker() const {
    auto visit = [this, scratch = text::Buffer()](const Record& record, KeyedBatch* batch) mutable {
      if (std::optional<Fingerprint> key = key_.Of(record, &scratch)) {
        batch->keys.push_back({static_cast<uint32_t>(record.line), *key});
      }
    };
    return pipeline::ScanWorker<KeyedBatch, decltype(visit)>(session_.scan, std::move(visit));
  }
  // Calls visit(const Line&, const Fingerprint*) for each record; null where it has no key. The
  // table's memory is fetched some keys ahead.
  template <typename Visit>
  absl::Status ForEachRecord(const KeyedBatch& batch, Visit&& visit) {
    for (size_t i = 0; i < std::min(kAhead, batch.keys.size()); ++i) {
      finder_.Prefetch(batch.keys[i].fingerprint);
    }
    auto key = batch.keys.begin();
    for (size_t i = 0; i < batch.lines.size(); ++i) {
      if (batch.lines[i].fate != Fate::kRecord) continue;
      const Fingerprint* of_record = nullptr;
      if (key != batch.keys.end() && key->line == i) {
        if (batch.keys.end() - key > static_cast<ptrdiff_t>(kAhead)) {
          finder_.Prefetch(key[kAhead].fingerprint);
        }
        of_record = &key++->fingerprint;
      }
      absl::Status status = visit(batch.lines[i], of_record);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }
  absl::Status WriteNew(const io::Block& block, const KeyedBatch& batch, uint64_t first_line);
  absl::Status LetWait(const io::Block& block, const KeyedBatch& batch, uint64_t first_line);
  // Whether what is a duplicate of that line is kept.
  bool Stays(uint64_t original) const { return keep_ == Keep::kAll && original >= against_lines_; }
  absl::Status FindBackwards();
  absl::Status DropLater(uint64_t line, uint64_t original);
  void Count(uint64_t original);

  pipeline::Session& session_;
  DedupeKey key_;
  Keep keep_;
  std::unique_ptr<io::RecordStore> store_;
  pipeline::SecondPass second_pass_;
  bool waits_;  // what is read now is written in the second pass
  DuplicateFinder finder_;
  io::ScratchLog<KeyPosition> backwards_;  // of Keep::kLast: keys to be looked at the other way
  Places places_;
  std::optional<DuplicateList> list_;
  uint64_t against_lines_ = 0;
  std::vector<uint64_t> dropped_against_;  // by input
  uint64_t duplicates_ = 0;
  uint64_t without_key_ = 0;
};

absl::Status ExactDedupe::ReadAgainst(io::LineSource& source) {
  absl::Status status = RunAgainst<KeyedBatch>(
      session_, source, [this] { return NewWorker(); },
      [](const KeyedBatch& batch, uint64_t records) {
        return records - std::min<uint64_t>(records, batch.keys.size());
      },
      [this](const io::Block& block, const KeyedBatch& batch, uint64_t lines_before) {
        places_.Enter(block.origin, lines_before);
        against_lines_ = lines_before + batch.line_ends;
        absl::Status added = ForEachRecord(batch, [&](const Line& line, const Fingerprint* key) {
          if (key != nullptr) finder_.Add({*key, lines_before + line.number});
          return absl::OkStatus();
        });
        return added.ok() ? finder_.Settle() : added;
      });
  dropped_against_.resize(places_.inputs());
  return status;
}

absl::Status ExactDedupe::Read() {
  return pipeline::RunRecords<KeyedBatch>(
      session_, *store_, [this] { return NewWorker(); },
      [this](const io::Block& block, const KeyedBatch& batch, uint64_t lines_before) {
        const uint64_t first_line = against_lines_ + lines_before;
        places_.Enter(block.origin, first_line);
        waits_ = waits_ || finder_.is_full();
        absl::Status status =
            waits_ ? LetWait(block, batch, first_line) : WriteNew(block, batch, first_line);
        return status.ok() ? finder_.Settle() : status;
      });
}

// All verdicts are known at once.
absl::Status ExactDedupe::WriteNew(const io::Block& block, const KeyedBatch& batch,
                                   uint64_t first_line) {
  pipeline::RunWriter out(session_.output.get(), block.text());
  absl::Status status = ForEachRecord(batch, [&](const Line& line, const Fingerprint* key) {
    without_key_ += key == nullptr;
    const uint64_t number = first_line + line.number;
    const Verdict verdict = key != nullptr ? finder_.Add({*key, number}) : Verdict{Verdict::kNew};
    if (verdict.kind == Verdict::kNew || Stays(verdict.original)) {
      ++session_.account.written;
      return out.Add(line);
    }
    Count(verdict.original);
    return list_.has_value() ? list_->Add({number, verdict.original}) : absl::OkStatus();
  });
  return status.ok() ? out.Finish() : status;
}

absl::Status ExactDedupe::LetWait(const io::Block& block, const KeyedBatch& batch,
                                  uint64_t first_line) {
  absl::Status taken = second_pass_.Take(block, batch, first_line, session_.stopped);
  if (!taken.ok()) return taken;
  return ForEachRecord(batch, [&](const Line& line, const Fingerprint* key) {
    if (key == nullptr) {
      ++without_key_;
      return absl::OkStatus();
    }
    const KeyPosition at = {*key, first_line + line.number};
    if (keep_ == Keep::kLast) return backwards_.Add(at);
    const Verdict verdict = finder_.Add(at);
    return verdict.kind == Verdict::kDuplicate ? DropLater(at.position, verdict.original)
                                               : absl::OkStatus();
  });
}

// The last of each is the first one, the other way.
absl::Status ExactDedupe::FindBackwards() {
  constexpr uint64_t kSettleEvery = 4096;
  uint64_t count = 0;
  return backwards_.ForEachBackwards([&](const KeyPosition& at) {
    const Verdict verdict = finder_.Add(at);
    absl::Status status = verdict.kind == Verdict::kDuplicate
                              ? DropLater(at.position, verdict.original)
                              : absl::OkStatus();
    return status.ok() && ++count % kSettleEvery == 0 ? finder_.Settle() : status;
  });
}

absl::Status ExactDedupe::DropLater(uint64_t line, uint64_t original) {
  if (line < against_lines_ || Stays(original)) return absl::OkStatus();
  // The first of several goes as well, for the second.
  if (keep_ == Keep::kNone && original >= against_lines_ && !second_pass_.Skips(original)) {
    second_pass_.Skip(original);
    Count(line);
    absl::Status status = list_.has_value() ? list_->AddLater({original, line}) : absl::OkStatus();
    if (!status.ok()) return status;
  }
  second_pass_.Skip(line);
  Count(original);
  return list_.has_value() ? list_->AddLater({line, original}) : absl::OkStatus();
}

void ExactDedupe::Count(uint64_t original) {
  if (against_lines_ > 0 && original < against_lines_) {
    ++dropped_against_[places_.Of(original).input_number];
  } else {
    ++duplicates_;
  }
}

absl::Status ExactDedupe::Finish() {
  // What comes after the line that the tool stopped at might have changed what is kept.
  const bool writes = !session_.stopped || keep_ == Keep::kFirst || keep_ == Keep::kAll;
  absl::Status status = writes && keep_ == Keep::kLast ? FindBackwards() : absl::OkStatus();
  if (writes && status.ok()) {
    status = finder_.Solve(
        [this](uint64_t line, uint64_t original) { return DropLater(line, original); });
    if (status.ok() && waits_) status = second_pass_.Write(session_);
  }
  if (!status.ok()) return status;
  session_.account.Drop("duplicate", duplicates_);
  DropAgainst(session_, "against", places_, dropped_against_);
  TellAbsent(session_, without_key_);
  return list_.has_value() && !session_.stopped ? list_->Close() : absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> RunExactDedupe(const DedupeOptions& options, Keep keep,
                                   pipeline::Session& session) {
  absl::StatusOr<DedupeKey> key = DedupeKey::Parse(options.key, options.fold);
  if (!key.ok()) return key.status();
  const bool originals =
      keep == Keep::kNone || !options.against.empty() || !options.duplicates.empty();
  absl::StatusOr<std::unique_ptr<io::LineSource>> against = OpenAgainst(options.against, session);
  if (!against.ok()) return against.status();
  ExactDedupe dedupe(session, *std::move(key), keep, originals);
  absl::Status status = dedupe.List(options.duplicates);
  if (status.ok()) status = dedupe.ReadAgainst(**against);
  if (status.ok() && !session.stopped) status = dedupe.Read();
  if (status.ok()) status = dedupe.Finish();
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl
