#include "common/io/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::io {
namespace {

using testing::ElementsAre;
using Strings = std::vector<std::string>;

TEST(CsvRowTest, ReadsFields) {
  struct Case {
    std::string_view row;
    Strings fields;
  };
  const Case cases[] = {
      {"a,b\n", {"a", "b"}},
      {"a,b\r\n", {"a", "b"}},
      {"a, b ", {"a", " b "}},
      {",", {"", ""}},
      {"\"\"\n", {""}},
      {"\"a,\r\nb\",c", {"a,\r\nb", "c"}},
      {"\"say \"\"hi\"\"\",\"\"\"\",x", {"say \"hi\"", "\"", "x"}},
      {"\"\"\"\"\"\",\"a\"\"b\"", {"\"\"", "a\"b"}},
      {"a\rb", {"a\rb"}},
  };
  CsvRow row(',');
  for (const Case& c : cases) {
    EXPECT_EQ(row.Read(c.row), "") << c.row;
    EXPECT_EQ(Strings(row.fields().begin(), row.fields().end()), c.fields) << c.row;
  }
}

TEST(CsvRowTest, SaysWhatIsWrong) {
  CsvRow row(',');
  EXPECT_EQ(row.Read("a,b\"c"), "Field 2 has a quote in it, but none around it");
  EXPECT_EQ(row.Read("\"a\"b"), "Field 1 goes on after its closing quote");
  EXPECT_EQ(row.Read("a,\"b\n"), "Field 2 has no closing quote");
}

TEST(CsvRowTest, WhatIsWrittenIsReadBack) {
  const Strings values = {"",   "a",    "a,b",  "a\tb",  "\"",  "\"\"", "a\"",
                          "\n", "\r\n", "a\rb", " a b ", "'x'", "é\n,"};
  for (char delimiter : {',', '\t'}) {
    std::string text;
    for (const std::string& value : values) {
      AppendCsvField(value, delimiter, &text);
      text += delimiter;
    }
    text.back() = '\n';
    CsvRow row(delimiter);
    EXPECT_EQ(row.Read(text), "");
    EXPECT_EQ(Strings(row.fields().begin(), row.fields().end()), values);
  }
}

struct Rows {
  Strings rows;  // "LINE: ROW"
  std::string head;
  absl::Status status;
};

// Hands the bytes out in pieces of that size.
Rows Split(std::string_view bytes, size_t piece, size_t max_size = 1000) {
  std::unique_ptr<Splitter> splitter = CsvSplitter(',', max_size);
  Rows result;
  uint32_t line = 0;
  size_t begin = 0;
  for (size_t end = 0;;) {
    end = std::min(end + piece, bytes.size());
    const bool at_end = end == bytes.size();
    std::string_view text = bytes.substr(begin, end - begin);
    std::vector<RecordSpan> spans;
    absl::StatusOr<size_t> used = splitter->Split(text, at_end, &spans);
    result.status = used.status();
    if (!used.ok()) return result;
    for (const RecordSpan& span : spans) {
      result.rows.push_back(
          text::Cat(line + span.line, ": ", text.substr(span.begin, span.end - span.begin)));
    }
    for (char c : text.substr(0, *used)) line += c == '\n';
    begin += *used;
    if (at_end) break;
  }
  result.head = splitter->head();
  return result;
}

TEST(CsvSplitterTest, FindsRowsHoweverTheBytesAreCut) {
  constexpr std::string_view kText =
      "\n\"a\nname\",b\r\n1,\"two\nlines\"\n\r\n\n\"\"\"\n\"\"\",x\"y\n3,\"\"\r\n\"4\",\"an end\"";
  for (size_t piece = 1; piece <= kText.size(); ++piece) {
    Rows found = Split(kText, piece);
    ASSERT_TRUE(found.status.ok()) << found.status;
    EXPECT_EQ(found.head, "\"a\nname\",b\r\n") << piece;
    EXPECT_THAT(found.rows, ElementsAre("3: 1,\"two\nlines\"\n", "7: \"\"\"\n\"\"\",x\"y\n",
                                        "9: 3,\"\"\r\n", "10: \"4\",\"an end\""))
        << piece;
  }
}

TEST(CsvSplitterTest, RefusesNamesThatMakeNoRecords) {
  struct Case {
    std::string_view text;
    std::string_view message;
  };
  const std::string kLong(1001, 'x');
  const Case cases[] = {
      {"a,b,a\n", "the first row names two columns 'a'"},
      {"a,,b\n", "the first row gives no name to column 2"},
      {"a,b\"\n", "the first row, of column names: Field 2 has a quote in it, but none around it"},
      {"a,\"b", "the first row, of column names: Field 2 has no closing quote"},
      {"\xff\n", "the first row, of column names, is no UTF-8"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Split(c.text, 1).status, absl::InvalidArgumentError(text::ToAbsl(c.message)));
  }
  EXPECT_FALSE(Split(kLong + kLong, 500).status.ok());
  EXPECT_TRUE(Split("", 1).status.ok());
}

TEST(CsvSplitterTest, SkipsARowThatIsTooLong) {
  const std::string row = "x,\"" + std::string(50, '\n') + "\"\"y\"\n";
  for (size_t piece : {1u, 7u, 60u}) {
    std::unique_ptr<Splitter> splitter = CsvSplitter(',', 1000);
    std::vector<RecordSpan> spans;
    ASSERT_EQ(*splitter->Split("a,b\n", false, &spans), 4u);
    ASSERT_EQ(*splitter->Split(std::string_view(row).substr(0, 10), false, &spans), 0u);
    const std::string text = row + "1,2\n";
    size_t begin = 0;
    bool done = false;
    // The first call is about the bytes that Split was given.
    for (size_t end = 10; !done; end = std::min(end + piece, text.size())) {
      absl::StatusOr<size_t> used =
          splitter->Skip(std::string_view(text).substr(begin, end - begin), false, &done);
      ASSERT_TRUE(used.ok());
      begin += *used;
    }
    EXPECT_EQ(begin, row.size()) << piece;
    EXPECT_EQ(*splitter->Split(std::string_view(text).substr(begin), true, &spans), 4u);
    EXPECT_EQ(spans.size(), 1u);
  }
}

TEST(CsvSplitterTest, IsLinearInWhatIsHostile) {
  std::string quotes = "a\n";
  for (int i = 0; i < 2000000; ++i) quotes += "x\"";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(Split(quotes, 1000, 1 << 30).rows.size(), 1u);
  EXPECT_EQ(Split("a\n\"" + std::string(4000000, 'x'), 1000, 1 << 30).rows.size(), 1u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

}  // namespace
}  // namespace jsonl::io
