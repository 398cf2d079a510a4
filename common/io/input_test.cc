#include "common/io/input.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "common/io/byte_source.h"
#include "common/io/compress.h"
#include "common/testing/descriptors.h"
#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

std::string ReadAll(ByteSource& source) {
  std::string out;
  char buffer[100];
  while (true) {
    absl::StatusOr<size_t> got = source.Read(buffer, sizeof(buffer));
    EXPECT_TRUE(got.ok()) << got.status();
    if (!got.ok() || *got == 0) return out;
    out.append(buffer, *got);
  }
}

std::string Gzipped(std::string_view text) {
  std::string out;
  std::unique_ptr<Sink> sink = GzipSink(ToString(&out));
  EXPECT_TRUE(sink->Write(text).ok());
  EXPECT_TRUE(Close(*sink).ok());
  return out;
}

struct stat StatOf(const std::string& path) {
  struct stat info;
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info;
}

TEST(InputTest, IsNamedAsTheUserNamedIt) {
  EXPECT_EQ(Input::File("dir/a.jsonl").name(), "dir/a.jsonl");
  EXPECT_EQ(Input::File("-").name(), "<stdin>");
  EXPECT_EQ(Input::Memory("memory", "x").name(), "memory");
}

TEST(InputTest, OnlyAPlainRegularFileCanBeReadAgain) {
  test::ScratchDir dir;
  test::Pipe pipe;
  pipe.Write("text");
  pipe.CloseWriter();
  struct Case {
    Input input;
    bool again;
  };
  for (const Case& c : {
           Case{Input::File(dir.Write("plain", "text")), true},
           {Input::File(dir.Write("packed", Gzipped("text"))), false},
           {Input::File(pipe.ReaderPath()), false},
           {Input::Memory("memory", "text"), false},
       }) {
    absl::StatusOr<OpenInput> opened = c.input.Open();
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_EQ(opened->file.has_value(), c.again) << c.input.name();
    EXPECT_EQ(ReadAll(*opened->bytes), "text") << c.input.name();
  }
}

TEST(InputTest, StandardInputIsReadFromWhereItStands) {
  test::ScratchDir dir;
  int fd = open(dir.Write("in", "0123456789").c_str(), O_RDONLY);
  ASSERT_EQ(lseek(fd, 4, SEEK_SET), 4);
  test::Redirect redirect(STDIN_FILENO, fd);
  close(fd);
  {
    absl::StatusOr<OpenInput> opened = Input::File("-").Open();
    ASSERT_TRUE(opened.ok());
    ASSERT_TRUE(opened->file.has_value());
    EXPECT_EQ(opened->file->start, 4u);
    EXPECT_EQ(ReadAll(*opened->bytes), "456789");
  }
  EXPECT_GE(fcntl(STDIN_FILENO, F_GETFD), 0);  // left open
}

TEST(InputTest, SaysWhyItCannotBeOpened) {
  test::ScratchDir dir;
  std::string missing = dir.Path("missing.jsonl");
  EXPECT_EQ(Input::File(missing).Open().status().message(),
            missing + ": No such file or directory");
  EXPECT_EQ(Input::File(dir.path()).Open().status().message(), dir.path() + ": Is a directory");
  std::string cut = dir.Write("cut.gz", "\x1f\x8b");
  absl::StatusOr<OpenInput> opened = Input::File(cut).Open();
  ASSERT_TRUE(opened.ok());
  char byte;
  EXPECT_EQ(opened->bytes->Read(&byte, 1).status().message(), cut + ": gzip data is cut off");
}

TEST(InputTest, KnowsItsSizeIfThereIsOne) {
  test::ScratchDir dir;
  test::Pipe pipe;
  EXPECT_EQ(Input::File(dir.Write("a", "12345")).Size(), 5u);
  EXPECT_EQ(Input::Memory("memory", "123").Size(), 3u);
  EXPECT_EQ(Input::File(dir.Write("gz", "\x1f\x8b, and more")).Size(), std::nullopt);
  EXPECT_EQ(Input::File(pipe.ReaderPath()).Size(), std::nullopt);
  EXPECT_EQ(Input::File(dir.path()).Size(), std::nullopt);
  EXPECT_EQ(Input::File(dir.Path("missing")).Size(), std::nullopt);
}

TEST(InputTest, IsRecognisedUnderAnotherName) {
  test::ScratchDir dir;
  std::string path = dir.Write("a", "text");
  dir.Write("b", "text");
  std::filesystem::create_hard_link(path, dir.Path("linked"));
  std::filesystem::create_symlink("a", dir.Path("symbolic"));
  struct stat info = StatOf(path);
  EXPECT_TRUE(Input::File(path).Is(info));
  EXPECT_TRUE(Input::File(dir.Path("linked")).Is(info));
  EXPECT_TRUE(Input::File(dir.Path("symbolic")).Is(info));
  EXPECT_FALSE(Input::File(dir.Path("b")).Is(info));
  EXPECT_FALSE(Input::File(dir.Path("missing")).Is(info));
  EXPECT_FALSE(Input::Memory("a", "text").Is(info));
  // A terminal or /dev/null may be both ends of a tool.
  EXPECT_FALSE(Input::File("/dev/null").Is(StatOf("/dev/null")));
}

TEST(FileIdentityTest, NoticesChanges) {
  test::ScratchDir dir;
  std::string path = dir.Write("a", "text");
  absl::StatusOr<OpenInput> opened = Input::File(path).Open();
  ASSERT_TRUE(opened.ok() && opened->file.has_value());
  const FileIdentity& identity = *opened->file;
  EXPECT_TRUE(identity.Unchanged(StatOf(path)));

  struct stat now = StatOf(path);
  now.st_size += 1;
  EXPECT_FALSE(identity.Unchanged(now));
  now = StatOf(path);
  now.st_mtim.tv_nsec ^= 1;
  EXPECT_FALSE(identity.Unchanged(now));
  now = StatOf(path);
  now.st_mtim.tv_sec += 1;
  EXPECT_FALSE(identity.Unchanged(now));
  EXPECT_FALSE(identity.Unchanged(StatOf(dir.Write("b", "text"))));
}

}  // namespace
}  // namespace jsonl::io
