#include "common/io/sink_pool.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/read_file.h"
#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

using test::ScratchDir;

constexpr PoolLimits kTight = {.streams = 2, .open_files = 1, .buffers = 50};

// Writes "0 0\n", "1 0\n", ..., "0 1\n" and so on to outputs 0, 1, ... called 0.ENDING and so on.
void Fill(SinkPool* pool, const ScratchDir& dir, std::string_view ending, int outputs, int lines) {
  std::vector<Sink*> sinks;
  for (int i = 0; i < outputs; ++i) {
    absl::StatusOr<Sink*> sink = pool->Open(dir.Path(std::to_string(i) + std::string(ending)));
    ASSERT_TRUE(sink.ok()) << sink.status();
    sinks.push_back(*sink);
  }
  for (int line = 0; line < lines; ++line) {
    for (int i = 0; i < outputs; ++i) {
      const std::string text = std::to_string(i) + " " + std::to_string(line) + "\n";
      ASSERT_TRUE(sinks[static_cast<size_t>(i)]->Write(text).ok());
    }
  }
}

TEST(SinkPoolTest, FilesAreTheSameWhateverTheLimits) {
  for (std::string_view ending : {".txt", ".gz", ".zst"}) {
    ScratchDir wide, tight;
    SinkPool with_room{PoolLimits()}, without{kTight};
    Fill(&with_room, wide, ending, 9, 40);
    Fill(&without, tight, ending, 9, 40);
    ASSERT_TRUE(with_room.Close().ok());
    ASSERT_TRUE(without.Close().ok());
    ASSERT_EQ(wide.List().size(), 9u);
    EXPECT_EQ(tight.List(), wide.List());
    for (const std::string& name : wide.List()) {
      EXPECT_EQ(test::ReadFile(tight.Path(name)), test::ReadFile(wide.Path(name))) << name;
      EXPECT_NE(test::ReadFile(wide.Path(name)), "");
    }
  }
}

TEST(SinkPoolTest, LargePiecesAndEmptyFilesArriveToo) {
  ScratchDir dir;
  SinkPool pool(kTight);
  const std::string large(1 << 20, 'x');
  for (const char* name : {"a", "b", "c", "d", "e.gz", "f.gz"}) {
    absl::StatusOr<Sink*> sink = pool.Open(dir.Path(name));
    ASSERT_TRUE(sink.ok()) << sink.status();
    if (*name == 'c' || *name == 'f') continue;
    ASSERT_TRUE((*sink)->Write(large).ok());
  }
  ASSERT_TRUE(pool.Close().ok());
  EXPECT_EQ(test::ReadFile(dir.Path("d")), large);
  EXPECT_EQ(test::ReadFile(dir.Path("c")), "");
  absl::StatusOr<std::string> e = io::ReadFile(dir.Path("e.gz")),
                              f = io::ReadFile(dir.Path("f.gz"));
  EXPECT_EQ(*e, large);
  EXPECT_EQ(*f, "");
}

TEST(SinkPoolTest, NothingStaysOfWhatIsNotClosed) {
  ScratchDir dir;
  dir.Write("3.txt", "old");
  {
    SinkPool pool(kTight);
    Fill(&pool, dir, ".txt", 6, 30);
    for (int i = 0; i < 6; ++i) {
      const std::string path = dir.Path(std::to_string(i) + ".txt");
      EXPECT_EQ(std::filesystem::exists(path), i == 3);
    }
  }
  EXPECT_EQ(dir.List(), std::vector<std::string>{"3.txt"});
  EXPECT_EQ(test::ReadFile(dir.Path("3.txt")), "old");
}

TEST(SinkPoolTest, NoneAppearsWhenOneFails) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  ScratchDir dir;
  std::filesystem::create_symlink("/dev/full", dir.Path("full"));
  SinkPool pool(kTight);
  for (const char* name : {"a", "b", "c", "full"}) {
    absl::StatusOr<Sink*> sink = pool.Open(dir.Path(name));
    ASSERT_TRUE(sink.ok()) << sink.status();
    static_cast<void>((*sink)->Write("x\n"));
  }
  EXPECT_FALSE(pool.Close().ok());
  EXPECT_FALSE(std::filesystem::exists(dir.Path("a")));
  EXPECT_FALSE(std::filesystem::exists(dir.Path("c")));
}

TEST(SinkPoolTest, LimitsFollowTheProcess) {
  const PoolLimits limits = LimitsOfProcess(1 << 20);
  EXPECT_EQ(limits.buffers, (1u << 20) / 4);
  EXPECT_GE(limits.streams, 1u);
  EXPECT_GE(limits.open_files, 1u);
}

}  // namespace
}  // namespace jsonl::io
