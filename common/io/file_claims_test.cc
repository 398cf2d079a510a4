#include "common/io/file_claims.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "common/testing/descriptors.h"
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

TEST_F(FileClaimsTest, NoOutputReplacesWhatAnOptionReads) {
  const std::string file = dir_.Write("file", "x");
  const std::string output = dir_.Write("output", "x");
  EXPECT_TRUE(claims_.ClaimOutput("--output", output).ok());
  EXPECT_EQ(Message(claims_.ClaimInput("--against", output)),
            output + ": --output would replace what --against reads");
  EXPECT_TRUE(claims_.ClaimInput("--against", file).ok());
  EXPECT_TRUE(claims_.ClaimInput("--against", file).ok()) << "twice does no harm";
  EXPECT_EQ(Message(claims_.Claim("--duplicates", file)),
            file + ": is an input, which --duplicates would replace; name another file");
}

TEST_F(FileClaimsTest, DevicesAreForAll) {
  claims_.AddRecords();
  claims_.AddMessages();
  EXPECT_TRUE(claims_.ClaimOutput("--output", "/dev/null").ok());
  EXPECT_TRUE(claims_.Claim("--rejects", "/dev/null").ok());
}

// `--rejects FILE > FILE` left the rejects alone in FILE, and `2> FILE` lost the findings.
TEST_F(FileClaimsTest, WhereStandardStreamsGoIsTaken) {
  const std::string out = dir_.Write("out", "");
  const std::string log = dir_.Write("log", "");
  const int out_fd = open(out.c_str(), O_WRONLY | O_CLOEXEC);
  const int log_fd = open(log.c_str(), O_WRONLY | O_CLOEXEC);
  FileClaims without_records;
  {
    test::Redirect redirect_out(STDOUT_FILENO, out_fd);
    test::Redirect redirect_log(STDERR_FILENO, log_fd);
    claims_.AddRecords();
    claims_.AddMessages();
    EXPECT_EQ(Message(claims_.Claim("--rejects", out)),
              out + ": is standard output too, which --rejects would spoil; name another file");
    EXPECT_FALSE(claims_.Claim("--rejects", "-").ok());
    EXPECT_FALSE(claims_.Claim("--rejects", "/dev/stdout").ok());
    EXPECT_FALSE(claims_.Claim("--rejects", "/dev/fd/" + std::to_string(out_fd)).ok());
    EXPECT_EQ(Message(claims_.ClaimOutput("--output", log)),
              log + ": is standard error too, which --output would spoil; name another file");
    EXPECT_TRUE(claims_.Claim("--summary", "/dev/stderr").ok());  // adds to it

    without_records.AddMessages();
    EXPECT_TRUE(without_records.Claim("--rejects", "-").ok());
    EXPECT_EQ(Message(without_records.Claim("--summary", "/dev/stdout")),
              "/dev/stdout: --rejects and --summary name the same file");
    EXPECT_FALSE(without_records.Claim("--summary", out).ok());
  }
  close(out_fd);
  close(log_fd);
}

TEST_F(FileClaimsTest, StandardInputIsAnInput) {
  const std::string file = dir_.Write("file", "x");
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  {
    test::Redirect redirect(STDIN_FILENO, fd);
    claims_.AddInput("-");
  }
  close(fd);
  EXPECT_FALSE(claims_.Claim("--rejects", file).ok());
  EXPECT_TRUE(claims_.ClaimOutput("--output", file).ok());
}

}  // namespace
}  // namespace jsonl::io
