#include "tools/split/output_set.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using test::ReadFile;
using test::ScratchDir;

TEST(SafeFileNameTest, NeverLeavesItsDirectoryNorClashes) {
  EXPECT_EQ(SafeFileName("schema_generate-1.0"), "schema_generate-1.0");
  EXPECT_EQ(SafeFileName(""), "%");
  EXPECT_EQ(SafeFileName("../etc/passwd"), "%2E.%2Fetc%2Fpasswd");
  EXPECT_EQ(SafeFileName("."), "%2E");
  EXPECT_EQ(SafeFileName("a b%"), "a%20b%25");
  EXPECT_EQ(SafeFileName(std::string("a\0b", 3)), "a%00b");
  EXPECT_EQ(SafeFileName("\xe4\xb8\xad"), "\xe4\xb8\xad");
  std::set<std::string> names;
  for (const char* tail : {"a", "b", "ab", "ba"}) {
    std::string name = SafeFileName(std::string(500, 'x') + tail);
    EXPECT_LE(name.size(), 255u);
    EXPECT_TRUE(names.insert(name).second);
  }
}

TEST(SafeFileNameTest, IsCutBetweenCharacters) {
  for (size_t before = 0; before < 4; ++before) {
    std::string value(before, 'x');
    for (int i = 0; i < 100; ++i) value += "\xf0\x9f\x98\x80";
    std::string name = SafeFileName(value);
    size_t kept = name.find('%');
    ASSERT_NE(kept, name.npos);
    EXPECT_EQ((kept - before) % 4, 0u) << name;
    EXPECT_EQ(name.substr(0, kept), value.substr(0, kept));
  }
}

TEST(ShardNameTest, IsPadded) {
  EXPECT_EQ(ShardName(3, 16), "00003-of-00016");
  EXPECT_EQ(ShardName(0, 99999), "00000-of-99999");
}

TEST(OutputSetTest, WritesAFileAName) {
  ScratchDir directory;
  pipeline::Session session;
  absl::StatusOr<OutputSet> outputs =
      OutputSet::Create(directory.Path("{value}/of-{value}.jsonl"), "{value}", session);
  ASSERT_TRUE(outputs.ok()) << outputs.status();
  for (std::string_view name : {"a", "b/../c"}) {
    absl::StatusOr<uint32_t> number = outputs->Add(name);
    ASSERT_TRUE(number.ok()) << number.status();
    EXPECT_EQ(*number + 1, outputs->size());
    ASSERT_TRUE((*outputs)[*number].Write(text::Cat(name, "\n")).ok());
  }
  ASSERT_TRUE(outputs->Close().ok());
  EXPECT_EQ(directory.List(), (std::vector<std::string>{"a", "b%2F..%2Fc"}));
  EXPECT_EQ(ReadFile(directory.Path("a/of-a.jsonl")), "a\n");
  EXPECT_EQ(ReadFile(directory.Path("b%2F..%2Fc/of-b%2F..%2Fc.jsonl")), "b/../c\n");
}

TEST(OutputSetTest, NothingAppearsBeforeItIsClosed) {
  ScratchDir directory;
  pipeline::Session session;
  directory.Write("a.jsonl", "old\n");
  {
    absl::StatusOr<OutputSet> outputs =
        OutputSet::Create(directory.Path("{shard}.jsonl"), "{shard}", session);
    ASSERT_TRUE(outputs.ok()) << outputs.status();
    ASSERT_TRUE(outputs->Add("a").ok());
    ASSERT_TRUE(outputs->Add("b").ok());
    ASSERT_TRUE((*outputs)[0].Write("new\n").ok());
    EXPECT_EQ(ReadFile(directory.Path("a.jsonl")), "old\n");
    EXPECT_FALSE(std::filesystem::exists(directory.Path("b.jsonl")));
  }
  EXPECT_EQ(directory.List(), std::vector<std::string>{"a.jsonl"});
  EXPECT_EQ(ReadFile(directory.Path("a.jsonl")), "old\n");
}

TEST(OutputSetTest, NoneAppearsWhenOneFails) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  ScratchDir directory;
  pipeline::Session session;
  std::filesystem::create_symlink("/dev/full", directory.Path("b.jsonl"));
  absl::StatusOr<OutputSet> outputs =
      OutputSet::Create(directory.Path("{split}.jsonl"), "{split}", session);
  ASSERT_TRUE(outputs.ok()) << outputs.status();
  ASSERT_TRUE(outputs->Add("a").ok());
  ASSERT_TRUE(outputs->Add("b").ok());
  ASSERT_TRUE((*outputs)[0].Write("a\n").ok());
  static_cast<void>((*outputs)[1].Write("b\n"));  // may fail now or when it is flushed
  EXPECT_FALSE(outputs->Close().ok());
  EXPECT_FALSE(std::filesystem::exists(directory.Path("a.jsonl")));
}

TEST(OutputSetTest, SaysWhatIsMissing) {
  pipeline::Session session;
  absl::StatusOr<OutputSet> outputs = OutputSet::Create("out.jsonl", "{split}", session);
  EXPECT_EQ(outputs.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(text::FromAbsl(outputs.status().message()),
            "-o/--output must contain {split}, as in 'out/{split}.jsonl'");

  ScratchDir directory;
  directory.Write("file", "");
  outputs = OutputSet::Create(directory.Path("file/{split}"), "{split}", session);
  ASSERT_TRUE(outputs.ok()) << outputs.status();
  absl::Status status = outputs->Add("a").status();
  EXPECT_FALSE(status.ok());
  EXPECT_NE(text::FromAbsl(status.message()).find("/file"), std::string_view::npos) << status;
}

}  // namespace
}  // namespace jsonl
