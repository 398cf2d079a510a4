// What a LineSource makes of inputs whose records are not lines.

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/io/line_source.h"
#include "common/testing/descriptors.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

using std::literals::operator""sv;
using Strings = std::vector<std::string>;

struct Reading {
  Strings records;  // "OFFSET, LINE: TEXT"
  std::string text;
  Container container = Container::kLines;
  absl::Status status;
};

Reading Read(std::vector<Input> inputs, const LineOptions& options) {
  LineSource source(std::move(inputs), options);
  Reading reading;
  Block block;
  const Origin* origin = nullptr;
  uint64_t line = 0;
  while (true) {
    absl::StatusOr<bool> more = source.Next(&block);
    reading.status = more.status();
    if (!more.ok() || !*more) return reading;
    if (std::exchange(origin, block.origin) != block.origin) line = 0;
    reading.container = block.origin->container;
    std::string_view text = block.text();
    if (block.part == Block::Part::kOversizeStart) {
      reading.records.push_back(text::Cat(block.offset, ", ", line, ": "));
    }
    if (block.part != Block::Part::kRecords) reading.records.back() += text;
    for (const RecordSpan& span : block.records) {
      reading.records.push_back(text::Cat(block.offset + span.begin, ", ", line + span.line, ": ",
                                          text.substr(span.begin, span.end - span.begin)));
    }
    for (char c : text) line += c == '\n';
    reading.text += text;
  }
}

LineOptions Options(size_t block_size, std::optional<Container> container) {
  LineOptions options;
  options.block_size = block_size;
  options.container = container;
  return options;
}

constexpr std::string_view kArray = "\xef\xbb\xbf \n[\n\n{\"a\":1},\n  {\"b\":[2,\n3]} , 4\n]\n";
const Strings kElements = {"8, 3: {\"a\":1}", "19, 4: {\"b\":[2,\n3]}", "34, 5: 4"};

TEST(LineSourceContainerTest, GivesTheElementsOfAnArrayForAnyBlockSize) {
  for (size_t size = 3; size <= 60; ++size) {
    for (std::optional<Container> container :
         {std::optional(Container::kJsonArray), std::optional<Container>()}) {
      Reading reading = Read({Input::Memory("in", kArray)}, Options(size, container));
      EXPECT_TRUE(reading.status.ok()) << reading.status;
      EXPECT_EQ(reading.container, Container::kJsonArray);
      EXPECT_EQ(reading.records, kElements) << size;
      EXPECT_EQ(reading.text, kArray.substr(3)) << size;  // nothing is left out of the count
    }
  }
}

TEST(LineSourceContainerTest, ArraysOneAfterTheOther) {
  for (size_t size : {3, 5, 100}) {
    Reading reading = Read({Input::Memory("a", kArray), Input::Memory("b", "[]"),
                            Input::Memory("c", "[5]"), Input::Memory("d", kArray)},
                           Options(size, Container::kJsonArray));
    ASSERT_EQ(reading.records.size(), 7u);
    EXPECT_EQ(reading.records[3], "1, 0: 5");
    EXPECT_EQ(Strings(reading.records.begin() + 4, reading.records.end()), kElements);
  }
}

TEST(LineSourceContainerTest, FindsWhatEachInputIs) {
  constexpr std::string_view kMessage = "\x06\x0a\x04task\x06\x0a\x04text"sv;
  struct Case {
    std::string_view input;
    Container container;
  };
  for (const Case& c : {Case{"{}\n", Container::kLines},
                        {"[{}]", Container::kJsonArray},
                        {"\xef\xbb\xbf[{}]", Container::kJsonArray},
                        {kMessage, Container::kDelimited}}) {
    Reading reading = Read({Input::Memory("in", c.input)}, Options(100, std::nullopt));
    EXPECT_TRUE(reading.status.ok()) << reading.status;
    EXPECT_EQ(reading.container, c.container) << c.input;
  }
  EXPECT_EQ(Read({Input::Memory("in", kMessage)}, Options(3, std::nullopt)).records,
            (Strings{"1, 0: \x0a\x04task", "8, 1: \x0a\x04text"}));
}

// The first bytes of a slow writer may say nothing: they were taken for lines.
TEST(LineSourceContainerTest, FindsWhatAnInputIsHoweverItArrives) {
  for (std::string_view text : {" \n\n[{},{}]"sv, "\xef\xbb\xbf[{},{}]"sv, "[1]\n{}\n"sv,
                                "[\"a\",\n2]"sv, "\x06\x0a\x04task\x06\x0a\x04text"sv}) {
    const Reading whole = Read({Input::Memory("in", text)}, Options(100, std::nullopt));
    test::Pipe pipe;
    std::thread writer([&] {
      for (char c : text) {
        pipe.Write({&c, 1});
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
      pipe.CloseWriter();
    });
    Reading reading = Read({Input::File(pipe.ReaderPath())}, Options(100, std::nullopt));
    writer.join();
    EXPECT_TRUE(reading.status.ok()) << reading.status;
    EXPECT_EQ(reading.container, whole.container) << text;
    EXPECT_EQ(reading.records, whole.records) << text;
    EXPECT_EQ(reading.text, whole.text) << text;
  }
}

// Records that are lines were a broken array if the first of them was an array.
TEST(LineSourceContainerTest, ALoneArrayIsALineIfMoreFollows) {
  for (std::string_view text : {"[1]\n{}\n", "[1, [\"]\"]]\n\n{}\n", "[]\n{}\n"}) {
    Reading reading = Read({Input::Memory("in", text)}, Options(100, std::nullopt));
    EXPECT_TRUE(reading.status.ok()) << reading.status;
    EXPECT_EQ(reading.container, Container::kLines) << text;
    EXPECT_EQ(reading.text, text);
  }
  EXPECT_EQ(Read({Input::Memory("in", "[1, 2]\n")}, Options(100, std::nullopt)).records,
            (Strings{"1, 0: 1", "4, 0: 2"}));
}

TEST(LineSourceContainerTest, RecordsDoNotWaitForMore) {
  test::Pipe pipe;
  LineSource source({Input::File(pipe.ReaderPath())}, Options(1000, Container::kJsonArray));
  Block block;
  pipe.Write("[{},");
  ASSERT_TRUE(*source.Next(&block));
  EXPECT_EQ(block.records.size(), 1u);
  EXPECT_TRUE(block.flush);
}

// A block that was full did not flush, nor did what came of the next record.
TEST(LineSourceContainerTest, AFullBlockOfRecordsDoesNotWaitForMore) {
  for (std::string_view part : {"", "{\"a"}) {
    test::Pipe pipe;
    LineSource source({Input::File(pipe.ReaderPath())}, Options(7, Container::kJsonArray));
    Block block;
    pipe.Write(text::Cat("[{},{},", part));
    ASSERT_TRUE(*source.Next(&block));
    EXPECT_EQ(block.records.size(), 2u);
    EXPECT_EQ(block.flush, part.empty());
    if (!part.empty()) {
      ASSERT_TRUE(*source.Next(&block));
      EXPECT_EQ(block.text(), "");
      EXPECT_EQ(block.offset, 7u);
      EXPECT_TRUE(block.flush);
    }
    pipe.Write(part.empty() ? "3]" : "\":3}]");
    pipe.CloseWriter();
    ASSERT_TRUE(*source.Next(&block));
    ASSERT_EQ(block.records.size(), 1u);
    EXPECT_EQ(block.text().substr(0, block.records[0].end), part.empty() ? "3" : "{\"a\":3}");
  }
}

TEST(LineSourceContainerTest, ErrorsNameTheInput) {
  EXPECT_EQ(
      Read({Input::Memory("in", "[{},")}, Options(10, Container::kJsonArray)).status.message(),
      "in: the JSON array is cut off: no ']' at its end");
}

// An element longer than a line may be ended the run, or did not, as the block size was.
TEST(LineSourceContainerTest, GivesLongElementsForAnyBlockSize) {
  constexpr std::string_view kLong =
      "[ 1,\n  [\"]\\\"\", {}, \n\"1234567890\"] \n, \"12345678901234567890, \\\\\",\n"
      "123456789012345678901234567890,\n12345678901234567890123\n,{\"a\": 1}\n, 3]\n";
  const Strings expected =
      Read({Input::Memory("in", kLong)}, Options(1000, Container::kJsonArray)).records;
  ASSERT_EQ(expected.size(), 7u);
  for (size_t size = 1; size <= 100; ++size) {
    LineOptions options = Options(size, Container::kJsonArray);
    options.max_line = 10;
    Reading reading = Read({Input::Memory("in", kLong)}, options);
    EXPECT_TRUE(reading.status.ok()) << reading.status;
    EXPECT_EQ(reading.records, expected) << size;
    EXPECT_EQ(reading.text, kLong) << size;
    reading = Read({Input::Memory("in", kLong.substr(0, 35))}, options);
    EXPECT_EQ(reading.status.code(), absl::StatusCode::kDataLoss) << size;
    reading = Read({Input::Memory("in", kLong.substr(0, 30))}, options);
    EXPECT_EQ(reading.status.message(), "in: the JSON array is cut off within an element") << size;
  }
}

}  // namespace
}  // namespace jsonl::io
