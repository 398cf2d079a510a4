// Sinks whose system tells late of what went wrong.

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "common/io/sink.h"
#include "common/testing/scratch_dir.h"

namespace {

bool close_fails = false;

}  // namespace

// Stands in for that of the C library.
extern "C" int close(int fd) {
  auto result = static_cast<int>(syscall(SYS_close, fd));
  if (!close_fails) return result;
  errno = EDQUOT;
  return -1;
}

namespace jsonl::io {
namespace {

// The file had its name, and what it replaced was gone, before the error was seen.
TEST(SinkFaultsTest, AnErrorThatComesWithTheCloseKeepsTheNameFromTheFile) {
  test::ScratchDir dir;
  const std::string path = dir.Write("out", "old");
  absl::StatusOr<std::unique_ptr<Sink>> sink = OpenOutput(path);
  ASSERT_TRUE(sink.ok()) << sink.status();
  ASSERT_TRUE((*sink)->Write("new").ok());
  close_fails = true;
  absl::Status status = Close(**sink);
  close_fails = false;
  EXPECT_EQ(status.message(), path + ": Disk quota exceeded");
  sink->reset();
  EXPECT_EQ(dir.List(), std::vector<std::string>{"out"});
  EXPECT_EQ(test::ReadFile(path), "old");
}

}  // namespace
}  // namespace jsonl::io
