// The engine: items are mapped on any thread and committed in their order.

#ifndef JSONL_COMMON_PIPELINE_ORDERED_H_
#define JSONL_COMMON_PIPELINE_ORDERED_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace jsonl::pipeline {

// Runs all items of `source`, such as the blocks of an io::BlockSource, through the threads.
//
// `new_worker()` makes one worker a thread; `worker(const Item&, Result*)` maps an item into a
// result, which it must clear first: items and results are reused, so that nothing is allocated an
// item once they have grown. `commit(Item&, Result&)`, a StatusOr<bool>, sees every item in order,
// one at a time; false ends the work early and well.
//
// Every thread does the same: read an item, map it, and commit what is next in order unless
// another thread is at it. At most 2 x threads + 2 items are in flight. Returns the first error
// of commit, or of the source once all items before it are committed. An exception on any thread
// ends the work and comes out here.
template <typename Result, typename Source, typename NewWorker, typename Commit>
absl::Status RunInOrder(Source& source, int threads, NewWorker&& new_worker, Commit&& commit) {
  struct Slot {
    typename Source::Item item;
    Result result;
  };
  const size_t slot_count = 2 * static_cast<size_t>(threads) + 2;
  std::vector<Slot> slots(slot_count);

  std::mutex reading;  // held while an item is read; guards next_to_read
  uint64_t next_to_read = 0;

  std::mutex mutex;  // guards the rest
  std::condition_variable slot_freed;
  std::vector<Slot*> free_slots;
  for (Slot& slot : slots) free_slots.push_back(&slot);
  std::vector<Slot*> mapped(slot_count, nullptr);  // by number, modulo the number of slots
  uint64_t next_to_commit = 0;
  bool committing = false;
  bool done = false;  // nothing more is to be read
  absl::Status read_status;
  absl::Status commit_status;

  auto take_free_slot = [&]() -> Slot* {
    std::unique_lock lock(mutex);
    slot_freed.wait(lock, [&] { return done || !free_slots.empty(); });
    if (done) return nullptr;
    Slot* slot = free_slots.back();
    free_slots.pop_back();
    return slot;
  };
  auto stop = [&] {  // with `mutex` held
    done = true;
    slot_freed.notify_all();
  };
  // Commits all that is next in order, unless another thread is doing so.
  auto commit_ready = [&](std::unique_lock<std::mutex>& lock) {
    if (committing) return;
    committing = true;
    while (Slot* slot = std::exchange(mapped[next_to_commit % slot_count], nullptr)) {
      if (commit_status.ok()) {
        lock.unlock();
        absl::StatusOr<bool> more = commit(slot->item, slot->result);
        lock.lock();
        if (!more.ok()) commit_status = more.status();
        if (!more.ok() || !*more) {
          stop();
          source.Cancel();
          break;
        }
      }
      ++next_to_commit;
      free_slots.push_back(slot);
      slot_freed.notify_one();
    }
    committing = false;
  };
  auto work = [&] {
    auto worker = new_worker();
    while (Slot* slot = take_free_slot()) {
      uint64_t number;
      {
        std::lock_guard lock(reading);
        {
          std::lock_guard state(mutex);
          if (done) return;
        }
        absl::StatusOr<bool> more = source.Next(&slot->item);
        if (!more.ok() || !*more) {
          std::lock_guard state(mutex);
          if (!more.ok() && !done) read_status = more.status();
          stop();
          return;
        }
        number = next_to_read++;
      }
      worker(std::as_const(slot->item), &slot->result);
      std::unique_lock lock(mutex);
      mapped[number % slot_count] = slot;
      commit_ready(lock);
    }
  };

  std::exception_ptr exception;  // such as std::bad_alloc, of any thread
  auto guarded_work = [&] {
    try {
      work();
    } catch (...) {
      std::lock_guard lock(mutex);
      if (exception == nullptr) exception = std::current_exception();
      stop();
      source.Cancel();
    }
  };
  std::vector<std::thread> others;
  try {
    for (int i = 1; i < threads; ++i) others.emplace_back(guarded_work);
  } catch (const std::system_error&) {
    // The system has no more threads: those there are will do.
  }
  guarded_work();
  for (std::thread& thread : others) thread.join();
  if (exception != nullptr) std::rethrow_exception(exception);
  return commit_status.ok() ? read_status : commit_status;
}

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_ORDERED_H_
