// The account of a run: every record read is written, dropped for a reason, or rejected.

#ifndef JSONL_COMMON_PIPELINE_ACCOUNT_H_
#define JSONL_COMMON_PIPELINE_ACCOUNT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "common/report/diagnostic.h"

namespace jsonl::pipeline {

class Account {
 public:
  uint64_t read = 0;     // records; blank lines are none, but where they are findings
  uint64_t written = 0;  // records written at least once
  uint64_t copies = 0;   // written again, beyond the first time
  uint64_t bytes = 0;    // read, decompressed

  void Drop(std::string_view reason, uint64_t count);
  void Reject(report::Code code) { ++rejected_[static_cast<size_t>(code)]; }
  // Facts that the account lists but does not add up, such as "records without the field".
  void Note(std::string_view what, uint64_t count);

  // A JSON value that the summary gets as a member of this name, after the others.
  void Detail(std::string_view name, std::string json) { details_.emplace(name, std::move(json)); }

  uint64_t dropped() const;
  uint64_t rejected() const;

  // INTERNAL if the sum does not come out even: a bug.
  absl::Status Check() const;
  // "read 100, written 90, dropped 8 (duplicate 8), rejected 2 (invalid-json 2)".
  std::string ToText() const;
  // One object: tool, version, read, written, copies, dropped, rejected, bytes, reasons (counts of
  // what was dropped and rejected), notes, and details.
  std::string ToJson(std::string_view tool, std::string_view version) const;

 private:
  std::map<std::string, uint64_t, std::less<>> dropped_;
  std::map<std::string, uint64_t, std::less<>> notes_;
  std::map<std::string, std::string, std::less<>> details_;
  uint64_t rejected_[report::kCodeCount] = {};
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_ACCOUNT_H_
