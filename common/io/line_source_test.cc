#include "common/io/line_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/io/block.h"
#include "common/io/compress.h"
#include "common/io/input.h"
#include "common/io/sink.h"
#include "common/testing/descriptors.h"
#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

using std::literals::operator""s;
using std::literals::operator""sv;
using Part = Block::Part;
using Strings = std::vector<std::string>;

// What a source gave, with the cuts between blocks taken out.
struct Reading {
  Strings lines;  // "INPUT@OFFSET:TEXT", each with its '\n'; parts are put together
  size_t parts = 0;
  absl::Status status;
};

// Reads everything and checks what holds for every block.
Reading Read(BlockSource& source) {
  Reading reading;
  Block block;
  bool within = false;  // a line that comes in parts
  for (uint64_t sequence = 0;; ++sequence) {
    absl::StatusOr<bool> more = source.Next(&block);
    reading.status = more.status();
    if (!more.ok() || !*more) break;
    std::string_view text = block.text();
    EXPECT_EQ(block.sequence, sequence);
    EXPECT_TRUE(block.records.empty());
    if (text.empty()) {
      EXPECT_TRUE(block.flush);
      continue;
    }
    bool goes_on = block.part == Part::kOversizeMore || block.part == Part::kOversizeEnd;
    EXPECT_EQ(goes_on, within);
    within = block.part == Part::kOversizeStart || block.part == Part::kOversizeMore;
    EXPECT_EQ(text.back() == '\n', !within);
    reading.parts += block.part != Part::kRecords;
    if (goes_on) {
      EXPECT_EQ(text.find('\n'), within ? text.npos : text.size() - 1);
      reading.lines.back() += text;
      continue;
    }
    for (size_t begin = 0; begin < text.size();) {
      size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
      reading.lines.push_back(text::Cat(block.origin->name, "@", block.offset + begin, ":",
                                        text.substr(begin, end - begin)));
      begin = end;
    }
  }
  EXPECT_FALSE(within) << "the end of a long line is missing";
  return reading;
}

Reading Read(std::vector<Input> inputs, LineOptions options = {}) {
  LineSource source(std::move(inputs), std::move(options));
  return Read(source);
}

struct Case {
  std::string_view name;
  std::string_view input;
  Strings lines;
};

const Case kCases[] = {
    {"empty", "", {}},
    {"one line", "{}\n", {"in@0:{}\n"}},
    {"no final newline", "a\nbcd", {"in@0:a\n", "in@2:bcd\n"}},
    {"blank lines", "\n\na\n\n", {"in@0:\n", "in@1:\n", "in@2:a\n", "in@4:\n"}},
    {"CRLF", "a\r\nb\r\n", {"in@0:a\r\n", "in@3:b\r\n"}},
    {"CR ends no line", "a\rb\n", {"in@0:a\rb\n"}},
    {"CR at the end", "a\r", {"in@0:a\r\n"}},
    {"U+2028 and U+0085 end no line", "\u2028\u0085\n", {"in@0:\u2028\u0085\n"}},
    {"byte-order mark", "\xef\xbb\xbf{}\na\n", {"in@3:{}\n", "in@6:a\n"}},
    {"byte-order mark, no newline", "\xef\xbb\xbf{}", {"in@3:{}\n"}},
    {"byte-order mark alone", "\xef\xbb\xbf", {}},
    {"byte-order mark and a blank line", "\xef\xbb\xbf\n", {"in@3:\n"}},
    {"a second mark is data", "\xef\xbb\xbf\xef\xbb\xbf\n", {"in@3:\xef\xbb\xbf\n"}},
    {"a later mark is data", "a\n\xef\xbb\xbf\n", {"in@0:a\n", "in@2:\xef\xbb\xbf\n"}},
    {"half a mark is data", "\xef\xbb", {"in@0:\xef\xbb\n"}},
    {"lines longer than the blocks",
     "a long first line\nb\nanother long line\n",
     {"in@0:a long first line\n", "in@18:b\n", "in@20:another long line\n"}},
};

LineOptions BlockSize(size_t size) {
  LineOptions options;
  options.block_size = size;
  return options;
}

TEST(LineSourceTest, GivesTheSameLinesForAnyBlockSize) {
  for (const Case& c : kCases) {
    for (size_t size = 1; size <= 50; ++size) {
      Reading reading = Read({Input::Memory("in", c.input)}, BlockSize(size));
      EXPECT_TRUE(reading.status.ok()) << reading.status;
      EXPECT_EQ(reading.lines, c.lines) << c.name << ", blocks of " << size;
      EXPECT_EQ(reading.parts, 0u) << c.name;
    }
  }
}

TEST(LineSourceTest, ANulByteIsData) {
  for (size_t size = 1; size <= 10; ++size) {
    Reading reading = Read({Input::Memory("in", "a\0b\n\0\nc"sv)}, BlockSize(size));
    EXPECT_EQ(reading.lines, (Strings{"in@0:a\0b\n"s, "in@4:\0\n"s, "in@6:c\n"}));
  }
}

// However a writer's bytes arrive.
TEST(LineSourceTest, GivesTheSameLinesFromAPipe) {
  for (const Case& c : kCases) {
    test::Pipe pipe;
    std::string path = pipe.ReaderPath();
    std::thread writer([&] {
      for (char byte : c.input) pipe.Write({&byte, 1});
      pipe.CloseWriter();
    });
    Strings expected = c.lines;
    for (std::string& line : expected) line.replace(0, 2, path);
    Reading reading = Read({Input::File(path)});
    writer.join();
    EXPECT_EQ(reading.lines, expected) << c.name;
  }
}

TEST(LineSourceTest, OffsetsOfCompressedInputCountWhatIsInIt) {
  std::string packed;
  std::unique_ptr<Sink> sink = GzipSink(ToString(&packed));
  ASSERT_TRUE(sink->Write("first\nsecond").ok());
  ASSERT_TRUE(Close(*sink).ok());
  for (size_t size : {1, 7, 1000}) {
    EXPECT_EQ(Read({Input::Memory("in", packed)}, BlockSize(size)).lines,
              (Strings{"in@0:first\n", "in@6:second\n"}));
  }
}

TEST(LineSourceTest, InputsDoNotFuse) {
  for (size_t size = 1; size <= 12; ++size) {
    Reading reading = Read(
        {Input::Memory("a", "1\n2"), Input::Memory("b", ""), Input::Memory("c", "\xef\xbb\xbf"),
         Input::Memory("d",
                       "\xef\xbb\xbf"
                       "3"),
         Input::Memory("e", "4\n")},
        BlockSize(size));
    EXPECT_EQ(reading.lines, (Strings{"a@0:1\n", "a@2:2\n", "d@3:3\n", "e@0:4\n"})) << size;
  }
}

TEST(LineSourceTest, BlocksKnowTheNumberOfTheirInput) {
  LineSource source({Input::Memory("a", "1\n"), Input::Memory("b", ""), Input::Memory("c", "2\n")},
                    {});
  Block first, second;
  ASSERT_TRUE(*source.Next(&first));
  ASSERT_TRUE(*source.Next(&second));
  EXPECT_EQ(first.origin->number, 0u);
  EXPECT_EQ(second.origin->number, 2u);
  EXPECT_EQ(first.origin->name, "a");  // after later inputs were opened
}

TEST(LineSourceTest, LinesTooLongToBeHeldComeInParts) {
  struct Long {
    std::string_view input;
    Strings lines;
    bool parts;  // with blocks of less than the long line
  };
  for (const Long& c : {
           Long{"123456\n", {"in@0:123456\n"}, false},
           {"123456", {"in@0:123456\n"}, false},
           {"a\n123456\n123456", {"in@0:a\n", "in@2:123456\n", "in@9:123456\n"}, false},
           {"1234567\n", {"in@0:1234567\n"}, true},
           {"a\n1234567\nb\n", {"in@0:a\n", "in@2:1234567\n", "in@10:b\n"}, true},
           {"1234567890123456789\nb", {"in@0:1234567890123456789\n", "in@20:b\n"}, true},
           {"\xef\xbb\xbf"
            "1234567\nb\n",
            {"in@3:1234567\n", "in@11:b\n"},
            true},
           {"1234567\n12345678\n", {"in@0:1234567\n", "in@8:12345678\n"}, true},
       }) {
    for (size_t size = 1; size <= 30; ++size) {
      LineOptions options = BlockSize(size);
      options.max_line = 6;
      Reading reading = Read({Input::Memory("in", c.input)}, options);
      EXPECT_TRUE(reading.status.ok()) << reading.status;
      EXPECT_EQ(reading.lines, c.lines) << c.input << ", blocks of " << size;
      if (size <= 7) {
        EXPECT_EQ(reading.parts > 0, c.parts) << c.input << ", blocks of " << size;
      }
    }
  }
}

// The end of a long line went missing if the input ended, without '\n', where a block did.
TEST(LineSourceTest, ALongLineWithoutNewlineEndsAllTheSame) {
  for (size_t length = 7; length < 40; ++length) {
    const std::string line(length, 'x');
    for (size_t size = 1; size <= 40; ++size) {
      LineOptions options = BlockSize(size);
      options.max_line = 6;
      Reading reading = Read({Input::Memory("a", line), Input::Memory("b", "next\n")}, options);
      EXPECT_EQ(reading.lines, (Strings{"a@0:" + line + "\n", "b@0:next\n"})) << size;
    }
  }
}

TEST(LineSourceTest, ALongLineTakesNoMoreMemoryThanItsLimit) {
  const std::string line(10 << 20, 'x');
  LineOptions options = BlockSize(1000);
  options.max_line = 100000;
  LineSource source({Input::Memory("in", line)}, options);
  Block block;
  size_t size = 0;
  while (*source.Next(&block)) {
    EXPECT_LE(block.buffer.capacity(), size_t{400000});
    size += block.text().size();
  }
  EXPECT_EQ(size, line.size() + 1);
}

TEST(LineSourceTest, NamesAJsonArrayAtTheStart) {
  LineOptions options;
  options.array_advice = "use a converter";
  struct Start {
    std::string_view input;
    bool array;
  };
  for (const Start& c : {
           Start{"[{\"a\":1},\n{\"a\":2}]\n", true},
           {"[\n  {\"a\": 1}\n]\n", true},
           {" [ { } ]", true},
           {"[", true},
           {"\xef\xbb\xbf[\r\n{}]", true},
           {"[1, 2]\n{\"a\":1}\n", false},
           {"[]\n", false},
           {"[\"a\",\n\"b\"]\n", true},
           {"[[1],\n[2]]\n", true},
           {"{\"a\":[{}]}\n[{}]\n", false},
           {"", false},
       }) {
    Reading reading = Read({Input::Memory("in", c.input)}, options);
    EXPECT_EQ(reading.status.ok(), !c.array) << c.input;
    if (c.array) {
      EXPECT_EQ(reading.status.message(),
                "in: starts with '[': a JSON array, not a record a line; use a converter");
    }
    EXPECT_TRUE(Read({Input::Memory("in", c.input)}).status.ok()) << "nobody asked: " << c.input;
  }
}

// Blank lines that came in a block of their own hid the array after them.
TEST(LineSourceTest, NamesAJsonArrayAfterBlankLinesForAnyBlockSize) {
  for (size_t size = 1; size <= 20; ++size) {
    LineOptions options = BlockSize(size);
    options.array_advice = "use a converter";
    Reading reading = Read({Input::Memory("in", "\n \r\n\n[\n{}]\n")}, options);
    EXPECT_EQ(reading.status.code(), absl::StatusCode::kInvalidArgument) << size;
    EXPECT_TRUE(Read({Input::Memory("in", "\n\n1\n[\n")}, options).status.ok()) << size;
  }
}

TEST(LineSourceTest, ErrorsComeAfterTheLinesBeforeThem) {
  test::ScratchDir dir;
  std::string missing = dir.Path("missing");
  Reading reading = Read({Input::Memory("a", "1\n"), Input::File(missing)});
  EXPECT_EQ(reading.lines, Strings{"a@0:1\n"});
  EXPECT_EQ(reading.status.message(), missing + ": No such file or directory");
}

}  // namespace
}  // namespace jsonl::io
