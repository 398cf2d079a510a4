#include "tools/dedupe/dedupe.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/hash/fingerprint.h"
#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/dedupe/key.h"

namespace jsonl {
namespace {

using hash::Fingerprint;
using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;

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

// The keys seen so far; with the line of their first record only where that is asked for.
class SeenKeys {
 public:
  explicit SeenKeys(bool remember_lines) : remember_lines_(remember_lines) {}

  void Prefetch(Fingerprint key) const {
    if (remember_lines_) {
      lines_.prefetch(key);
    } else {
      keys_.prefetch(key);
    }
  }
  // The line of the first record of that key; none if it is this one.
  std::optional<uint64_t> Add(Fingerprint key, uint64_t line) {
    if (!remember_lines_) {
      return keys_.insert(key).second ? std::nullopt : std::optional<uint64_t>(0);
    }
    auto [place, added] = lines_.try_emplace(key, line);
    return added ? std::nullopt : std::optional<uint64_t>(place->second);
  }

 private:
  bool remember_lines_;
  absl::flat_hash_set<Fingerprint> keys_;
  absl::flat_hash_map<Fingerprint, uint64_t> lines_;
};

// Lists the dropped records: {"file","line","duplicate_of":{"file","line"}}.
class DuplicateList {
 public:
  explicit DuplicateList(std::unique_ptr<io::Sink> sink) : sink_(std::move(sink)) {}

  // Blocks of one input follow one another; `lines_before` counts over all inputs.
  void Enter(const io::Origin* origin, uint64_t lines_before) {
    if (inputs_.empty() || inputs_.back().origin != origin) {
      inputs_.push_back({origin, lines_before});
    }
  }
  absl::Status Add(uint64_t line, uint64_t first) {
    row_.assign(1, '{');
    AppendPlace(line, "", &row_);
    row_ += ",";
    AppendPlace(first, "duplicate_of", &row_);
    row_ += "}\n";
    return sink_->Write(row_);
  }
  absl::Status Close() { return io::Close(*sink_); }

 private:
  struct InputStart {
    const io::Origin* origin;
    uint64_t first_line;
  };

  void AppendPlace(uint64_t line, std::string_view prefix, std::string* out) const {
    auto input = std::prev(
        std::upper_bound(inputs_.begin(), inputs_.end(), line,
                         [](uint64_t l, const InputStart& start) { return l < start.first_line; }));
    bool first = !prefix.empty();
    text::Append(out, "\"", first ? "duplicate_of_file" : "file", "\":");
    json::AppendString(text::ToValidUtf8(input->origin->name), out);
    text::Append(out, ",\"", first ? "duplicate_of" : "line", "\":", line - input->first_line + 1);
  }

  std::unique_ptr<io::Sink> sink_;
  std::vector<InputStart> inputs_;
  std::string row_;
};

class Dedupe {
 public:
  Dedupe(pipeline::Session& session, std::unique_ptr<io::Sink> duplicates)
      : session_(session), seen_(duplicates != nullptr) {
    if (duplicates != nullptr) list_.emplace(std::move(duplicates));
  }

  absl::Status Commit(const io::Block& block, const KeyedBatch& batch, uint64_t lines_before) {
    if (list_.has_value()) list_->Enter(block.origin, lines_before);
    pipeline::RunWriter out(session_.output.get(), block.text());
    for (size_t i = 0; i < std::min(kAhead, batch.keys.size()); ++i) {
      seen_.Prefetch(batch.keys[i].fingerprint);
    }
    size_t next_key = 0;
    for (size_t i = 0; i < batch.lines.size(); ++i) {
      const Line& line = batch.lines[i];
      if (line.fate != Fate::kRecord) continue;
      std::optional<uint64_t> first;
      if (next_key < batch.keys.size() && batch.keys[next_key].line == i) {
        if (next_key + kAhead < batch.keys.size()) {
          seen_.Prefetch(batch.keys[next_key + kAhead].fingerprint);
        }
        first = seen_.Add(batch.keys[next_key++].fingerprint, lines_before + line.number);
      } else {
        ++without_key_;
      }
      if (!first.has_value()) {
        ++session_.account.written;
        if (absl::Status status = out.Add(line); !status.ok()) return status;
        continue;
      }
      ++dropped_;
      if (list_.has_value()) {
        absl::Status status = list_->Add(lines_before + line.number, *first);
        if (!status.ok()) return status;
      }
    }
    return out.Finish();
  }

  absl::Status Finish() {
    session_.account.Drop("duplicate", dropped_);
    session_.account.Note("kept without the key", without_key_);
    return list_.has_value() && !session_.stopped ? list_->Close() : absl::OkStatus();
  }

 private:
  static constexpr size_t kAhead = 16;

  pipeline::Session& session_;
  SeenKeys seen_;
  std::optional<DuplicateList> list_;
  uint64_t dropped_ = 0;
  uint64_t without_key_ = 0;
};

}  // namespace

absl::StatusOr<int> RunDedupe(const DedupeOptions& options, pipeline::Session& session) {
  absl::StatusOr<DedupeKey> key = DedupeKey::Parse(options.key);
  if (!key.ok()) return key.status();
  std::unique_ptr<io::Sink> duplicates;
  if (!options.duplicates.empty()) {
    absl::Status claimed = session.claims.Claim("--duplicates", options.duplicates);
    if (!claimed.ok()) return claimed;
    absl::StatusOr<std::unique_ptr<io::Sink>> sink =
        io::OpenOutput(options.duplicates, io::OnClosedPipe::kFail);
    if (!sink.ok()) return sink.status();
    duplicates = *std::move(sink);
  }
  Dedupe dedupe(session, std::move(duplicates));
  auto visit = [&key](const Record& record, KeyedBatch* batch) {
    if (std::optional<Fingerprint> fingerprint = key->Of(record)) {
      batch->keys.push_back({static_cast<uint32_t>(record.line), *fingerprint});
    }
  };
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<KeyedBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<KeyedBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block& block, const KeyedBatch& batch, uint64_t lines_before) {
        return dedupe.Commit(block, batch, lines_before);
      });
  if (!status.ok()) return status;
  if (status = dedupe.Finish(); !status.ok()) return status;
  return 0;
}

}  // namespace jsonl
