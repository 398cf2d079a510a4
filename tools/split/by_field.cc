#include "tools/split/by_field.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/sink.h"
#include "common/pipeline/gathered.h"
#include "common/pipeline/groups.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Record;

// The records of a block, by value; values are numbered within the block.
struct ValuesBatch : Batch {
  pipeline::GroupTable values;
  pipeline::Gathered records;

  void Clear() {
    Batch::Clear();
    values.Clear();
    records.Clear();
  }
};

}  // namespace

absl::Status SplitByField(const json::FieldPath& field, OutputSet* outputs,
                          pipeline::Session& session) {
  auto visit = [&field, name = std::string()](const Record& record, ValuesBatch* batch) mutable {
    const uint32_t value = batch->values.IdOf(pipeline::GroupName(field.Find(record.root), &name));
    batch->records.Add(pipeline::WithLineEnd(record, *batch), {value, 1});
  };
  pipeline::GroupTable values;
  std::vector<io::Sink*> sinks;  // by value of a block
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  return pipeline::RunRecords<ValuesBatch>(
      session, *source,
      [&] { return pipeline::ScanWorker<ValuesBatch, decltype(visit)>(session.scan, visit); },
      [&](const io::Block&, const ValuesBatch& batch, uint64_t) -> absl::Status {
        if (session.stopped) return absl::OkStatus();  // no output gets its name
        sinks.clear();
        for (const std::string& name : batch.values.names()) {
          const uint32_t output = values.IdOf(name);
          if (output == outputs->size()) {
            absl::StatusOr<uint32_t> added = outputs->Add(name);
            if (!added.ok()) return added.status();
          }
          sinks.push_back(&(*outputs)[output]);
        }
        session.account.written += batch.records.written();
        return batch.records.WriteTo(sinks);
      });
}

}  // namespace jsonl
