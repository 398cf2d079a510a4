#include "common/pipeline/gathered.h"

namespace jsonl::pipeline {

void Gathered::Clear() {
  for (uint32_t target : used_) {
    targets_[target].text.clear();
    targets_[target].repeats.clear();
  }
  used_.clear();
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
  if (choice.target >= targets_.size()) targets_.resize(choice.target + 1);
  Target& target = targets_[choice.target];
  if (target.text.empty()) used_.push_back(choice.target);
  target.text.append(record);
  if (choice.copies > 1) {
    copies_ += choice.copies - 1;
    target.repeats.push_back({target.text.size(), record.size(), choice.copies - 1});
  }
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
  return absl::OkStatus();
}

}  // namespace jsonl::pipeline
