// Pending files where the system does not do what it mostly does.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <string>
#include <utility>
#include <vector>

#include "common/io/temp_file.h"
#include "common/testing/scratch_dir.h"

namespace {

bool no_unnamed_files = false;
bool interrupt_at_rename = false;

}  // namespace

// These stand in for those of the C library.
extern "C" int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  unsigned mode = va_arg(arguments, unsigned);
  va_end(arguments);
  if (no_unnamed_files && (flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

extern "C" int rename(const char* from, const char* to) noexcept {
  if (interrupt_at_rename) raise(SIGINT);
  return static_cast<int>(syscall(SYS_rename, from, to));
}

namespace jsonl::io {
namespace {

using Names = std::vector<std::string>;

TEST(PendingFileFaultsTest, HasAHiddenNameWhereItMustHaveOne) {
  test::ScratchDir dir;
  no_unnamed_files = true;
  absl::StatusOr<PendingFile> file = PendingFile::Create(dir.Path("out"));
  absl::StatusOr<PendingFile> other = PendingFile::Create(dir.Path("out"));
  no_unnamed_files = false;
  ASSERT_TRUE(file.ok() && other.ok());
  EXPECT_EQ(dir.List().size(), 2u);
  {
    PendingFile moved = *std::move(file);
    ASSERT_TRUE(moved.Publish().ok());
    PendingFile dropped = *std::move(other);
  }
  EXPECT_EQ(dir.List(), Names{"out"});
}

// Names past the 256th stayed when the process was interrupted.
TEST(PendingFileFaultsTest, AnInterruptRemovesAnyNumberOfHiddenFiles) {
  test::ScratchDir dir;
  auto interrupted = [&] {
    no_unnamed_files = true;
    std::vector<PendingFile> files;
    for (int i = 0; i < 600; ++i) files.push_back(*PendingFile::Create(dir.Path("out")));
    if (dir.List().size() == files.size()) raise(SIGINT);
  };
  EXPECT_EXIT(interrupted(), testing::KilledBySignal(SIGINT), "");
  EXPECT_EQ(dir.List(), Names());
}

// Files have a hidden name for a moment when they are published.
TEST(PendingFileFaultsTest, AnInterruptWhilePublishingLeavesNothing) {
  test::ScratchDir dir;
  auto interrupted = [&] {
    absl::StatusOr<PendingFile> file = PendingFile::Create(dir.Path("out"));
    interrupt_at_rename = true;
    static_cast<void>(file->Publish());
  };
  EXPECT_EXIT(interrupted(), testing::KilledBySignal(SIGINT), "");
  EXPECT_EQ(dir.List(), Names());
}

}  // namespace
}  // namespace jsonl::io
