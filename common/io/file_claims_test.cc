#include "common/io/file_claims.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "common/testing/scratch_dir.h"

namespace jsonl::io {
namespace {

class FileClaimsTest : public testing::Test {
 protected:
  std::string Message(absl::Status status) const { return std::string(status.message()); }

  test::ScratchDir dir_;
  FileClaims claims_;
};

TEST_F(FileClaimsTest, AFileIsClaimedOnce) {
  const std::string file = dir_.Path("new");
  EXPECT_TRUE(claims_.ClaimOutput("--output", file).ok());
  EXPECT_EQ(Message(claims_.Claim("--rejects", file)),
            file + ": --output and --rejects name the same file");
  EXPECT_TRUE(claims_.Claim("--rejects", dir_.Path("other")).ok());
}

TEST_F(FileClaimsTest, AFileHasManyPaths) {
  const std::string file = dir_.Write("file", "x");
  ASSERT_EQ(symlink(file.c_str(), dir_.Path("link").c_str()), 0);
  ASSERT_EQ(link(file.c_str(), dir_.Path("hard").c_str()), 0);
  EXPECT_TRUE(claims_.ClaimOutput("--output", file).ok());
  EXPECT_FALSE(claims_.Claim("--summary", dir_.Path("link")).ok());
  EXPECT_FALSE(claims_.Claim("--summary", dir_.Path("hard")).ok());
  EXPECT_FALSE(claims_
                   .Claim("--summary",
                          dir_.Path("../") + file.substr(1 + file.rfind('/', file.rfind('/') - 1)))
                   .ok());
  EXPECT_TRUE(claims_.ClaimOutput("--output", dir_.Path("new")).ok());
  EXPECT_FALSE(claims_.Claim("--rejects", dir_.Path("./new")).ok());
}

TEST_F(FileClaimsTest, OnlyAnOutputReplacesAnInput) {
  const std::string file = dir_.Write("file", "x");
  claims_.AddInput(file);
  EXPECT_EQ(Message(claims_.Claim("--rejects", file)),
            file + ": is an input, which --rejects would replace; name another file");
  EXPECT_TRUE(claims_.ClaimOutput("--output", file).ok());
}

TEST_F(FileClaimsTest, DevicesAreForAll) {
  for (const char* path : {"/dev/null", "-"}) {
    EXPECT_TRUE(claims_.ClaimOutput("--output", path).ok());
    EXPECT_TRUE(claims_.Claim("--rejects", path).ok());
  }
}

}  // namespace
}  // namespace jsonl::io
