#include "tools/validate/checker/checker.h"

#include <algorithm>

#include "common/json/document.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {

using pipeline::LineFinding;
using report::Code;

static_assert(LineProcess::kPadding >= json::Parser::kPadding);

Checker::~Checker() {
  if (process_ == nullptr) return;
  absl::Status status = process_->Finish();
  if (status.ok()) return;
  const std::lock_guard<std::mutex> lock(command_.mutex);
  if (command_.status.ok()) {
    command_.status = Error(status.code(), text::FromAbsl(status.message()));
  }
}

absl::Status Checker::Error(absl::StatusCode code, std::string_view what) const {
  return absl::Status(
      code, text::ToAbsl(text::Cat("--checker: '", text::Shortened(command_.command), "' ", what)));
}

void Checker::Add(std::string_view record, size_t line) {
  const size_t begin = question_.size();
  question_.append(record);
  std::replace(question_.begin() + static_cast<ptrdiff_t>(begin), question_.end(), '\n', ' ');
  question_.push_back('\n');
  lines_.push_back(line);
}

absl::Status Checker::Check(pipeline::Batch* batch) {
  if (lines_.empty()) return absl::OkStatus();
  absl::Status status;
  if (process_ == nullptr) {
    absl::StatusOr<std::unique_ptr<LineProcess>> process = LineProcess::Start(command_.command);
    status = process.status();
    if (status.ok()) process_ = *std::move(process);
  }
  if (status.ok()) status = process_->Ask(question_);
  if (!status.ok()) {
    process_ = nullptr;
    return Error(status.code(), text::FromAbsl(status.message()));
  }
  const auto known = static_cast<ptrdiff_t>(batch->findings.size());
  std::string_view answers = process_->answers();
  std::string message;
  for (size_t line : lines_) {
    const size_t end = answers.find('\n');
    absl::StatusOr<bool> passes = Read(answers.substr(0, end), &message);
    if (!passes.ok()) {
      process_ = nullptr;
      return passes.status();
    }
    answers.remove_prefix(end + 1);
    if (*passes) continue;
    batch->Find(line, {Code::kCheckerFailed, "", std::move(message)});
    batch->Reject(line);
  }
  std::inplace_merge(batch->findings.begin(), batch->findings.begin() + known,
                     batch->findings.end(),
                     [](const LineFinding& a, const LineFinding& b) { return a.line < b.line; });
  question_.clear();
  lines_.clear();
  return absl::OkStatus();
}

absl::StatusOr<bool> Checker::Read(std::string_view answer, std::string* message) {
  constexpr size_t kLongest = 2000;  // bytes
  json::Value ok, text;
  if (!parser_.Parse(answer)) {
    ok = parser_.root().Find("ok");
    text = parser_.root().Find("message");
  }
  if (!ok || !ok.is_bool() || (text && !text.is_string())) {
    return Error(absl::StatusCode::kFailedPrecondition,
                 text::Cat("is to answer {\"ok\": true} or {\"ok\": false, \"message\": \"...\"}, "
                           "and answered '",
                           text::Shortened(text::ToValidUtf8(answer)), "'"));
  }
  if (ok.boolean()) return true;
  std::string_view said = text ? text.string() : "The checker says no more than that it is wrong";
  size_t size = std::min(said.size(), kLongest);
  while (size < said.size() && (said[size] & 0xc0) == 0x80) --size;
  *message = text::Cat(said.substr(0, size), size < said.size() ? "..." : "");
  return false;
}

}  // namespace jsonl
