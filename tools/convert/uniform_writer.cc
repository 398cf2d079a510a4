#include "tools/convert/uniform_writer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "common/io/spool.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/pipeline/ordered.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/convert/uniform_shape.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Record;
using Type = UniformShape::Type;

struct ShapeBatch : Batch {
  UniformShape shape;
  bool repeats = false;  // a key
  uint64_t size = 0;

  void Clear() {
    Batch::Clear();
    shape = UniformShape();
    repeats = false;
    size = 0;
  }
};

struct UniformBatch : Batch {
  std::string text;
  std::vector<uint64_t> ends;
  uint64_t texts = 0;    // values written as JSON text
  uint64_t nulls = 0;    // members that were missing
  uint64_t empties = 0;  // empty strings for what was missing or null

  void Clear() {
    Batch::Clear();
    text.clear();
    ends.clear();
    texts = nulls = empties = 0;
  }
};

// Appends a value as what its place holds. Absent: null.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
void Append(json::Value value, const UniformShape& shape, UniformBatch* batch) {
  std::string* out = &batch->text;
  const bool null = !value || value.is_null();
  if (shape.type() == Type::kText && (!null || shape.never_null())) {
    ++batch->texts;
    json::AppendString(null ? "null" : value.raw(), out);
    return;
  }
  if (null && shape.never_null()) {
    ++batch->empties;
    out->append("\"\"");
    return;
  }
  if (null) {
    batch->nulls += !value;
    out->append("null");
    return;
  }
  if (shape.type() == Type::kArray) {
    out->push_back('[');
    for (json::Value element : value.elements()) {
      if (out->back() != '[') out->push_back(',');
      Append(element, shape.element(), batch);
    }
    out->push_back(']');
    return;
  }
  if (shape.type() == Type::kObject) {
    absl::InlinedVector<json::Value, 16> values(shape.names().size());
    for (json::Member member : value.members()) values[shape.Find(member.name())] = member.value;
    out->push_back('{');
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out->push_back(',');
      json::AppendString(shape.names()[i], out);
      out->push_back(':');
      Append(values[i], shape.member(i), batch);
    }
    out->push_back('}');
    return;
  }
  out->append(value.raw());
  const bool integer = value.raw().find_first_of(".eE") == std::string_view::npos;
  if (shape.type() == Type::kFloat && integer) out->append(".0");
}

class Uniform : public RecordWriter {
 public:
  Uniform(pipeline::Session& session, std::unique_ptr<RecordWriter> out)
      : session_(session), out_(std::move(out)), spool_(session.resources.temp_dir) {
    scan_.max_line = SIZE_MAX;
  }

  Punctuation punctuation() const override { return {"", "\n"}; }

  absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) override {
    (void)ends;
    return spool_.Write(text);
  }

  absl::Status Finish() override {
    if (absl::Status status = FindShape(); !status.ok()) return status;
    // A missing member becomes `,"name":null`, which is not much of what is added where records
    // hold lists of objects.
    uint64_t added = 0;
    for (const std::string& name : shape_.names()) added += name.size() + sizeof(",\"\":null") - 1;
    uint64_t told = 0;
    shape_.Decide("", added, [&](const std::string& path, std::string_view what) {
      constexpr uint64_t kMostTold = 20;
      if (++told <= kMostTold) {
        session_.Warn(text::Cat("field '", text::Shortened(path), "' ", what));
      }
    });
    if (absl::Status status = WriteRecords(); !status.ok()) return status;
    return out_->Finish();
  }

 private:
  template <typename B, typename Visit, typename Commit>
  absl::Status Run(Visit&& visit, Commit&& commit) {
    std::unique_ptr<io::BlockSource> source = spool_.Replay();
    return pipeline::RunInOrder<B>(
        *source, session_.resources.threads,
        [&] { return pipeline::ScanWorker<B, std::decay_t<Visit>>(scan_, visit); },
        [&](io::Block& block, B& batch) -> absl::StatusOr<bool> {
          if (absl::Status status = commit(block, batch); !status.ok()) return status;
          return true;
        });
  }

  absl::Status FindShape() {
    RecordPlace place;
    const auto add = [](const Record& record, ShapeBatch* batch) {
      const RecordPlace at = {record.line, batch->lines[record.line].begin};
      batch->repeats = batch->repeats || !batch->shape.Add(record.root, at);
    };
    return Run<ShapeBatch>(add, [&](const io::Block& block, const ShapeBatch& batch) {
      if (batch.repeats) {
        return absl::InvalidArgumentError(
            "a record has a key twice; jsonl-validate names such records");
      }
      shape_.Merge(batch.shape, place);
      place.record += batch.lines.size();
      place.offset += block.text().size();
      if (shape_.CountMembers() <= UniformShape::kMostMembers) return absl::OkStatus();
      return absl::InvalidArgumentError(
          text::Cat("the records have more than ", UniformShape::kMostMembers,
                    " different fields, too many to have all in each; are some keys data?"));
    });
  }

  absl::Status WriteRecords() {
    const Punctuation punctuation = out_->punctuation();
    const auto append = [&](const Record& record, UniformBatch* batch) {
      if (!batch->text.empty()) batch->text += punctuation.between;
      Append(record.root, shape_, batch);
      batch->text += punctuation.after;
      batch->ends.push_back(batch->text.size());
    };
    return Run<UniformBatch>(append, [&](const io::Block&, const UniformBatch& batch) {
      pipeline::Account& account = session_.account;
      account.Note("values written as JSON text", batch.texts);
      account.Note("missing values written as null", batch.nulls);
      account.Note("missing values written as empty strings", batch.empties);
      return out_->Write(batch.text, batch.ends);
    });
  }

  pipeline::Session& session_;
  std::unique_ptr<RecordWriter> out_;
  io::Spool spool_;
  pipeline::ScanOptions scan_;
  UniformShape shape_;
};

}  // namespace

std::unique_ptr<RecordWriter> UniformWriter(pipeline::Session& session,
                                            std::unique_ptr<RecordWriter> out) {
  return std::make_unique<Uniform>(session, std::move(out));
}

}  // namespace jsonl
