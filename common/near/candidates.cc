#include "common/near/candidates.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace jsonl::near {
namespace {

// Calls work(size_t) for 0 to count - 1 on that many threads. An exception comes out here.
template <typename Work>
void InParallel(size_t count, int threads, const Work& work) {
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr exception;
  auto loop = [&] {
    try {
      for (size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      std::lock_guard lock(mutex);
      exception = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  try {
    for (int i = 1; i < threads && static_cast<size_t>(i) < count; ++i) others.emplace_back(loop);
  } catch (const std::system_error&) {
    // The system has no more threads: those there are will do.
  }
  loop();
  for (std::thread& thread : others) thread.join();
  if (exception != nullptr) std::rethrow_exception(exception);
}

absl::StatusOr<std::vector<Twin>> SameKeys(const KeyColumns& keys, size_t column, uint64_t memory) {
  std::vector<Twin> same;
  absl::Status status = ForEachBucket(
      keys, column, RecordBits(keys.rows()), memory, [&](const Shared* begin, const Shared* end) {
        for (const Shared* later = begin + 1; later < end; ++later) {
          same.push_back({later->record, begin->record});
        }
      });
  if (!status.ok()) return status;
  std::sort(same.begin(), same.end(),
            [](const Twin& a, const Twin& b) { return a.record < b.record; });
  return same;
}

// Twins are equal in both halves of their fingerprint.
absl::StatusOr<std::vector<Twin>> FindTwins(const KeyColumns& keys, int threads, uint64_t memory) {
  absl::StatusOr<std::vector<Twin>> halves[2];
  InParallel(2, threads, [&](size_t i) { halves[i] = SameKeys(keys, i, memory / 2); });
  for (const auto& half : halves) {
    if (!half.ok()) return half.status();
  }
  std::vector<Twin> twins;
  auto other = halves[1]->begin();
  for (const Twin& twin : *halves[0]) {
    while (other != halves[1]->end() && other->record < twin.record) ++other;
    if (other == halves[1]->end()) break;
    if (other->record == twin.record && other->first == twin.first) twins.push_back(twin);
  }
  return twins;
}

// The records that share a bucket of one band.
struct BandMembers {
  absl::Status status;
  std::vector<uint32_t> records;
  std::vector<uint32_t> ends;  // of the buckets, in `records`
};

}  // namespace

absl::StatusOr<Candidates> FindCandidates(const KeyColumns& keys, uint64_t references, int threads,
                                          uint64_t memory) {
  Candidates found;
  absl::StatusOr<std::vector<Twin>> twins = FindTwins(keys, threads, memory);
  if (!twins.ok()) return twins.status();
  found.twins = *std::move(twins);
  RecordBits left_out(keys.rows());
  for (const Twin& twin : found.twins) left_out.Set(twin.record);

  std::vector<BandMembers> bands(keys.columns() - 2);
  InParallel(bands.size(), threads, [&](size_t i) {
    BandMembers& band = bands[i];
    band.status = ForEachBucket(keys, i + 2, left_out, memory / static_cast<uint64_t>(threads),
                                [&](const Shared* begin, const Shared* end) {
                                  if (end[-1].record < references) return;
                                  for (const Shared* one = begin; one < end; ++one)
                                    band.records.push_back(one->record);
                                  band.ends.push_back(static_cast<uint32_t>(band.records.size()));
                                });
  });

  RecordBits is_unit(keys.rows());
  for (const BandMembers& band : bands) {
    if (!band.status.ok()) return band.status;
    for (uint32_t record : band.records) is_unit.Set(record);
  }
  std::vector<uint32_t> units_before;  // 64 records
  for (uint64_t record = 0; record < keys.rows(); ++record) {
    if (record % 64 == 0) units_before.push_back(static_cast<uint32_t>(found.records.size()));
    if (is_unit[record]) found.records.push_back(static_cast<uint32_t>(record));
  }
  auto unit_of = [&](uint32_t record) {
    return units_before[record / 64] + is_unit.CountBefore(record);
  };
  // The buckets of each unit, sorted by unit by counting.
  found.offsets.assign(found.records.size() + 1, 0);
  uint64_t total = 0;
  for (const BandMembers& band : bands) {
    for (uint32_t record : band.records) ++found.offsets[unit_of(record) + 1];
    total += band.records.size();
  }
  if (total > UINT32_MAX) {
    return absl::ResourceExhaustedError("too many near-duplicates: split the input first");
  }
  for (size_t i = 1; i < found.offsets.size(); ++i) found.offsets[i] += found.offsets[i - 1];
  std::vector<uint32_t> next(found.offsets.begin(), found.offsets.end() - 1);
  found.buckets.resize(total);
  for (BandMembers& band : bands) {
    size_t at = 0;
    for (uint32_t end : band.ends) {
      for (; at < end; ++at) found.buckets[next[unit_of(band.records[at])]++] = found.bucket_count;
      ++found.bucket_count;
    }
    band = {};
  }
  return found;
}

}  // namespace jsonl::near
