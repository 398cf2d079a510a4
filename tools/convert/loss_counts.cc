#include "tools/convert/loss_counts.h"

#include "common/text/strings.h"

namespace jsonl {

void BatchLosses::Clear() {
  names_.clear();
  index_.clear();
  losses_.clear();
}

void BatchLosses::Add(size_t record, const std::string& what) {
  const auto [found, is_new] = index_.try_emplace(what, static_cast<uint32_t>(names_.size()));
  if (is_new) names_.push_back(what);
  losses_.emplace_back(record, found->second);
}

void BatchLosses::Remove(const std::vector<size_t>& records) {
  auto next = records.begin();
  size_t kept = 0;
  for (const auto& [record, name] : losses_) {
    while (next != records.end() && *next < record) ++next;
    if (next != records.end() && *next == record) continue;
    losses_[kept++] = {record - static_cast<size_t>(next - records.begin()), name};
  }
  losses_.resize(kept);
}

void LossCounts::Add(std::string_view what) {
  auto found = counts_.find(text::ToAbsl(what));
  if (found == counts_.end()) {
    if (counts_.size() >= kNames) {
      ++others_;
      return;
    }
    found = counts_.emplace(what, 0).first;
  }
  ++found->second;
}

void LossCounts::NoteIn(pipeline::Account* account) const {
  for (const auto& [what, count] : counts_) account->Note(text::Cat("dropped ", what), count);
  account->Note("dropped others", others_);
}

}  // namespace jsonl
