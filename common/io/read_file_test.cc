#include "common/io/read_file.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

TEST(ReadFileTest, ReadsAllOfIt) {
  const test::ScratchDir dir;
  const std::string large(200'000, 'x');
  for (const std::string& text : {std::string(), std::string("a\nb"), large}) {
    const std::string path = dir.Write("file", text);
    EXPECT_EQ(ReadFile(path).value(), text);
    const std::string marked = dir.Write("marked", "\xef\xbb\xbf" + text);
    EXPECT_EQ(ReadFile(marked).value(), text);
  }
}

TEST(ReadFileTest, SaysWhatItCannotRead) {
  const test::ScratchDir dir;
  const std::string path = dir.Write("file", std::string(3 << 20, 'x'));
  EXPECT_EQ(ReadFile(path, 1 << 20).status().message(),
            text::ToAbsl(path + ": larger than the 1 MiB that are taken"));
  EXPECT_TRUE(ReadFile(path, 3 << 20).ok());
  const absl::Status missing = ReadFile(dir.Path("no-such-file")).status();
  EXPECT_TRUE(absl::IsNotFound(missing)) << missing;
  EXPECT_TRUE(absl::IsInvalidArgument(ReadFile("-").status()));
}

}  // namespace
}  // namespace jsonl::io
