#include "common/io/scratch_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <string>

#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

TEST(ScratchFileTest, GivesBackWhatWasAppendedAndLeavesNothing) {
  test::ScratchDir directory;
  ScratchFile file(directory.path());
  EXPECT_EQ(directory.List().size(), 0u);
  ASSERT_TRUE(file.Append("one, ").ok());
  ASSERT_TRUE(file.Append("").ok());
  ASSERT_TRUE(file.Append("two").ok());
  EXPECT_EQ(file.size(), 8u);
  ScratchFile moved(std::move(file));
  std::string read(5, ' ');
  ASSERT_TRUE(moved.Read(3, read.data(), read.size()).ok());
  EXPECT_EQ(read, ", two");
  EXPECT_FALSE(moved.Read(4, read.data(), read.size()).ok()) << "past the end";
  EXPECT_EQ(directory.List().size(), 0u);
}

TEST(ScratchFileTest, SaysWhereItFailed) {
  test::ScratchDir directory;
  ScratchFile absent(directory.Path("absent"));
  absl::Status status = absent.Append("x");
  EXPECT_NE(text::FromAbsl(status.message()).find(directory.Path("absent")), std::string::npos);

  signal(SIGXFSZ, SIG_IGN);
  struct rlimit old;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  struct rlimit tight = {4096, old.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  ScratchFile full(directory.path());
  status = full.Append(std::string(10000, 'x'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old), 0);
  EXPECT_EQ(text::FromAbsl(status.message()),
            text::Cat("temporary file in ", directory.path(), ": File too large"));
}

}  // namespace
}  // namespace jsonl::io
