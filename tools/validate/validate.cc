#include "tools/validate/validate.h"

#include <memory>
#include <utility>
#include <vector>

#include "common/record/registry.h"
#include "common/text/strings.h"
#include "tools/validate/record_checker.h"
#include "tools/validate/tolerance.h"

namespace jsonl {
namespace {

using pipeline::Batch;
using pipeline::Fate;
using pipeline::Line;
using pipeline::Record;

struct CheckedBatch : Batch {
  uint64_t of_no_format = 0;
  uint64_t without_response = 0;  // valid records

  void Clear() {
    Batch::Clear();
    of_no_format = 0;
    without_response = 0;
  }
};

class Worker {
 public:
  Worker(const pipeline::ScanOptions& scan, const RecordRules& rules)
      : scanner_(scan), checker_(rules) {}

  void operator()(const io::Block& block, CheckedBatch* batch) {
    batch->Clear();
    scanner_.Scan(block, batch, [&](const Record& record) {
      const RecordChecker::Unchecked unchecked = checker_.Check(record.root, &findings_);
      batch->of_no_format += unchecked.format;
      if (findings_.empty()) {
        batch->without_response += unchecked.response;
        return;
      }
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
  if (options.format != "auto") {
    absl::StatusOr<const record::Format*> format = record::FindNamed(options.format);
    if (!format.ok()) return format.status();
    rules.format = *format;
  }
  rules.json_output = options.json_output;
  rules.min_length = options.min_length.value_or(0);
  rules.max_length = options.max_length.value_or(UINT64_MAX);
  if (rules.min_length > rules.max_length) {
    return absl::InvalidArgumentError("--min-length is above --max-length");
  }
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
  uint64_t of_no_format = 0;
  uint64_t without_response = 0;
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<CheckedBatch>(
      session, *source, [&] { return Worker(session.scan, *rules); },
      [&](const io::Block& block, const CheckedBatch& batch, uint64_t) {
        account.written += batch.lines.size() - batch.bad;
        of_no_format += batch.of_no_format;
        without_response += batch.without_response;
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
  account.Note("of no known format, checked as JSON only", of_no_format);
  account.Note("without a response to check", without_response);
  if (!options.max_invalid.has_value() && session.rejects != nullptr) return 0;
  return tolerance->Allows(account.rejected(), account.read) ? 0 : 1;
}

}  // namespace jsonl
