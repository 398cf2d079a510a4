#include "common/near/set_store.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace jsonl::near {
namespace {

constexpr size_t kChunk = 1 << 16;  // words

}  // namespace

SetStore::SetStore(uint64_t memory, std::string temp_dir)
    : memory_(memory), file_(std::move(temp_dir)) {}

absl::Status SetStore::Append(absl::Span<const uint64_t> set) {
  const auto size = static_cast<uint32_t>(set.size());
  if (free_ < set.size()) {
    const size_t chunk = std::max(kChunk, set.size());
    if (held_ + chunk * sizeof(uint64_t) > memory_) {
      places_.push_back({nullptr, file_.size(), size});
      return file_.Append(std::string_view(reinterpret_cast<const char*>(set.data()),
                                           set.size() * sizeof(uint64_t)));
    }
    chunks_.emplace_back(new uint64_t[chunk]);
    held_ += chunk * sizeof(uint64_t);
    last_ = chunks_.back().get();
    free_ = chunk;
  }
  std::copy(set.begin(), set.end(), last_);
  places_.push_back({last_, 0, size});
  last_ += set.size();
  free_ -= set.size();
  return absl::OkStatus();
}

absl::StatusOr<absl::Span<const uint64_t>> SetStore::Get(size_t number,
                                                         std::vector<uint64_t>* buffer) const {
  const Place& place = places_[number];
  if (place.words != nullptr) return absl::Span<const uint64_t>(place.words, place.size);
  buffer->resize(place.size);
  absl::Status status = file_.Read(place.position, reinterpret_cast<char*>(buffer->data()),
                                   place.size * sizeof(uint64_t));
  if (!status.ok()) return status;
  return absl::Span<const uint64_t>(*buffer);
}

}  // namespace jsonl::near
