// ParseSize, which command_line.h declares.

#include <gtest/gtest.h>

#include <string>

#include "common/cli/command_line.h"

namespace jsonl::cli {
namespace {

TEST(ParseSizeTest, TakesWholeNumbersWithUnits) {
  struct Case {
    const char* text;
    uint64_t bytes;
  };
  for (const Case& c : {
           Case{"0", 0},
           {"1", 1},
           {"1000", 1000},
           {"7B", 7},
           {"64K", 65536},
           {"64KiB", 65536},
           {"1M", 1 << 20},
           {"3MiB", 3 << 20},
           {"2G", uint64_t{2} << 30},
           {"2GiB", uint64_t{2} << 30},
           {"1TiB", uint64_t{1} << 40},
           {"16777215T", uint64_t{16777215} << 40},
           {"18446744073709551615", UINT64_MAX},
       }) {
    absl::StatusOr<uint64_t> size = ParseSize(c.text);
    ASSERT_TRUE(size.ok()) << size.status();
    EXPECT_EQ(*size, c.bytes) << c.text;
  }
}

TEST(ParseSizeTest, RefusesOtherThings) {
  for (const char* text :
       {"", "x", "-1", "+1", " 1", "1 ", "1 MiB", "1.5GiB", "1e3", "1KB", "1kib", "MiB", "0x10",
        "1MiBs", "16777216T", "18446744073709551616", "99999999999999999999GiB"}) {
    absl::StatusOr<uint64_t> size = ParseSize(text);
    EXPECT_EQ(size.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(size.status().message(),
              "'" + std::string(text) + "' is no size: a whole number with KiB, MiB or GiB");
  }
}

}  // namespace
}  // namespace jsonl::cli
