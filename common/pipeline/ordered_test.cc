#include "common/pipeline/ordered.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common/io/block.h"
#include "common/testing/blocks.h"

namespace jsonl::pipeline {
namespace {

constexpr int kMaxThreads = 7;

std::vector<std::string> Numbers(int count) {
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(std::to_string(i));
  return texts;
}

// Maps a block to its text twice. Some blocks take longer than others.
void Double(const io::Block& block, std::string* result) {
  for (uint64_t i = 0; i < block.sequence * 7919 % 50; ++i) std::this_thread::yield();
  result->assign(block.text());
  result->append(block.text());
}

auto NewDoubler() {
  return [](const io::Block& block, std::string* result) { Double(block, result); };
}

// Numbers as texts; keeps an eye on how it is used.
class WatchedSource : public io::BlockSource {
 public:
  // After `count` blocks comes `end`.
  explicit WatchedSource(int count, absl::StatusOr<bool> end = false)
      : source_(Numbers(count)), end_(std::move(end)) {}

  absl::StatusOr<bool> Next(io::Block* block) override {
    EXPECT_FALSE(within_.exchange(true)) << "two threads read at once";
    absl::StatusOr<bool> more = source_.Next(block);
    within_ = false;
    if (!more.ok() || !*more) return end_;
    ++read;
    return true;
  }
  void Cancel() override { cancelled = true; }

  std::atomic<int> read = 0;
  std::atomic<bool> cancelled = false;

 private:
  test::TextSource source_;
  absl::StatusOr<bool> end_;
  std::atomic<bool> within_ = false;
};

TEST(RunInOrderTest, CommitsEveryBlockInOrder) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    for (int count : {0, 1, 2, 300}) {
      WatchedSource source(count);
      std::atomic<bool> within = false;
      std::vector<std::string> committed;
      absl::Status status = RunInOrder<std::string>(
          source, threads, NewDoubler, [&](io::Block& block, std::string& result) {
            EXPECT_FALSE(within.exchange(true)) << "two threads commit at once";
            EXPECT_EQ(result, std::string(block.text()) + std::string(block.text()));
            committed.emplace_back(block.text());
            within = false;
            return absl::StatusOr<bool>(true);
          });
      EXPECT_TRUE(status.ok()) << status;
      EXPECT_EQ(committed, Numbers(count)) << threads;
      EXPECT_FALSE(source.cancelled);
    }
  }
}

TEST(RunInOrderTest, EachThreadHasAWorkerOfItsOwn) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    WatchedSource source(200);
    std::atomic<int> workers = 0;
    auto new_worker = [&] {
      ++workers;
      return [owner = std::this_thread::get_id()](const io::Block& block, std::string* result) {
        EXPECT_EQ(owner, std::this_thread::get_id());
        Double(block, result);
      };
    };
    auto commit = [](io::Block&, std::string&) { return absl::StatusOr<bool>(true); };
    ASSERT_TRUE(RunInOrder<std::string>(source, threads, new_worker, commit).ok());
    EXPECT_EQ(workers, threads);
  }
}

// Whether it ends well or not, nothing is committed after the block that ends it.
TEST(RunInOrderTest, StopsWhereCommitSaysSo) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    for (int last : {0, 1, 30}) {
      for (bool well : {true, false}) {
        WatchedSource source(10000);
        std::vector<std::string> committed;
        absl::Status status =
            RunInOrder<std::string>(source, threads, NewDoubler,
                                    [&](io::Block& block, std::string&) -> absl::StatusOr<bool> {
                                      committed.emplace_back(block.text());
                                      if (static_cast<int>(committed.size()) <= last) return true;
                                      if (!well) return absl::ResourceExhaustedError("full");
                                      return false;
                                    });
        EXPECT_EQ(status.code(),
                  well ? absl::StatusCode::kOk : absl::StatusCode::kResourceExhausted);
        EXPECT_EQ(committed, Numbers(last + 1)) << threads;
        EXPECT_TRUE(source.cancelled);
        EXPECT_LE(source.read, last + 1 + 2 * threads + 2) << "read on for nothing";
      }
    }
  }
}

TEST(RunInOrderTest, AnErrorOfTheSourceComesAfterTheBlocksBeforeIt) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    for (int count : {0, 1, 100}) {
      WatchedSource source(count, absl::DataLossError("cut off"));
      std::vector<std::string> committed;
      absl::Status status =
          RunInOrder<std::string>(source, threads, NewDoubler, [&](io::Block& block, std::string&) {
            committed.emplace_back(block.text());
            return absl::StatusOr<bool>(true);
          });
      EXPECT_EQ(status.message(), "cut off");
      EXPECT_EQ(committed, Numbers(count)) << threads;
    }
  }
}

TEST(RunInOrderTest, AnErrorOfCommitComesBeforeOneOfTheSource) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    WatchedSource source(3, absl::DataLossError("cut off"));
    absl::Status status = RunInOrder<std::string>(
        source, threads, NewDoubler, [&](io::Block& block, std::string&) -> absl::StatusOr<bool> {
          if (block.text() == "2") return absl::ResourceExhaustedError("full");
          return true;
        });
    EXPECT_EQ(status.message(), "full") << threads;
  }
}

// While the first commit is held up, the other threads read as far as they may, and no further.
TEST(RunInOrderTest, KeepsABoundedNumberOfBlocksInFlight) {
  for (int threads = 2; threads <= kMaxThreads; ++threads) {
    const int bound = 2 * threads + 2;
    WatchedSource source(1000);
    int committed = 0;
    int most = 0;
    absl::Status status =
        RunInOrder<std::string>(source, threads, NewDoubler, [&](io::Block&, std::string&) {
          while (committed == 0 && source.read < bound) std::this_thread::yield();
          for (int i = 0; committed < 10 && i < 1000; ++i) std::this_thread::yield();
          most = std::max(most, source.read - committed);
          ++committed;
          return absl::StatusOr<bool>(true);
        });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(committed, 1000);
    EXPECT_EQ(most, bound);
  }
}

// Gives one block and then waits until it is cancelled.
class WaitingSource : public io::BlockSource {
 public:
  absl::StatusOr<bool> Next(io::Block* block) override {
    absl::StatusOr<bool> more = first_.Next(block);
    if (!more.ok() || *more) return more;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return cancelled_; });
    return absl::CancelledError("waited in vain");
  }
  void Cancel() override {
    std::lock_guard lock(mutex_);
    cancelled_ = true;
    changed_.notify_all();
  }

 private:
  test::TextSource first_{{"first"}};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool cancelled_ = false;
};

TEST(RunInOrderTest, StoppingEndsAReadThatWaits) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    WaitingSource source;
    absl::Status status = RunInOrder<std::string>(
        source, threads, NewDoubler,
        [](io::Block&, std::string&) { return absl::StatusOr<bool>(false); });
    EXPECT_TRUE(status.ok()) << status;
  }
}

// Memory may run out on any thread, while mapping or while committing.
TEST(RunInOrderTest, AnExceptionEndsTheWorkAndComesOut) {
  for (int threads = 1; threads <= kMaxThreads; ++threads) {
    for (bool mapping : {true, false}) {
      test::TextSource source(std::vector<std::string>(100, "text"));
      auto new_worker = [mapping] {
        return [mapping](const io::Block& block, std::string* result) {
          if (mapping && block.sequence == 50) throw std::bad_alloc();
          result->assign(block.text());
        };
      };
      auto commit = [mapping](io::Block& block, std::string&) -> absl::StatusOr<bool> {
        if (!mapping && block.sequence == 50) throw std::bad_alloc();
        return true;
      };
      EXPECT_THROW(static_cast<void>(RunInOrder<std::string>(source, threads, new_worker, commit)),
                   std::bad_alloc);
    }
  }
}

}  // namespace
}  // namespace jsonl::pipeline
