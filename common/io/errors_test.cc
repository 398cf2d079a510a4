#include "common/io/errors.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace jsonl::io {
namespace {

TEST(ErrnoStatusTest, NamesTheFileAndSaysWhatTheSystemSays) {
  struct Case {
    int error;
    absl::StatusCode code;
    const char* message;
  };
  for (const Case& c : {
           Case{ENOENT, absl::StatusCode::kNotFound, "a.jsonl: No such file or directory"},
           {EACCES, absl::StatusCode::kPermissionDenied, "a.jsonl: Permission denied"},
           {ENOSPC, absl::StatusCode::kResourceExhausted, "a.jsonl: No space left on device"},
           {EISDIR, absl::StatusCode::kFailedPrecondition, "a.jsonl: Is a directory"},
       }) {
    absl::Status status = ErrnoStatus(c.error, "a.jsonl");
    EXPECT_EQ(status.code(), c.code) << c.message;
    EXPECT_EQ(status.message(), c.message);
    EXPECT_FALSE(IsClosedPipe(status)) << c.message;
  }
}

TEST(IsClosedPipeTest, TellsAReaderThatLeftFromOtherEnds) {
  EXPECT_TRUE(IsClosedPipe(ErrnoStatus(EPIPE, "<stdout>")));
  EXPECT_TRUE(IsClosedPipe(ClosedPipe("<stdout>")));
  EXPECT_FALSE(ClosedPipe("<stdout>").ok());
  EXPECT_EQ(ClosedPipe("<stdout>").message(), "<stdout>: Broken pipe");
  EXPECT_FALSE(IsClosedPipe(absl::OkStatus()));
  EXPECT_FALSE(IsClosedPipe(absl::CancelledError("<stdout>: Broken pipe")));
}

}  // namespace
}  // namespace jsonl::io
