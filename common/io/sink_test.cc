#include "common/io/sink.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/errors.h"
#include "common/io/input.h"
#include "common/testing/descriptors.h"
#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

using Names = std::vector<std::string>;

std::unique_ptr<Sink> Open(const std::string& path) {
  absl::StatusOr<std::unique_ptr<Sink>> sink = OpenOutput(path);
  EXPECT_TRUE(sink.ok()) << sink.status();
  return *std::move(sink);
}

void WriteWhole(const std::string& path, std::string_view bytes) {
  std::unique_ptr<Sink> sink = Open(path);
  absl::Status status = sink->Write(bytes);
  EXPECT_TRUE(status.ok()) << status;
  status = Close(*sink);
  EXPECT_TRUE(status.ok()) << status;
}

// More than any buffer on the way holds.
std::string Large() {
  std::string text;
  for (int i = 0; text.size() < (3 << 20); ++i) text += std::to_string(i) + "\n";
  return text;
}

TEST(ToStringTest, Appends) {
  std::string out = "a";
  std::unique_ptr<Sink> sink = ToString(&out);
  ASSERT_TRUE(sink->Write("b").ok());
  ASSERT_TRUE(sink->Write("c").ok());
  ASSERT_TRUE(Close(*sink).ok());
  EXPECT_EQ(out, "abc");
}

TEST(OpenOutputTest, AFileAppearsWhenItIsPublished) {
  test::ScratchDir dir;
  std::string path = dir.Write("out", "old");
  std::unique_ptr<Sink> sink = Open(path);
  ASSERT_TRUE(sink->Write("new").ok());
  ASSERT_TRUE(sink->Flush().ok());
  ASSERT_TRUE(sink->Finish().ok());
  EXPECT_EQ(test::ReadFile(path), "old");
  ASSERT_TRUE(sink->Publish().ok());
  EXPECT_EQ(test::ReadFile(path), "new");
  EXPECT_EQ(dir.List(), Names{"out"});
}

TEST(OpenOutputTest, LeavesThingsAsTheyWereWithoutPublish) {
  test::ScratchDir dir;
  std::string path = dir.Write("out", "old");
  for (bool finish : {false, true}) {
    std::unique_ptr<Sink> sink = Open(path);
    std::unique_ptr<Sink> another = Open(dir.Path("another"));
    ASSERT_TRUE(sink->Write(Large()).ok());
    ASSERT_TRUE(another->Write(Large()).ok());
    if (finish) {
      ASSERT_TRUE(sink->Finish().ok());
    }
  }
  EXPECT_EQ(dir.List(), Names{"out"});
  EXPECT_EQ(test::ReadFile(path), "old");
}

TEST(OpenOutputTest, KeepsTheModeOfTheFileItReplaces) {
  test::ScratchDir dir;
  std::string path = dir.Write("out", "old");
  ASSERT_EQ(chmod(path.c_str(), 0604), 0);
  WriteWhole(path, "new");
  struct stat info;
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0604u);
}

TEST(OpenOutputTest, PiecesOfAnySizeComeOutInOrder) {
  test::ScratchDir dir;
  const std::string text = Large();
  // Around the size of the buffer, below and above.
  for (std::vector<size_t> sizes : {std::vector<size_t>{1, 262144, 7, 131072, 131071},
                                    {262143, 1, 262145},
                                    {100, 3000000},
                                    {0, 999}}) {
    std::string path = dir.Path("out");
    std::unique_ptr<Sink> sink = Open(path);
    for (size_t at = 0, i = 0; at < text.size(); at += sizes[i++ % sizes.size()]) {
      size_t size = std::min(sizes[i % sizes.size()], text.size() - at);
      ASSERT_TRUE(sink->Write(std::string_view(text).substr(at, size)).ok());
    }
    ASSERT_TRUE(Close(*sink).ok());
    EXPECT_TRUE(test::ReadFile(path) == text) << sizes[0];
  }
}

TEST(OpenOutputTest, FollowsSymbolicLinks) {
  test::ScratchDir dir;
  std::filesystem::create_directory(dir.Path("sub"));
  dir.Write("sub/target", "old");
  std::filesystem::create_symlink("sub/target", dir.Path("relative"));
  std::filesystem::create_symlink(dir.Path("sub/target"), dir.Path("absolute"));
  std::filesystem::create_symlink("relative", dir.Path("chain"));
  for (const char* link : {"relative", "absolute", "chain"}) {
    WriteWhole(dir.Path(link), link);
    EXPECT_TRUE(std::filesystem::is_symlink(dir.Path(link)));
    EXPECT_EQ(test::ReadFile(dir.Path("sub/target")), link);
  }
  std::filesystem::create_symlink("sub/fresh", dir.Path("dangling"));
  WriteWhole(dir.Path("dangling"), "fresh");
  EXPECT_TRUE(std::filesystem::is_symlink(dir.Path("dangling")));
  EXPECT_EQ(test::ReadFile(dir.Path("sub/fresh")), "fresh");
}

TEST(OpenOutputTest, CompressesByTheName) {
  test::ScratchDir dir;
  const std::string text = Large();
  struct Case {
    const char* name;
    bool smaller;
  };
  for (const Case& c : {Case{"a.jsonl.gz", true},
                        {"a.jsonl.zst", true},
                        {"a.jsonl", false},
                        {"a.gz.jsonl", false},
                        {"agz", false}}) {
    std::string path = dir.Path(c.name);
    WriteWhole(path, text);
    EXPECT_EQ(std::filesystem::file_size(path) < text.size(), c.smaller) << c.name;
    absl::StatusOr<OpenInput> opened = Input::File(path).Open();
    ASSERT_TRUE(opened.ok());
    std::string back;
    std::string buffer(1 << 20, '\0');
    while (size_t got = opened->bytes->Read(buffer.data(), buffer.size()).value()) {
      back.append(buffer, 0, got);
    }
    EXPECT_TRUE(back == text) << c.name;
  }
}

TEST(OpenOutputTest, AFullDeviceIsAnError) {
  // A small output fails when it is flushed, a large one while it is written.
  std::unique_ptr<Sink> sink = Open("/dev/full");
  ASSERT_TRUE(sink->Write("x").ok());
  absl::Status status = sink->Finish();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(status.message(), "/dev/full: No space left on device");
  EXPECT_EQ(Open("/dev/full")->Write(Large()).message(), "/dev/full: No space left on device");

  test::ScratchDir dir;
  std::filesystem::create_symlink("/dev/full", dir.Path("full.gz"));
  std::unique_ptr<Sink> packed = Open(dir.Path("full.gz"));
  ASSERT_TRUE(packed->Write("x").ok());
  EXPECT_EQ(packed->Finish().code(), absl::StatusCode::kResourceExhausted);
}

TEST(OpenOutputTest, AReaderThatLeftIsToldFromOtherErrors) {
  signal(SIGPIPE, SIG_IGN);
  test::Pipe pipe;
  pipe.CloseReader();
  std::unique_ptr<Sink> sink = Open("/dev/fd/" + std::to_string(pipe.writer()));
  EXPECT_TRUE(IsClosedPipe(sink->Write(Large())));
  ASSERT_TRUE(sink->Write("x").ok());
  EXPECT_TRUE(IsClosedPipe(sink->Finish()));
}

TEST(OpenOutputTest, AFifoIsWrittenToNotReplaced) {
  test::ScratchDir dir;
  std::string path = dir.Path("fifo");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  int reader = open(path.c_str(), O_RDWR);
  WriteWhole(path, "text");
  char bytes[10];
  EXPECT_EQ(read(reader, bytes, sizeof(bytes)), 4);
  EXPECT_EQ(std::string_view(bytes, 4), "text");
  EXPECT_TRUE(std::filesystem::is_fifo(path));
  close(reader);
}

TEST(OpenOutputTest, ADescriptorIsWrittenWhereItStands) {
  test::ScratchDir dir;
  std::string path = dir.Write("log", "before\n");
  for (const char* folder : {"/dev/fd/", "/proc/self/fd/"}) {
    int fd = open(path.c_str(), O_WRONLY);
    ASSERT_GT(lseek(fd, 0, SEEK_END), 0);
    WriteWhole(folder + std::to_string(fd), "more\n");
    EXPECT_EQ(write(fd, "after\n", 6), 6);  // still open, and past what was written
    close(fd);
  }
  EXPECT_EQ(test::ReadFile(path), "before\nmore\nafter\nmore\nafter\n");
}

TEST(OpenOutputTest, StandardStreamsHaveNames) {
  for (const char* name : {"-", "/dev/stdout", "/dev/fd/1"}) {
    test::Capture out(STDOUT_FILENO);
    WriteWhole(name, "text\n");
    EXPECT_EQ(out.Text(), "text\n") << name;
  }
  test::Capture error(STDERR_FILENO);
  WriteWhole("/dev/stderr", "text\n");
  EXPECT_EQ(error.Text(), "text\n");
}

TEST(OpenOutputTest, FlushReachesTheReader) {
  test::Pipe pipe;
  std::unique_ptr<Sink> sink = Open("/dev/fd/" + std::to_string(pipe.writer()));
  ASSERT_TRUE(sink->Write("line\n").ok());
  ASSERT_TRUE(sink->Flush().ok());
  char bytes[10];
  ASSERT_EQ(read(pipe.reader(), bytes, sizeof(bytes)), 5);
  EXPECT_EQ(std::string_view(bytes, 5), "line\n");
}

// The bytes of compressed files went by where a slow writer had paused.
TEST(OpenOutputTest, FlushesDoNotShowInAFileThatHasNoNameYet) {
  test::ScratchDir dir;
  for (const char* name : {"out", "out.gz", "out.zst"}) {
    const std::string path = dir.Path(name);
    WriteWhole(path, "firstsecond");
    const std::string whole = test::ReadFile(path);
    std::unique_ptr<Sink> sink = Open(path);
    ASSERT_TRUE(sink->Flush().ok());
    ASSERT_TRUE(sink->Write("first").ok());
    ASSERT_TRUE(sink->Flush().ok());
    ASSERT_TRUE(sink->Write("second").ok());
    ASSERT_TRUE(Close(*sink).ok());
    EXPECT_EQ(test::ReadFile(path), whole) << name;
  }
}

TEST(OpenOutputTest, SaysWhyItCannotWriteThere) {
  test::ScratchDir dir;
  std::string missing = dir.Path("none/out");
  EXPECT_EQ(OpenOutput(missing).status().message(), missing + ": No such file or directory");
  EXPECT_EQ(OpenOutput(dir.path()).status().message(), dir.path() + ": Is a directory");
  EXPECT_EQ(OpenOutput("/dev/fd/987654").status().message(), "/dev/fd/987654: Bad file descriptor");
}

}  // namespace
}  // namespace jsonl::io
