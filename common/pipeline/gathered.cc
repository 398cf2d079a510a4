#include "common/pipeline/gathered.h"

namespace jsonl::pipeline {

void Gathered::Clear() {
  for (uint32_t target : used_) {
    targets_[target].text.clear();
    targets_[target].repeats.clear();
  }
  used_.clear();
  run_ = {};
  written_ = 0;
  copies_ = 0;
  dropped_ = 0;
}

void Gathered::Add(std::string_view record, const Choice& choice) {
  if (choice.copies == 0) {
    ++dropped_;
    return;
  }
  ++written_;
  if (choice.target == run_target_ && record.data() == run_.data() + run_.size()) {
    run_ = {run_.data(), run_.size() + record.size()};
  } else {
    EndRun();
    run_ = record;
    run_target_ = choice.target;
  }
  if (choice.copies > 1) {
    EndRun();
    copies_ += choice.copies - 1;
    Target& target = targets_[choice.target];
    target.repeats.push_back({target.text.size(), record.size(), choice.copies - 1});
  }
}

void Gathered::EndRun() {
  if (run_.empty()) return;
  if (run_target_ >= targets_.size()) targets_.resize(run_target_ + 1);
  Target& target = targets_[run_target_];
  if (target.text.empty()) used_.push_back(run_target_);
  target.text.append(run_);
  run_ = {};
}

absl::Status Gathered::WriteTo(const std::vector<io::Sink*>& sinks) const {
  for (uint32_t number : used_) {
    io::Sink& sink = *sinks[number];
    const std::string_view text = targets_[number].text;
    size_t done = 0;
    for (const Repeat& repeat : targets_[number].repeats) {
      absl::Status status = sink.Write(text.substr(done, repeat.end - done));
      done = repeat.end;
      for (uint64_t i = 0; i < repeat.times && status.ok(); ++i) {
        status = sink.Write(text.substr(repeat.end - repeat.size, repeat.size));
      }
      if (!status.ok()) return status;
    }
    if (absl::Status status = sink.Write(text.substr(done)); !status.ok()) return status;
  }
  return run_.empty() ? absl::OkStatus() : sinks[run_target_]->Write(run_);
}

}  // namespace jsonl::pipeline
