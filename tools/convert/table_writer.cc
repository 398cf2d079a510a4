#include "tools/convert/table_writer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/io/csv.h"
#include "common/io/spool.h"
#include "common/json/document.h"
#include "common/pipeline/ordered.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Record;

constexpr size_t kMostColumns = 10000;

// Names, numbered in the order in which they are added.
class Columns {
 public:
  size_t Add(std::string_view name) {
    auto [found, added] = numbers_.try_emplace(name, names_.size());
    if (added) names_.emplace_back(name);
    return found->second;
  }
  size_t Find(std::string_view name) const { return numbers_.find(name)->second; }
  void Clear() {
    names_.clear();
    numbers_.clear();
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  text::StringMap<size_t> numbers_;
};

struct KeysBatch : Batch {
  Columns columns;
  std::vector<uint64_t> last_seen;  // by column: the number of the record
  std::string repeated;             // a key that a record has twice

  void Clear() {
    Batch::Clear();
    columns.Clear();
    last_seen.clear();
    repeated.clear();
  }
};

void AddKeys(const Record& record, KeysBatch* batch) {
  if (batch->columns.names().size() > kMostColumns) return;
  for (json::Member member : record.root.members()) {
    const size_t column = batch->columns.Add(member.name());
    if (column == batch->last_seen.size()) batch->last_seen.push_back(0);
    uint64_t& seen = batch->last_seen[column];
    if (std::exchange(seen, record.line + 1) == record.line + 1) batch->repeated = member.name();
  }
}

struct RowsBatch : Batch {
  std::string text;
  std::vector<json::Value> values;  // of the record at hand, by column

  void Clear() {
    Batch::Clear();
    text.clear();
  }
};

class Table : public RecordWriter {
 public:
  Table(const pipeline::Session& session, char delimiter)
      : session_(session), delimiter_(delimiter), spool_(session.resources.temp_dir) {
    scan_.max_line = SIZE_MAX;
  }

  Punctuation punctuation() const override { return {"", "\n"}; }

  absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) override {
    (void)ends;
    return spool_.Write(text);
  }

  absl::Status Finish() override {
    if (absl::Status status = FindColumns(); !status.ok()) return status;
    if (columns_.names().empty() && records_ > 0) {
      return absl::InvalidArgumentError(
          "no record has a field, so that a table has no columns and no rows");
    }
    if (columns_.names().empty()) return absl::OkStatus();
    std::string head;
    for (const std::string& name : columns_.names()) AppendField(name, &head);
    EndRow(0, &head);
    if (absl::Status status = session_.output->Write(head); !status.ok()) return status;
    return WriteRows();
  }

 private:
  template <typename B, typename Visit, typename Commit>
  absl::Status Run(Visit&& visit, Commit&& commit) {
    std::unique_ptr<io::BlockSource> source = spool_.Replay();
    return pipeline::RunInOrder<B>(
        *source, session_.resources.threads,
        [&] { return pipeline::ScanWorker<B, std::decay_t<Visit>>(scan_, visit); },
        [&](io::Block&, B& batch) -> absl::StatusOr<bool> {
          if (absl::Status status = commit(batch); !status.ok()) return status;
          return true;
        });
  }

  absl::Status FindColumns() {
    return Run<KeysBatch>(AddKeys, [&](const KeysBatch& batch) {
      records_ += batch.lines.size();
      if (!batch.repeated.empty()) {
        return absl::InvalidArgumentError(text::Cat("a record has the key '",
                                                    text::Shortened(batch.repeated),
                                                    "' twice, and a row has one place for it"));
      }
      for (const std::string& name : batch.columns.names()) {
        if (name.empty()) {
          return absl::InvalidArgumentError(
              "a record has a key without a name, and so would a column");
        }
        columns_.Add(name);
      }
      if (columns_.names().size() <= kMostColumns) return absl::OkStatus();
      return absl::InvalidArgumentError(
          text::Cat("the records have more than ", kMostColumns,
                    " different keys, too many for the columns of a table"));
    });
  }

  absl::Status WriteRows() {
    const auto append = [this](const Record& record, RowsBatch* batch) {
      batch->values.assign(columns_.names().size(), json::Value());
      for (json::Member member : record.root.members()) {
        batch->values[columns_.Find(member.name())] = member.value;
      }
      const size_t begin = batch->text.size();
      for (json::Value value : batch->values) {
        const bool nothing = !value || value.is_null();
        AppendField(nothing             ? std::string_view()
                    : value.is_string() ? value.string()
                                        : value.raw(),
                    &batch->text);
      }
      EndRow(begin, &batch->text);
    };
    return Run<RowsBatch>(
        append, [&](const RowsBatch& batch) { return session_.output->Write(batch.text); });
  }

  void AppendField(std::string_view field, std::string* out) const {
    io::AppendCsvField(field, delimiter_, out);
    out->push_back(delimiter_);
  }

  // Ends the row that starts at `begin`. One that is empty would be no row.
  static void EndRow(size_t begin, std::string* out) {
    out->pop_back();
    if (out->size() == begin) out->append("\"\"");
    out->push_back('\n');
  }

  const pipeline::Session& session_;
  char delimiter_;
  io::Spool spool_;
  pipeline::ScanOptions scan_;
  Columns columns_;
  uint64_t records_ = 0;
};

}  // namespace

std::unique_ptr<RecordWriter> TableWriter(const pipeline::Session& session, char delimiter) {
  return std::make_unique<Table>(session, delimiter);
}

}  // namespace jsonl
