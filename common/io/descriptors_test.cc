#include "common/io/descriptors.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>

#include "common/io/input.h"
#include "common/io/sink.h"
#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

TEST(DescriptorsTest, SomePathsStandForThem) {
  EXPECT_EQ(DescriptorOf("/dev/stdin"), 0);
  EXPECT_EQ(DescriptorOf("/dev/stdout"), 1);
  EXPECT_EQ(DescriptorOf("/dev/stderr"), 2);
  EXPECT_EQ(DescriptorOf("/dev/fd/63"), 63);
  EXPECT_EQ(DescriptorOf("/proc/self/fd/0"), 0);
  for (const char* path : {"-", "", "/dev/fd/", "/dev/fd/1x", "/dev/fd/x", "/dev/null", "1"}) {
    EXPECT_EQ(DescriptorOf(path), std::nullopt) << path;
  }
}

// With `2>&-`, findings went into the file that was opened next; likewise the others. In a process
// of its own: gtest needs its descriptors.
TEST(DescriptorsTest, ClosedOnesAreNotTakenByFiles) {
  test::ScratchDir dir;
  const std::string file = dir.Write("file", "x");
  EXPECT_EXIT(
      {
        for (int fd : {0, 1, 2}) close(fd);
        ReserveStandardDescriptors();
        char c = 'c';
        bool good = open(file.c_str(), O_RDONLY) > 2;
        good = good && read(0, &c, 1) < 0 && errno == EBADF;
        good = good && write(1, &c, 1) < 0 && errno == EBADF;
        good = good && write(2, &c, 1) == 1;
        for (int fd : {0, 1, 2}) good = good && WasClosed(fd);
        // By a path, they would be opened anew.
        good = good && !Input::File("/dev/stdin").Open().ok();
        good = good && !OpenOutput("/dev/stdout").ok() && !OpenOutput("/dev/fd/2").ok();
        _exit(good ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(DescriptorsTest, OpenOnesStayAsTheyAre) {
  EXPECT_EXIT(
      {
        ReserveStandardDescriptors();
        bool good = !WasClosed(0) && !WasClosed(1) && !WasClosed(2) && !WasClosed(-1);
        _exit(good && write(2, "said", 4) == 4 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "said");
}

}  // namespace
}  // namespace jsonl::io
