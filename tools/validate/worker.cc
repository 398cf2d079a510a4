#include "tools/validate/worker.h"

#include <bit>
#include <utility>

namespace jsonl {

void CheckedBatch::Clear() {
  Batch::Clear();
  unchecked.fill(0);
  keys.clear();
  status = absl::OkStatus();
}

Worker::Worker(const pipeline::ScanOptions& scan, const RecordRules& rules,
               const UniqueValues& unique, CheckerCommand* checker)
    : scanner_(scan), rules_(rules), unique_(unique) {
  if (checker != nullptr) checker_ = std::make_unique<Checker>(checker);
}

void Worker::operator()(const io::Block& block, CheckedBatch* batch) {
  batch->Clear();
  scanner_.Scan(block, batch, [&](const pipeline::Record& record) { Check(record, batch); });
  if (checker_ != nullptr) batch->status = checker_->Check(batch);
}

void Worker::Check(const pipeline::Record& record, CheckedBatch* batch) {
  uint64_t unchecked = rules_.Check(record.root, &findings_);
  if (!findings_.empty()) unchecked &= 1;
  for (; unchecked != 0; unchecked &= unchecked - 1) {
    ++batch->unchecked[static_cast<size_t>(std::countr_zero(unchecked))];
  }
  if (!unique_.empty()) unique_.AppendKeys(record.root, record.line, &batch->keys);
  if (findings_.empty()) {
    if (checker_ != nullptr) checker_->Add(record.text, record.line);
    return;
  }
  for (report::Finding& finding : findings_) batch->Find(record.line, std::move(finding));
  findings_.clear();
  batch->Reject(record.line);
}

}  // namespace jsonl
