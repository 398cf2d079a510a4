#include "common/io/temp_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

using Names = std::vector<std::string>;

TEST(OpenScratchFileTest, IsWrittenAndReadWithoutAName) {
  test::ScratchDir dir;
  absl::StatusOr<int> fd = OpenScratchFile(dir.path());
  ASSERT_TRUE(fd.ok()) << fd.status();
  ASSERT_EQ(pwrite(*fd, "abc", 3, 1 << 20), 3);
  char bytes[3];
  ASSERT_EQ(pread(*fd, bytes, 3, 1 << 20), 3);
  EXPECT_EQ(std::string(bytes, 3), "abc");
  EXPECT_EQ(dir.List(), Names());
  close(*fd);
}

TEST(OpenScratchFileTest, GoesWhereTheEnvironmentSays) {
  const char* tmpdir = getenv("TMPDIR");
  std::string old = tmpdir == nullptr ? "" : tmpdir;
  setenv("TMPDIR", "/nowhere/at/all", 1);
  absl::StatusOr<int> fd = OpenScratchFile("");
  tmpdir == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", old.c_str(), 1);
  EXPECT_EQ(fd.status().message(), "temporary file in /nowhere/at/all: No such file or directory");
}

TEST(PendingFileTest, HasItsNameOnceItIsPublished) {
  test::ScratchDir dir;
  absl::StatusOr<PendingFile> file = PendingFile::Create(dir.Path("out"));
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(write(file->fd(), "abc", 3), 3);
  EXPECT_FALSE(std::filesystem::exists(dir.Path("out")));
  ASSERT_TRUE(file->Publish().ok());
  EXPECT_EQ(dir.List(), Names{"out"});
  EXPECT_EQ(test::ReadFile(dir.Path("out")), "abc");
}

TEST(PendingFileTest, GoesOnAfterItWasParked) {
  test::ScratchDir dir;
  {
    std::string path = dir.Write("out", "old");
    ASSERT_EQ(chmod(path.c_str(), 0444), 0);
    absl::StatusOr<PendingFile> file = PendingFile::Create(path);
    ASSERT_TRUE(file.ok()) << file.status();
    ASSERT_TRUE(file->Append("abc").ok());
    for (int i = 0; i < 2; ++i) {
      ASSERT_TRUE(file->Park().ok());
      EXPECT_EQ(file->fd(), -1);
      EXPECT_EQ(test::ReadFile(path), "old");
      ASSERT_TRUE(file->Reopen().ok());
      ASSERT_TRUE(file->Append("de").ok());
    }
    char bytes[9];
    absl::StatusOr<size_t> got = file->ReadAt(2, bytes, sizeof bytes);
    ASSERT_TRUE(got.ok()) << got.status();
    EXPECT_EQ(std::string(bytes, *got), "cdede");
    ASSERT_TRUE(file->Park().ok());
    ASSERT_TRUE(file->Publish().ok());
    EXPECT_EQ(test::ReadFile(path), "abcdede");
    struct stat info;
    ASSERT_EQ(stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0444u);
    absl::StatusOr<PendingFile> other = PendingFile::Create(dir.Path("other"));
    ASSERT_TRUE(other->Park().ok());
    EXPECT_EQ(dir.List().size(), 2u);
  }
  EXPECT_EQ(dir.List(), Names{"out"});
}

TEST(PendingFileTest, LeavesNothingBehindWithoutPublish) {
  test::ScratchDir dir;
  {
    absl::StatusOr<PendingFile> file = PendingFile::Create(dir.Path("out"));
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(write(file->fd(), "abc", 3), 3);
  }
  EXPECT_EQ(dir.List(), Names());
}

TEST(PendingFileTest, ReplacesAFileAndKeepsItsMode) {
  test::ScratchDir dir;
  std::string path = dir.Write("out", "old");
  for (mode_t mode : {0600u, 0640u, 0444u, 0755u}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    absl::StatusOr<PendingFile> file = PendingFile::Create(path);
    ASSERT_TRUE(file.ok());
    std::string content = "mode " + std::to_string(mode);
    ASSERT_EQ(write(file->fd(), content.data(), content.size()),
              static_cast<ssize_t>(content.size()));
    EXPECT_NE(test::ReadFile(path), content);
    ASSERT_TRUE(file->Publish().ok());
    EXPECT_EQ(test::ReadFile(path), content);
    struct stat info;
    ASSERT_EQ(stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777, mode);
    EXPECT_EQ(dir.List(), Names{"out"});
  }
}

TEST(PendingFileTest, ANewFileHasTheModeThatTheUmaskLeaves) {
  test::ScratchDir dir;
  mode_t old = umask(027);
  absl::StatusOr<PendingFile> file = PendingFile::Create(dir.Path("out"));
  umask(old);
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(file->Publish().ok());
  struct stat info;
  ASSERT_EQ(stat(dir.Path("out").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0640u);
}

TEST(PendingFileTest, ManyForOnePathDoNotMeet) {
  test::ScratchDir dir;
  absl::StatusOr<PendingFile> first = PendingFile::Create(dir.Path("out"));
  absl::StatusOr<PendingFile> second = PendingFile::Create(dir.Path("out"));
  ASSERT_TRUE(first.ok() && second.ok());
  ASSERT_EQ(write(first->fd(), "1", 1), 1);
  ASSERT_EQ(write(second->fd(), "2", 1), 1);
  ASSERT_TRUE(second->Publish().ok());
  EXPECT_EQ(test::ReadFile(dir.Path("out")), "2");
  ASSERT_TRUE(first->Publish().ok());
  EXPECT_EQ(test::ReadFile(dir.Path("out")), "1");
  EXPECT_EQ(dir.List(), Names{"out"});
}

TEST(PendingFileTest, MovesWithoutLosingTheFile) {
  test::ScratchDir dir;
  absl::StatusOr<PendingFile> file = PendingFile::Create(dir.Path("out"));
  ASSERT_TRUE(file.ok());
  {
    PendingFile moved = *std::move(file);
    ASSERT_EQ(write(moved.fd(), "abc", 3), 3);
    ASSERT_TRUE(moved.Publish().ok());
  }
  EXPECT_EQ(test::ReadFile(dir.Path("out")), "abc");
}

TEST(PendingFileTest, NamesThePathThatItCannotHave) {
  test::ScratchDir dir;
  std::string nowhere = dir.Path("none/out");
  EXPECT_EQ(PendingFile::Create(nowhere).status().message(),
            nowhere + ": No such file or directory");

  std::string taken = dir.Path("taken");
  absl::StatusOr<PendingFile> file = PendingFile::Create(taken);
  ASSERT_TRUE(file.ok());
  std::filesystem::create_directory(taken);
  EXPECT_EQ(file->Publish().message(), taken + ": Is a directory");
  EXPECT_EQ(dir.List(), Names{"taken"});
}

}  // namespace
}  // namespace jsonl::io
