#include "tools/split/by_field.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/pipeline/groups.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Record;

// The records of a block, by value; values are numbered within the block.
struct ValuesBatch : Batch {
  pipeline::GroupTable values;
  std::vector<std::string> records;  // as many as there were values in any block
  uint64_t count = 0;

  void Clear() {
    Batch::Clear();
    for (size_t i = 0; i < values.names().size(); ++i) records[i].clear();
    values.Clear();
    count = 0;
  }
};

}  // namespace

absl::Status SplitByField(const json::FieldPath& field, OutputSet* outputs,
                          pipeline::Session& session) {
  auto visit = [&field, name = std::string()](const Record& record, ValuesBatch* batch) mutable {
    const uint32_t value = batch->values.IdOf(pipeline::GroupName(field.Find(record.root), &name));
    if (value >= batch->records.size()) batch->records.emplace_back();
    batch->records[value].append(pipeline::WithLineEnd(record, *batch));
    ++batch->count;
  };
  pipeline::GroupTable values;
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  return pipeline::RunRecords<ValuesBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<ValuesBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block&, const ValuesBatch& batch, uint64_t) -> absl::Status {
        if (session.stopped) return absl::OkStatus();  // no output gets its name
        const std::vector<std::string>& names = batch.values.names();
        for (size_t i = 0; i < names.size(); ++i) {
          const uint32_t output = values.IdOf(names[i]);
          if (output == outputs->size()) {
            absl::StatusOr<uint32_t> added = outputs->Add(names[i]);
            if (!added.ok()) return added.status();
          }
          absl::Status written = (*outputs)[output].Write(batch.records[i]);
          if (!written.ok()) return written;
        }
        session.account.written += batch.count;
        return absl::OkStatus();
      });
}

}  // namespace jsonl
