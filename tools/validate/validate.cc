#include "tools/validate/validate.h"

#include <array>
#include <bit>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/record/registry.h"
#include "common/text/strings.h"
#include "tools/validate/record_checker.h"
#include "tools/validate/schema_file.h"
#include "tools/validate/tolerance.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;

struct CheckedBatch : Batch {
  std::array<uint64_t, 64> unchecked = {};  // records, by RecordChecker::unchecked

  void Clear() {
    Batch::Clear();
    unchecked.fill(0);
  }
};

constexpr char kAutoFormat[] = "auto";

class Worker {
 public:
  Worker(const pipeline::ScanOptions& scan, const RecordRules& rules)
      : scanner_(scan), checker_(rules) {}

  void operator()(const io::Block& block, CheckedBatch* batch) {
    batch->Clear();
    scanner_.Scan(block, batch, [&](const Record& record) {
      uint64_t unchecked = checker_.Check(record.root, &findings_);
      if (!findings_.empty()) unchecked &= 1;
      for (; unchecked != 0; unchecked &= unchecked - 1) {
        ++batch->unchecked[static_cast<size_t>(std::countr_zero(unchecked))];
      }
      if (findings_.empty()) return;
      for (report::Finding& finding : findings_) batch->Find(record.line, std::move(finding));
      findings_.clear();
      batch->Reject(record.line);
    });
  }

 private:
  pipeline::Scanner scanner_;
  RecordChecker checker_;
  std::vector<report::Finding> findings_;
};

absl::StatusOr<RecordRules> RulesOf(const ValidateOptions& options) {
  RecordRules rules;
  const std::string format =
      options.format.value_or(options.schema.has_value() ? "any" : kAutoFormat);
  if (format != kAutoFormat) {
    absl::StatusOr<const record::Format*> found = record::FindNamed(format);
    if (!found.ok()) return found.status();
    rules.format = *found;
  }
  rules.schema_options.assert_formats = options.assert_formats;
  if (options.assert_formats && !options.schema.has_value() && !options.embedded_schema) {
    return absl::InvalidArgumentError(
        "--assert-formats is for schemas: give --schema or --embedded-schema, too");
  }
  if (options.schema.has_value()) {
    absl::StatusOr<schema::Schema> schema = LoadSchema(*options.schema, rules.schema_options);
    if (!schema.ok()) return schema.status();
    rules.schema = *std::move(schema);
  }
  rules.embedded_schema = options.embedded_schema;
  rules.response.json = options.json_output;
  rules.response.min_length = options.min_length.value_or(0);
  rules.response.max_length = options.max_length.value_or(UINT64_MAX);
  if (rules.response.min_length > rules.response.max_length) {
    return absl::InvalidArgumentError("--min-length is above --max-length");
  }
  if (options.vocab_size == 0 || options.seq_length == 0) {
    return absl::InvalidArgumentError("--vocab-size and --seq-length are at least 1");
  }
  const bool tokens = rules.format == nullptr || rules.format->name() == "tokens";
  if (!tokens && (options.vocab_size.has_value() || options.seq_length.has_value())) {
    return absl::InvalidArgumentError(text::Cat(
        "--vocab-size and --seq-length are for the format tokens, not ", rules.format->name()));
  }
  rules.vocab_size = options.vocab_size.value_or(0);
  rules.seq_length = options.seq_length.value_or(0);
  return rules;
}

}  // namespace

absl::StatusOr<int> RunValidate(const ValidateOptions& options, pipeline::Session& session) {
  absl::StatusOr<RecordRules> rules = RulesOf(options);
  if (!rules.ok()) return rules.status();
  if (options.check && session.output_named) {
    return absl::InvalidArgumentError("-c/--check writes no records: leave out -o/--output");
  }
  absl::StatusOr<Tolerance> tolerance = Tolerance::Parse(options.max_invalid.value_or("0"));
  if (!tolerance.ok()) return tolerance.status();
  session.scan.blank_lines = true;
  session.scan.duplicate_keys = !options.no_unique_keys;

  pipeline::Account& account = session.account;
  const std::vector<std::string_view> unchecked = RecordChecker(*rules).unchecked();
  std::vector<uint64_t> unchecked_counts(unchecked.size());
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<CheckedBatch>(
      session, *source, [&] { return Worker(session.scan, *rules); },
      [&](const io::Block& block, const CheckedBatch& batch, uint64_t) {
        account.written += batch.lines.size() - batch.bad;
        for (size_t i = 0; i < unchecked.size(); ++i) unchecked_counts[i] += batch.unchecked[i];
        // A part of a line that is too long has no lines of its own.
        if (options.check || batch.lines.empty()) return absl::OkStatus();
        if (batch.bad == 0) return session.output->Write(block.text());
        pipeline::RunWriter out(session.output.get(), block.text());
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          if (absl::Status added = out.Add(line); !added.ok()) return added;
        }
        return out.Finish();
      });
  if (!status.ok()) return status;
  for (size_t i = 0; i < unchecked.size(); ++i) account.Note(unchecked[i], unchecked_counts[i]);
  if (!options.max_invalid.has_value() && session.rejects != nullptr) return 0;
  return tolerance->Allows(account.rejected(), account.read) ? 0 : 1;
}

}  // namespace jsonl
