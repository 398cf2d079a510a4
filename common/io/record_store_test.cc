#include "common/io/record_store.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/io/block.h"
#include "common/io/input.h"
#include "common/io/line_source.h"
#include "common/io/sink.h"
#include "common/testing/descriptors.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

using Part = Block::Part;
using Lines = std::vector<std::string>;

std::unique_ptr<RecordStore> Open(std::vector<Input> inputs, std::string temp_dir,
                                  const LineOptions& options = {}) {
  auto source = std::make_unique<LineSource>(std::move(inputs), options);
  return std::make_unique<RecordStore>(std::move(source), std::move(temp_dir));
}

// Lines that are held whole, as "INPUT@OFFSET in BLOCK: TEXT".
Lines ReadLines(BlockSource& source) {
  Lines lines;
  Block block;
  while (true) {
    absl::StatusOr<bool> more = source.Next(&block);
    EXPECT_TRUE(more.ok()) << more.status();
    if (!more.ok() || !*more) return lines;
    if (block.part != Part::kRecords) continue;
    std::string_view text = block.text();
    for (size_t begin = 0; begin < text.size();) {
      size_t end = text.find('\n', begin) + 1;
      lines.push_back(text::Cat(block.origin->name, "@", block.offset + begin, " in ",
                                block.sequence, ": ", text.substr(begin, end - begin)));
      begin = end;
    }
  }
}

absl::Status ReadToEnd(BlockSource& source) {
  Block block;
  while (true) {
    absl::StatusOr<bool> more = source.Next(&block);
    if (!more.ok() || !*more) return more.status();
  }
}

// Moves a file's time of change, which writing at once may leave as it was.
void Touch(const std::string& path) {
  struct timespec times[2] = {{1000000000, 0}, {1000000000, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

TEST(RecordStoreTest, GivesTheSameTwiceFromAnyInputs) {
  test::ScratchDir dir;
  std::string packed = dir.Path("packed.gz");
  {
    std::unique_ptr<Sink> sink = *OpenOutput(packed);
    ASSERT_TRUE(sink->Write("packed 1\npacked 2").ok());
    ASSERT_TRUE(Close(*sink).ok());
  }
  std::string plain = dir.Write("plain", "plain 1\n\nplain 3\n");
  std::string open_end = dir.Write("open end", "\xef\xbb\xbfopen 1\nopen 2");
  const std::vector<Input> inputs = {
      Input::File(plain),
      Input::File(packed),
      Input::File(open_end),
      Input::File(plain),
      Input::Memory("m", "memory 1\nmemory 2"),
      Input::File(plain),
  };
  for (size_t size = 1; size <= 30; ++size) {
    LineOptions options;
    options.block_size = size;
    std::unique_ptr<RecordStore> store = Open(inputs, dir.path(), options);
    Lines first = ReadLines(*store);
    ASSERT_EQ(first.size(), 15u);
    EXPECT_EQ(first[5].find(open_end + "@3 in "), 0u) << first[5];
    EXPECT_EQ(ReadLines(*store->Replay()), first) << size;
    EXPECT_EQ(ReadLines(*store->Replay()), first) << size;
  }
  EXPECT_EQ(dir.List(), (Lines{"open end", "packed.gz", "plain"}));
}

TEST(RecordStoreTest, GivesTheSameTwiceFromAPipe) {
  test::ScratchDir dir;
  test::Pipe pipe;
  std::thread writer([&] {
    for (int i = 0; i < 1000; ++i) pipe.Write(std::to_string(i) + "\n");
    pipe.Write("end");
    pipe.CloseWriter();
  });
  std::unique_ptr<RecordStore> store = Open({Input::File(pipe.ReaderPath())}, dir.path());
  Lines first = ReadLines(*store);
  writer.join();
  EXPECT_EQ(first.size(), 1001u);
  EXPECT_EQ(ReadLines(*store->Replay()), first);
}

TEST(RecordStoreTest, ReadsStandardInputAgainFromWhereItStood) {
  test::ScratchDir dir;
  int fd = open(dir.Write("in", "skipped\n1\n2").c_str(), O_RDONLY);
  ASSERT_EQ(lseek(fd, 8, SEEK_SET), 8);
  test::Redirect redirect(STDIN_FILENO, fd);
  close(fd);
  std::unique_ptr<RecordStore> store = Open({Input::File("-")}, "/nowhere");  // needs no copy
  Lines first = ReadLines(*store);
  EXPECT_EQ(first, (Lines{"<stdin>@0 in 0: 1\n", "<stdin>@2 in 0: 2\n"}));
  EXPECT_EQ(ReadLines(*store->Replay()), first);
}

TEST(RecordStoreTest, LinesTooLongAreNotGivenAgain) {
  test::ScratchDir dir;
  constexpr std::string_view kText = "a\n123456789\nb\n123456789";
  std::string path = dir.Write("in", kText);
  for (const Input& input : {Input::File(path), Input::Memory(path, kText)}) {
    for (size_t size = 1; size <= 5; ++size) {
      LineOptions options;
      options.block_size = size;
      options.max_line = 5;
      std::unique_ptr<RecordStore> store = Open({input}, dir.path(), options);
      Lines first = ReadLines(*store);
      ASSERT_EQ(first.size(), 2u);
      EXPECT_EQ(first[0].find(path + "@0 in "), 0u) << first[0];
      EXPECT_EQ(first[1].find(path + "@12 in "), 0u) << first[1];
      EXPECT_EQ(ReadLines(*store->Replay()), first) << size;
    }
  }
}

TEST(RecordStoreTest, NothingGivesNothing) {
  std::unique_ptr<RecordStore> store = Open({Input::Memory("in", "")}, "");
  EXPECT_EQ(ReadLines(*store), Lines());
  EXPECT_EQ(ReadLines(*store->Replay()), Lines());
}

void Grow(const std::string& path) { std::filesystem::resize_file(path, 100); }
void DropLastByte(const std::string& path) { std::filesystem::resize_file(path, 7); }
void Empty(const std::string& path) { std::filesystem::resize_file(path, 0); }
void Replace(const std::string& path) {
  std::filesystem::copy_file(path, path + ".new");
  std::filesystem::rename(path + ".new", path);
}

constexpr std::string_view kContent = "11\n22\n3\n";

TEST(RecordStoreTest, NoticesThatAnInputChangedBetweenTheReadings) {
  test::ScratchDir dir;
  for (auto* change : {Grow, DropLastByte, Empty, Touch, Replace}) {
    std::string path = dir.Write("in", kContent);
    std::unique_ptr<RecordStore> store = Open({Input::File(path)}, dir.path());
    ASSERT_EQ(ReadLines(*store).size(), 3u);
    change(path);
    std::unique_ptr<BlockSource> source = store->Replay();
    absl::Status status = ReadToEnd(*source);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(status.message(), path + ": changed while it was being read; run again");
  }
}

TEST(RecordStoreTest, NoticesThatAnInputChangesDuringTheSecondReading) {
  test::ScratchDir dir;
  for (auto* change : {Grow, DropLastByte, Empty, Touch}) {
    std::string path = dir.Write("in", kContent);
    LineOptions options;
    options.block_size = 3;
    std::unique_ptr<RecordStore> store = Open({Input::File(path)}, dir.path(), options);
    ASSERT_EQ(ReadLines(*store).size(), 3u);
    std::unique_ptr<BlockSource> source = store->Replay();
    Block block;
    ASSERT_TRUE(source->Next(&block).ok());
    change(path);
    EXPECT_EQ(ReadToEnd(*source).code(), absl::StatusCode::kFailedPrecondition);
  }
}

// It was called "-".
TEST(RecordStoreTest, CallsStandardInputThatChangedByItsName) {
  test::ScratchDir dir;
  std::string path = dir.Write("in", kContent);
  int fd = open(path.c_str(), O_RDONLY);
  test::Redirect redirect(STDIN_FILENO, fd);
  close(fd);
  std::unique_ptr<RecordStore> store = Open({Input::File("-")}, dir.path());
  ReadLines(*store);
  Grow(path);
  EXPECT_EQ(ReadToEnd(*store->Replay()).message(),
            "<stdin>: changed while it was being read; run again");
}

TEST(RecordStoreTest, SaysThatAnInputIsGone) {
  test::ScratchDir dir;
  std::string path = dir.Write("in", "1\n");
  std::unique_ptr<RecordStore> store = Open({Input::File(path)}, dir.path());
  ReadLines(*store);
  std::filesystem::remove(path);
  EXPECT_EQ(ReadToEnd(*store->Replay()).message(), path + ": No such file or directory");
}

TEST(RecordStoreTest, SaysThatItHasNoPlaceForACopy) {
  std::unique_ptr<RecordStore> store = Open({Input::Memory("in", "1\n")}, "/nowhere");
  Block block;
  EXPECT_EQ(store->Next(&block).status().message(),
            "temporary file in /nowhere: No such file or directory");
}

}  // namespace
}  // namespace jsonl::io
