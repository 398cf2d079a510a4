#include "common/io/byte_source.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "common/testing/descriptors.h"
#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

std::string ReadAll(ByteSource& source, size_t piece) {
  std::string out;
  std::string buffer(piece, '\0');
  while (true) {
    absl::StatusOr<size_t> got = source.Read(buffer.data(), piece);
    EXPECT_TRUE(got.ok()) << got.status();
    if (!got.ok() || *got == 0) return out;
    out.append(buffer, 0, *got);
  }
}

bool IsOpen(int fd) { return fcntl(fd, F_GETFD) >= 0; }

TEST(FromMemoryTest, GivesTheBytesInAnyPieces) {
  const std::string bytes("a\0b\nc\xff", 6);
  for (size_t piece : {1, 2, 5, 6, 100}) {
    std::unique_ptr<ByteSource> source = FromMemory(bytes);
    EXPECT_FALSE(source->WouldBlock());
    EXPECT_EQ(ReadAll(*source, piece), bytes);
  }
  EXPECT_EQ(ReadAll(*FromMemory(""), 10), "");
}

TEST(FromDescriptorTest, ReadsAFileFromWhereItStands) {
  test::ScratchDir dir;
  int fd = open(dir.Write("in", "0123456789").c_str(), O_RDONLY);
  ASSERT_EQ(lseek(fd, 4, SEEK_SET), 4);
  EXPECT_EQ(ReadAll(*FromDescriptor(fd, /*owned=*/true, "in"), 4), "456789");
}

TEST(FromDescriptorTest, ClosesOnlyWhatItOwns) {
  test::ScratchDir dir;
  int fd = open(dir.Write("in", "").c_str(), O_RDONLY);
  FromDescriptor(fd, /*owned=*/false, "in").reset();
  EXPECT_TRUE(IsOpen(fd));
  FromDescriptor(fd, /*owned=*/true, "in").reset();
  EXPECT_FALSE(IsOpen(fd));
}

TEST(FromDescriptorTest, ErrorsNameTheInput) {
  test::ScratchDir dir;
  int fd = open(dir.path().c_str(), O_RDONLY);
  char byte;
  EXPECT_EQ(FromDescriptor(fd, /*owned=*/true, "in.jsonl")->Read(&byte, 1).status().message(),
            "in.jsonl: Is a directory");
}

TEST(FromDescriptorTest, KnowsWhetherAPipeHasMore) {
  test::Pipe pipe;
  std::unique_ptr<ByteSource> source = FromDescriptor(pipe.reader(), /*owned=*/false, "pipe");
  EXPECT_TRUE(source->WouldBlock());
  pipe.Write("ab");
  EXPECT_FALSE(source->WouldBlock());
  char bytes[2];
  ASSERT_EQ(*source->Read(bytes, 1), 1u);
  EXPECT_FALSE(source->WouldBlock());
  ASSERT_EQ(*source->Read(bytes, 2), 1u);
  EXPECT_TRUE(source->WouldBlock());
  pipe.CloseWriter();
  EXPECT_FALSE(source->WouldBlock());
  EXPECT_EQ(*source->Read(bytes, 2), 0u);
}

TEST(FromDescriptorTest, CancelEndsAReadThatWaits) {
  test::Pipe pipe;
  std::atomic<bool> cancelled = false;
  std::unique_ptr<ByteSource> source =
      FromDescriptor(pipe.reader(), /*owned=*/false, "pipe", &cancelled);
  absl::Status status;
  std::thread reader([&] {
    char byte;
    status = source->Read(&byte, 1).status();
  });
  cancelled = true;
  reader.join();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

TEST(FromDescriptorTest, CancelDoesNotKeepBackWhatIsThere) {
  test::Pipe pipe;
  std::atomic<bool> cancelled = true;
  std::unique_ptr<ByteSource> source =
      FromDescriptor(pipe.reader(), /*owned=*/false, "pipe", &cancelled);
  pipe.Write("a");
  char byte;
  EXPECT_EQ(*source->Read(&byte, 1), 1u);
}

}  // namespace
}  // namespace jsonl::io
