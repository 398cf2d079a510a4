#include "tools/dedupe/overlap.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/json/writer.h"
#include "common/near/text_key.h"
#include "common/text/strings.h"
#include "tools/dedupe/against.h"
#include "tools/dedupe/duplicate_list.h"
#include "tools/dedupe/places.h"

namespace jsonl {
namespace {

using near::Content;
using near::ShingleReader;
using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;

// Of a file of --against.
struct RunBatch : Batch {
  struct Place {
    RunTable::Run run;
    uint32_t line;  // lines of the block before it
  };
  std::vector<Place> runs;
  uint64_t absent = 0;  // records without the key

  void Clear() {
    Batch::Clear();
    runs.clear();
    absent = 0;
  }
};

// Of an input.
struct OverlapBatch : Batch {
  struct Overlap {
    size_t line;  // index into Batch::lines
    uint64_t original;
    std::string words;
  };
  std::vector<Overlap> overlaps;
  std::vector<size_t> absent;  // the same, of those without the key

  void Clear() {
    Batch::Clear();
    overlaps.clear();
    absent.clear();
  }
};

class Overlap {
 public:
  Overlap(pipeline::Session& session, ShingleReader reader)
      : session_(session), reader_(std::move(reader)) {}

  absl::Status List(const std::string& path) {
    return DuplicateList::Open(path, places_, session_, &list_);
  }
  absl::Status ReadAgainst(io::LineSource& source);
  absl::Status Read();
  absl::Status Finish();

 private:
  // An entry of the table, at the worst of its fill, about.
  static constexpr uint64_t kBytesOfRun = 60;
  static constexpr uint64_t kLeastMemory = 16 << 20;
  static constexpr uint64_t kManyRecords = 20;

  absl::Status Write(const io::Block& block, const OverlapBatch& batch, uint64_t first_line);

  pipeline::Session& session_;
  ShingleReader reader_;  // copied for each thread
  RunTable table_;
  Places places_;
  std::optional<DuplicateList> list_;
  uint64_t against_lines_ = 0;
  std::vector<uint64_t> dropped_;  // by input
  uint64_t absent_ = 0;
};

absl::Status Overlap::ReadAgainst(io::LineSource& source) {
  auto visit = [reader = reader_](const Record& record, RunBatch* batch) mutable {
    const Content content = reader.Read(record.root);
    batch->absent += content == Content::kAbsent;
    if (content != Content::kWords) return;
    const uint32_t line = batch->lines[record.line].number;
    for (size_t i = 0; i < reader.shingles().size(); ++i) {
      batch->runs.push_back({{reader.shingles()[i], reader.Check(i)}, line});
    }
  };
  absl::Status status = RunAgainst<RunBatch>(
      session_, source,
      [&] { return pipeline::ScanWorker<RunBatch, decltype(visit)>(session_.scan, visit); },
      [](const RunBatch& batch, uint64_t) { return batch.absent; },
      [this](const io::Block& block, const RunBatch& batch, uint64_t lines_before) {
        places_.Enter(block.origin, lines_before);
        against_lines_ = lines_before + batch.line_ends;
        for (const RunBatch::Place& place : batch.runs) {
          table_.Add(place.run, lines_before + place.line);
        }
        const uint64_t memory = std::max(session_.resources.memory, kLeastMemory);
        if (table_.size() * kBytesOfRun <= memory) return absl::OkStatus();
        return absl::ResourceExhaustedError(
            "the files of --against have more runs of words than --memory holds (60 bytes each): "
            "raise it, or compare with one file at a time");
      });
  dropped_.resize(places_.inputs());
  return status;
}

absl::Status Overlap::Read() {
  auto visit = [this, reader = reader_](const Record& record, OverlapBatch* batch) mutable {
    const Content content = reader.Read(record.root);
    if (content == Content::kAbsent) batch->absent.push_back(record.line);
    RunTable::Found found;
    if (content != Content::kWords || !table_.Find(reader, &found)) return;
    std::string words = list_.has_value() ? reader.Text(found.shingle) : "";
    batch->overlaps.push_back({record.line, found.line, std::move(words)});
  };
  std::unique_ptr<io::LineSource> source = session_.OpenLines();
  return pipeline::RunRecords<OverlapBatch>(
      session_, *source,
      [&] { return pipeline::ScanWorker<OverlapBatch, decltype(visit)>(session_.scan, visit); },
      [this](const io::Block& block, const OverlapBatch& batch, uint64_t lines_before) {
        const uint64_t first_line = against_lines_ + lines_before;
        places_.Enter(block.origin, first_line);
        return Write(block, batch, first_line);
      });
}

absl::Status Overlap::Write(const io::Block& block, const OverlapBatch& batch,
                            uint64_t first_line) {
  pipeline::RunWriter out(session_.output.get(), block.text());
  auto overlap = batch.overlaps.begin();
  for (size_t i = 0; i < batch.lines.size(); ++i) {
    const Line& line = batch.lines[i];
    if (line.fate != Fate::kRecord) continue;
    if (overlap == batch.overlaps.end() || overlap->line != i) {
      ++session_.account.written;
      if (absl::Status status = out.Add(line); !status.ok()) return status;
      continue;
    }
    ++dropped_[places_.Of(overlap->original).input_number];
    if (list_.has_value()) {
      std::string words = ",\"words\":";
      json::AppendString(overlap->words, &words);
      absl::Status status = list_->Add({first_line + line.number, overlap->original}, words);
      if (!status.ok()) return status;
    }
    ++overlap;
  }
  for (size_t line : batch.absent) absent_ += line < batch.lines.size();
  return out.Finish();
}

absl::Status Overlap::Finish() {
  DropAgainst(session_, "overlap", places_, dropped_);
  TellAbsent(session_, absent_);
  const uint64_t dropped = session_.account.dropped();
  if (dropped >= kManyRecords && dropped > session_.account.written) {
    session_.Warn(text::Cat(dropped, " of ", session_.account.read,
                            " records share words with --against; if these are an instruction that "
                            "all have, compare the fields that differ (-k)"));
  }
  return list_.has_value() && !session_.stopped ? list_->Close() : absl::OkStatus();
}

}  // namespace

bool RunTable::Find(const ShingleReader& record, Found* found) const {
  constexpr size_t kAhead = 8;
  const absl::Span<const uint64_t> shingles = record.shingles();
  for (size_t i = 0; i < shingles.size(); ++i) {
    if (i + kAhead < shingles.size()) runs_.prefetch(shingles[i + kAhead]);
    auto entry = runs_.find(shingles[i]);
    if (entry == runs_.end() || entry->second.check != record.Check(i)) continue;
    *found = {i, entry->second.line};
    return true;
  }
  return false;
}

absl::StatusOr<int> RunOverlap(const DedupeOptions& options, pipeline::Session& session) {
  absl::StatusOr<near::TextKey> key = near::TextKey::Parse(options.key);
  if (!key.ok()) {
    return absl::InvalidArgumentError(
        text::Cat("--key with --overlap: ", text::FromAbsl(key.status().message())));
  }
  absl::StatusOr<std::unique_ptr<io::LineSource>> against = OpenAgainst(options.against, session);
  if (!against.ok()) return against.status();
  Overlap overlap(session, ShingleReader(*std::move(key), *options.overlap));
  absl::Status status = overlap.List(options.duplicates);
  if (status.ok()) status = overlap.ReadAgainst(**against);
  if (status.ok() && !session.stopped) status = overlap.Read();
  if (status.ok()) status = overlap.Finish();
  if (!status.ok()) return status;
  return 0;
}

}  // namespace jsonl
