#include "common/io/splitter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace jsonl::io {
namespace {

struct Found {
  std::vector<std::string> records;
  std::vector<uint32_t> lines;
  absl::Status status;
};

// Feeds `bytes` in pieces of `step` more bytes at a time, as a source does.
Found SplitAll(Splitter& splitter, std::string_view bytes, size_t step) {
  Found found;
  size_t start = 0;
  size_t line = 0;
  for (size_t end = 0;; end = std::min(end + step, bytes.size())) {
    bool at_end = end == bytes.size();
    std::vector<RecordSpan> spans;
    std::string_view piece = bytes.substr(start, end - start);
    absl::StatusOr<size_t> used = splitter.Split(piece, at_end, &spans);
    if (!used.ok()) {
      found.status = used.status();
      return found;
    }
    for (const RecordSpan& span : spans) {
      found.records.emplace_back(piece.substr(span.begin, span.end - span.begin));
      found.lines.push_back(static_cast<uint32_t>(line) + span.line);
    }
    for (char c : piece.substr(0, *used)) line += c == '\n';
    start += *used;
    if (at_end) return found;
  }
}

TEST(JsonArraySplitterTest, FindsElementsHoweverTheInputIsCut) {
  const std::string text =
      "\n[ {\"a\": \"]},[\\\"\"},\n {\"b\": [1, {}]} ,\n\n[],\"word\" , 12,null\n]\n";
  const std::vector<std::string> records = {
      "{\"a\": \"]},[\\\"\"}", "{\"b\": [1, {}]}", "[]", "\"word\"", "12", "null"};
  for (size_t step = 1; step < 70; ++step) {
    auto splitter = JsonArraySplitter();
    Found found = SplitAll(*splitter, text, step);
    EXPECT_TRUE(found.status.ok()) << found.status;
    EXPECT_EQ(found.records, records) << step;
    EXPECT_EQ(found.lines, (std::vector<uint32_t>{1, 2, 4, 4, 4, 4})) << step;
  }
}

TEST(JsonArraySplitterTest, TakesAnEmptyArrayAndRefusesOtherThings) {
  auto status = [](std::string_view text) {
    auto splitter = JsonArraySplitter();
    return SplitAll(*splitter, text, 3).status;
  };
  EXPECT_TRUE(status("[]").ok());
  EXPECT_TRUE(status(" [ ] \n").ok());
  for (const char* text :
       {"", "{}", "[1", "[1,", "[1,]", "[{\"a\":1]", "[]x", "[\"a", "[,1]", "[{}}"}) {
    EXPECT_FALSE(status(text).ok()) << text;
  }
}

TEST(DelimitedSplitterTest, FindsMessagesHoweverTheInputIsCut) {
  std::string text;
  std::vector<std::string> records = {"", "abc", std::string(300, 'x')};
  text.push_back(0);
  text += "\x03";
  text += records[1];
  text += "\xac\x02";
  text += records[2];
  for (size_t step = 1; step < 320; step += 3) {
    auto splitter = DelimitedSplitter(1000);
    EXPECT_EQ(SplitAll(*splitter, text, step).records, records) << step;
  }
  auto cut = DelimitedSplitter(1000);
  EXPECT_FALSE(SplitAll(*cut, text.substr(0, 200), 7).status.ok());
  auto small = DelimitedSplitter(100);
  EXPECT_FALSE(SplitAll(*small, text, 7).status.ok());
}

TEST(RecogniseTest, GoesByTheFirstBytes) {
  using C = std::optional<Container>;
  struct Case {
    std::string_view head;
    C more;  // if there is more
    C over;
  };
  const C lines = Container::kLines;
  const C array = Container::kJsonArray;
  const C delimited = Container::kDelimited;
  const C npy = Container::kNpy;
  const C unknown;
  for (const Case& c : {
           Case{"  [{", array, array},
           {"[\r\n", array, array},
           {"[ ", unknown, array},
           {"{\"a\":1}", lines, lines},
           {"{", unknown, lines},
           {"", unknown, lines},
           {" \n", unknown, lines},
           {"\x20\x0a\x04task\x12\x05", delimited, delimited},
           {"\x20\x0a\x04ta", unknown, delimited},
           {"\xa0", unknown, lines},
           {"\xa0\x01\x0a", unknown, lines},
           {"\x93NUMPY\x01", npy, npy},
           {"\x93NU", unknown, lines},
           {"\xff\xff\xff\xff\xff", lines, lines},
           {"\x20\x0a{}\n", lines, lines},
           {"[1]\n{}", lines, lines},
           {"[1, 2] x", lines, lines},
           {"[\"]\\\"\", [1]]\n\n", unknown, array},
           {"[]", unknown, array},
           {"[1", unknown, lines},
           {"[1, 2\n", lines, lines},
           {"[\"a\n", lines, lines},
           {"[\"a\", \n", array, array},
           {"[[1],\n[2]", array, array},
           {"[[\n", array, array},
       }) {
    EXPECT_EQ(Recognise(c.head, false), c.more) << c.head;
    EXPECT_EQ(Recognise(c.head, true), c.over) << c.head;
  }
}

}  // namespace
}  // namespace jsonl::io
