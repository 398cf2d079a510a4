#include "common/schema/uri.h"

#include <gtest/gtest.h>

#include <utility>

namespace jsonl::schema {
namespace {

TEST(UriTest, SplitsIntoParts) {
  UriParts parts = SplitUri("http://a.example:80/b/c?d/e?f#g/h#i");
  EXPECT_EQ(parts.scheme, "http");
  EXPECT_EQ(parts.authority, "a.example:80");
  EXPECT_EQ(parts.path, "/b/c");
  EXPECT_EQ(parts.query, "d/e?f");
  EXPECT_EQ(parts.fragment, "g/h#i");

  parts = SplitUri("urn:uuid:1");
  EXPECT_EQ(parts.scheme, "urn");
  EXPECT_EQ(parts.path, "uuid:1");
  EXPECT_FALSE(parts.authority || parts.query || parts.fragment);

  parts = SplitUri("a/b:c");
  EXPECT_FALSE(parts.scheme);
  EXPECT_EQ(parts.path, "a/b:c");

  parts = SplitUri("#");
  EXPECT_EQ(parts.path, "");
  EXPECT_EQ(parts.fragment, "");
}

// The examples of RFC 3986, section 5.4.
TEST(UriTest, ResolvesReferences) {
  const std::pair<const char*, const char*> rows[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/../h", "http://a/b/c/h"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
  };
  for (const auto& [reference, expected] : rows) {
    EXPECT_EQ(ResolveUri("http://a/b/c/d;p?q", reference), expected) << reference;
  }
}

TEST(UriTest, ResolvesAgainstWhatIsNoFullUri) {
  EXPECT_EQ(ResolveUri("", "item.json#/a"), "item.json");
  EXPECT_EQ(ResolveUri("", "#/a"), "");
  EXPECT_EQ(ResolveUri("schemas/root.json", "item.json"), "schemas/item.json");
  EXPECT_EQ(ResolveUri("urn:example:root", "#a"), "urn:example:root");
  EXPECT_EQ(ResolveUri("http://a", "b"), "http://a/b");
}

TEST(UriTest, DecodesPercents) {
  EXPECT_EQ(PercentDecode("percent%25field%7e"), "percent%field~");
  EXPECT_EQ(PercentDecode("%e4%b8%ad"), "\xe4\xb8\xad");
  EXPECT_EQ(PercentDecode("100%"), "100%");
  EXPECT_EQ(PercentDecode("%4x%"), "%4x%");
}

}  // namespace
}  // namespace jsonl::schema
