#include "common/schema/formats/format.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace jsonl::schema {
namespace {

const std::string kLabel63(63, 'a');  // NOLINT(bugprone-throwing-static-initialization)

struct Row {
  const char* format;
  std::vector<std::string> valid;
  std::vector<std::string> invalid;
};

class FormatTest : public testing::TestWithParam<Row> {};

TEST_P(FormatTest, TellsValidFromInvalid) {
  FormatCheck check = FindFormat(GetParam().format);
  ASSERT_NE(check, nullptr);
  for (const std::string& text : GetParam().valid) EXPECT_TRUE(check(text)) << text;
  for (const std::string& text : GetParam().invalid) EXPECT_FALSE(check(text)) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Times, FormatTest,
    testing::Values(
        Row{"date",
            {"2024-02-29", "2000-02-29", "0000-01-01"},
            {"", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-1-1",
             "2024-01-01Z", "2024-04-31", "20240101", "2024-01-1\xe0\xa5\xa7"}},
        Row{"time",
            {"00:00:00Z", "23:59:59.999+23:59", "12:00:00z", "23:59:60Z", "15:59:60-08:00",
             "01:29:60+01:30"},
            {"", "24:00:00Z", "12:60:00Z", "12:00:61Z", "12:00:00", "12:00:00.Z", "12:00Z",
             "12:00:00+24:00", "12:00:00+1:00", "22:59:60Z", "12:00:00 Z"}},
        Row{"date-time",
            {"2024-02-29T23:59:60Z", "1990-12-31T15:59:50.123-08:00", "2024-01-01t00:00:00z"},
            {"2024-01-01", "2024-01-01 00:00:00Z", "2023-02-29T00:00:00Z", "2024-01-01T00:00:00"}},
        Row{"duration",
            {"P1Y", "P1Y2M3D", "P2W", "PT1H", "PT1H2M3S", "P1DT12H", "P1M", "PT36S"},
            {"", "P", "PT", "P1", "1Y", "P1YT", "P1Y2D", "PT1H3S", "P2D1Y", "P1W1D", "P1.5Y", "P1S",
             "p1y", "PT1D"}}));

INSTANTIATE_TEST_SUITE_P(
    Hosts, FormatTest,
    testing::Values(
        Row{"hostname",
            {"a", "www.example.com", "a-b.c", "1.2", "xn--4gbwdl.xn--wgbh1c", kLabel63},
            {"", ".", "a.", "-a", "a-", "a_b", "a..b", kLabel63 + "a", "\xc3\xa9"}},
        Row{"idn-hostname",
            {"example.com", "\xec\x8b\xa4\xeb\xa1\x80.com", "l\xc2\xb7l",
             "b\xc3\xbc"
             "cher.de",
             "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7"},
            {"", "a\xc2\xb7l", "\xe3\x80\xae\xec\x8b\xa4", "-\xc3\xbc", "\xc3\xbc-",
             "\xcc\x81"
             "a",
             "B\xc3\x9c", "xx--\xc3\xbc",
             "\xe3\x83\xbb"
             "a",
             "a\xe2\x80\x8d", "\xc3\xbc b", "\xd9\xa1\xdb\xb1",
             std::string("\xc3\xbc") + std::string(60, 'a')}},
        Row{"ipv4",
            {"0.0.0.0", "255.255.255.255", "127.0.0.1"},
            {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.", "1..3.4", "0x7f.0.0.1",
             "1.2.3.4 "}},
        Row{"ipv6",
            {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "::ffff:1.2.3.4",
             "1:2:3:4:5:6:7::", "2001:DB8::a"},
            {"", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "1::2::3", "::1.2.3",
             "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "fe80::1%eth0", "1:2:3:4::5:6:7:8", ":1"}},
        Row{"email",
            {"joe.bloggs@example.com", "a+b@c", "\"a b\"@c.d", "\"a\\\"b\"@c", "\"a\\\\\"@c",
             "a@[127.0.0.1]", "a@[IPv6:::1]"},
            {"", "2962", "@a", "a@", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b@c", "\"a@b",
             "\"a\"b\"@c", "a@[1.2.3]", "\xc3\xa9@a.b", "\"a\\\"@b", "\"a\\\\\"b\"@c"}},
        Row{"idn-email", {"\xec\x8b\xa4@\xec\x8b\xa4.com", "a@b"}, {"2962", "\xc3\xa9", "a@-b"}}));

INSTANTIATE_TEST_SUITE_P(
    Identifiers, FormatTest,
    testing::Values(
        Row{"uri",
            {"http://a", "http://a:80/b?c#d", "urn:a:b", "mailto:a@b.c", "http://[::1]:80/",
             "a:", "http://%41", "file:///a", "http://[v1.a:b]/"},
            {"", "a", "/a", "//a/b", "http://a b", "1a:b", "http://[::1", "http://a:b",
             "http://a/%4", "http://a/<b>", "http://a/\xc3\xa9", "http://a#b#c", "http://[x]",
             "http://[v.a]", ":a"}},
        Row{"uri-reference",
            {"", "a", "/a", "//a", "#a", "?a", "./a:b", "http://a"},
            {"1:b", "\\\\a", "a b", "#a\\b", "\xc3\xa9", "#a#b"}},
        Row{"iri",
            {"http://\xc3\xa9/\xe4\xb8\xad?\xee\x80\x80#\xc3\xa9"},
            {"\xc3\xa9", "http://a/\xee\x80\x80", "http://a b"}},
        Row{"iri-reference", {"\xc3\xa9", "#\xc3\xa9"}, {"a b", "\xc2\x80"}},
        Row{"uri-template",
            {"", "a", "{a}", "{+a,b*}", "{?a:3}", "{a.b_c}", "{%41}", "\xc3\xa9/{a}"},
            {"{", "}", "{}", "{a", "a b", "{a:0}", "{a:10000}", "{a b}", "{.}", "{a.}", "{$a}",
             "%4", "<"}},
        Row{"uuid",
            {"2EB8AA08-AA98-11EA-B4AA-73B441D16380", "00000000-0000-0000-0000-000000000000"},
            {"", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380",
             "2eb8aa08-aa98-11ea-b4aa-73b441d1638g", "2eb8aa08aa98-11ea-b4aa73b441d16380----"}},
        Row{"json-pointer", {"", "/", "/a/b", "/~0~1", "/a//b"}, {"a", "#", "/~", "/~2", "/a~"}},
        Row{"relative-json-pointer",
            {"0", "1/a", "0#", "10/a/b", "1+1", "1-2/a", "2+1#"},
            {"", "/a", "01", "-1", "0##", "1a", "1+0", "1+", "+1"}},
        Row{"regex", {"a+", "(?=a)b", "(a)\\1", "[^]"}, {"(", "a**", "\\Z", "[b-a]"}}));

TEST(FormatTest, OthersAreUnknown) {
  EXPECT_EQ(FindFormat("color"), nullptr);
  EXPECT_EQ(FindFormat(""), nullptr);
}

// Long texts take linear time, whatever they are made of.
TEST(FormatTest, LongTextsAreChecked) {
  for (const char* name :
       {"date", "time", "duration", "hostname", "idn-hostname", "ipv4", "ipv6", "email",
        "idn-email", "uri", "iri-reference", "uri-template", "json-pointer", "regex"}) {
    for (const char* piece :
         {"1", "a", ".", ":", "{", "/", "@", "(", "\xe4\xb8\xad", "a.", "{a}", "%41"}) {
      std::string text;
      while (text.size() < 100'000) text += piece;
      static_cast<void>(FindFormat(name)(text));
    }
  }
}

}  // namespace
}  // namespace jsonl::schema
