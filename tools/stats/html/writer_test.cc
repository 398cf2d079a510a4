#include "tools/stats/html/writer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace jsonl::stats::html {
namespace {

TEST(AppendEscaped, LeavesNothingThatIsMarkupOrUnseen) {
  const struct {
    std::string_view text;
    std::string_view escaped;
  } kCases[] = {
      {"", ""},
      {"plain é 中文 😀", "plain é 中文 😀"},
      {"<script>alert(\"&\")</script>", "&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;"},
      {"]]>", "]]&gt;"},
      {"a\n\t\r\x1b[31m\x7f", "a\\n\\t\\r\\x1b[31m\\x7f"},
      {std::string_view("\0", 1), "\\x00"},
      {"\xc2\x85", "\\x85"},                                 // a control character
      {"\xe2\x80\xaetxt.exe", "\\u202etxt.exe"},             // right to left from here
      {"\xe2\x81\xa6\xe2\x81\xa9", "\\u2066\\u2069"},        // isolates
      {"a\xe2\x80\x8b\xef\xbb\xbf", "a\\u200b\\ufeff"},      // without width
      {"\xe2\x80\xa8", "\\u2028"},                           // end of line
      {"\xef\xbf\xbf\xf4\x8f\xbf\xbe", "\\uffff\\u10fffe"},  // forbidden in XML
      {"\xef\xb7\x90", "\\ufdd0"},                           // no character
      {"\xef\xbf\xbd", "\xef\xbf\xbd"},                      // itself
      {"a\xff\xc3", "a\xef\xbf\xbd\xef\xbf\xbd"},            // no UTF-8
      {"\xd7\xa9\xd7\x9c", "\xd7\xa9\xd7\x9c"},              // Hebrew is not hidden
  };
  for (const auto& c : kCases) {
    std::string escaped;
    AppendEscaped(c.text, &escaped);
    EXPECT_EQ(escaped, c.escaped);
  }
}

TEST(Writer, ClosesWhatItOpens) {
  Writer writer;
  {
    Tag outer(writer, "ul", {{"class", "a\"b"}});
    Tag inner(writer, "li");
    writer.Text("1 < 2");
    writer.Void("br");
    writer.Element("b", {{"id", "x"}}, "&");
  }
  EXPECT_EQ(writer.Take(),
            "<ul class=\"a&quot;b\"><li>1 &lt; 2<br/><b id=\"x\">&amp;</b></li></ul>");
}

TEST(Writer, NamesAreShortAndApart) {
  Writer writer;
  writer.Name("<b>");
  writer.Name("");
  writer.Name("  ");
  writer.Name("\n");
  writer.Name(std::string(1000, 'x'));
  EXPECT_EQ(writer.Take(),
            "<bdi>&lt;b&gt;</bdi><em>(empty)</em><em>(blank)</em><bdi>\\n</bdi><bdi>" +
                std::string(60, 'x') + "...</bdi>");
}

}  // namespace
}  // namespace jsonl::stats::html
