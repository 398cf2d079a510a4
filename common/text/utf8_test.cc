#include "common/text/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace jsonl::text {
namespace {

TEST(ToValidUtf8Test, ReplacesWhatIsNoCharacter) {
  EXPECT_EQ(ToValidUtf8("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(ToValidUtf8("\xff.jsonl"), "\xef\xbf\xbd.jsonl");
  EXPECT_EQ(ToValidUtf8("a\xe9\xe9z\xc3"), "a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd");
  EXPECT_EQ(ToValidUtf8(""), "");
}

TEST(Utf8Test, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("abc"), 3u);
  EXPECT_EQ(CountCodePoints("caf\xc3\xa9"), 4u);
  EXPECT_EQ(CountCodePoints("\xe4\xb8\xad\xe6\x96\x87"), 2u);
  EXPECT_EQ(CountCodePoints("\xf0\x9f\x98\x80"), 1u);
}

TEST(Utf8Test, FindsTheFirstInvalidByte) {
  EXPECT_EQ(FindInvalidUtf8("caf\xc3\xa9"), 5u);
  EXPECT_EQ(FindInvalidUtf8("a\x80"), 1u);
  EXPECT_EQ(FindInvalidUtf8("ab\xc0\xaf"), 2u);        // overlong
  EXPECT_EQ(FindInvalidUtf8("\xe0\x9f\xbf"), 0u);      // overlong
  EXPECT_EQ(FindInvalidUtf8("\xed\xa0\x80"), 0u);      // a surrogate
  EXPECT_EQ(FindInvalidUtf8("\xf4\x8f\xbf\xbf"), 4u);  // U+10FFFF
  EXPECT_EQ(FindInvalidUtf8("\xf4\x90\x80\x80"), 0u);  // past it
  EXPECT_EQ(FindInvalidUtf8("\xe4\xb8"), 0u);          // cut off
}

TEST(Utf8Test, StripsWhatPythonStrips) {
  EXPECT_EQ(Strip(" \t\n\x0b\x0c\r\x1c a b \xc2\xa0\xe3\x80\x80\xe2\x80\xa8"), "a b");
  EXPECT_EQ(Strip("\xe2\x80\x8b"), "\xe2\x80\x8b");  // ZERO WIDTH SPACE stays
  EXPECT_EQ(Strip(" \n "), "");
  EXPECT_EQ(Strip("\xc3\xa9"), "\xc3\xa9");
}

TEST(Utf8Test, ShortensBetweenCharacters) {
  const std::string most(60, 'a');
  EXPECT_EQ(Shortened(""), "");
  EXPECT_EQ(Shortened(most), most);
  EXPECT_EQ(Shortened(most + "b"), most + "...");
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "\xe4\xb8\xad";
  EXPECT_EQ(Shortened(wide), wide);
  EXPECT_EQ(Shortened(wide + "\xc3\xa9"), wide + "...");
}

TEST(Utf8Test, ShowsControlCharacters) {
  EXPECT_EQ(Visible("a\n\r\tb\x1b[31m\x7f\x01"), "a\\n\\r\\tb\\x1b[31m\\x7f\\x01");
  EXPECT_EQ(Visible("\xc2\x9b[31m"), "\\x9b[31m");  // CSI, for some terminals
  EXPECT_EQ(Visible("\xc3\xa9\xc2\xa0\xc2"), "\xc3\xa9\xc2\xa0\xc2");
  EXPECT_EQ(Visible("a\\n"), "a\\n");
}

}  // namespace
}  // namespace jsonl::text
