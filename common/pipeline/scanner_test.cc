#include "common/pipeline/scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/block.h"
#include "common/report/diagnostic.h"
#include "common/testing/blocks.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using std::literals::operator""sv;
using Strings = std::vector<std::string>;

const io::Origin kOrigin = {.name = "in"};

// What a scan found, a line of text each: the lines with their fates, the findings of the same
// line after it, and the records visited.
struct Scanned {
  Strings lines;
  Strings records;
  Batch batch;
};

Scanned Scan(const io::Block& block, const ScanOptions& options = {}) {
  Scanner scanner(options);
  Scanned scanned;
  scanner.Scan(block, &scanned.batch, [&](const Record& record) {
    EXPECT_TRUE(record.root.is_object());
    EXPECT_EQ(record.line, scanned.batch.lines.size() - 1);
    scanned.records.emplace_back(record.text);
  });
  constexpr const char* kFates[] = {"record", "blank", "rejected", "malformed"};
  size_t next = 0;
  for (size_t i = 0; i < scanned.batch.lines.size(); ++i) {
    const Line& line = scanned.batch.lines[i];
    scanned.lines.push_back(text::Cat(line.number, " ", line.begin, "-", line.end, " ",
                                      kFates[static_cast<size_t>(line.fate)]));
    for (; next < scanned.batch.findings.size() && scanned.batch.findings[next].line == i; ++next) {
      const report::Finding& finding = scanned.batch.findings[next].finding;
      scanned.lines.push_back(
          text::Cat(report::CodeName(finding.code), " ", finding.pointer, ": ", finding.message));
    }
  }
  EXPECT_EQ(next, scanned.batch.findings.size()) << "findings are not in the order of lines";
  return scanned;
}

Scanned Scan(std::string_view text, const ScanOptions& options = {}) {
  io::Block block;
  test::SetText(text, kOrigin, &block);
  return Scan(block, options);
}

TEST(ScannerTest, ListsLinesAndVisitsRecords) {
  Scanned scanned = Scan("{}\n \n{\"a\":\n {\"b\":1} \r\n[1]\n{\"c\":2}\n");
  EXPECT_EQ(scanned.lines,
            (Strings{"0 0-3 record", "1 3-5 blank", "2 5-11 malformed",
                     "invalid-json : Invalid JSON: column 6: the text ends too early",
                     "3 11-22 record", "4 22-26 malformed",
                     "not-an-object : Not a JSON object, but an array (jsonl-convert --from json "
                     "reads arrays of records)",
                     "5 26-34 record"}));
  EXPECT_EQ(scanned.records, (Strings{"{}", " {\"b\":1} ", "{\"c\":2}"}));
  EXPECT_EQ(scanned.batch.line_ends, 6u);
  EXPECT_EQ(scanned.batch.blank, 1u);
  EXPECT_EQ(scanned.batch.bad, 2u);
}

TEST(ScannerTest, SaysWhatIsWrongWithALine) {
  struct Case {
    std::string line;
    std::string_view finding;
  };
  for (const Case& c : {
           Case{"{\"a\":1} x",
                "invalid-json : Invalid JSON: column 9: unexpected content after the end of the "
                "value, found 'x'"},
           {"{\"a\":\"\xff\"}", "invalid-utf8 : Invalid UTF-8: column 7: not UTF-8, found '\\xff'"},
           {"{\"a\":" + std::string(1024, '[') + std::string(1024, ']') + "}",
            "too-deep : Too deep: column 1029: nested more than 1024 deep"},
           {std::string("{}\0", 3),
            "invalid-json : Invalid JSON: column 3: unexpected content after the end of the value, "
            "found '\\x00'"},
           {"\"text\"", "not-an-object : Not a JSON object, but a string"},
           {"1", "not-an-object : Not a JSON object, but a number"},
           {"null", "not-an-object : Not a JSON object, but null"},
           {"true", "not-an-object : Not a JSON object, but a boolean"},
       }) {
    Scanned scanned = Scan(c.line + "\n");
    ASSERT_EQ(scanned.lines.size(), 2u) << c.line;
    EXPECT_EQ(scanned.lines[1], c.finding);
    EXPECT_EQ(scanned.records, Strings());
    EXPECT_EQ(scanned.batch.bad, 1u);
  }
}

TEST(ScannerTest, BlankLinesAreFindingsWhereTheyAreAskedFor) {
  ScanOptions options;
  options.blank_lines = true;
  Scanned scanned = Scan("\n{}\n\t\r\n", options);
  EXPECT_EQ(scanned.lines, (Strings{"0 0-1 malformed", "blank-line : Blank line", "1 1-4 record",
                                    "2 4-7 malformed", "blank-line : Blank line"}));
  EXPECT_EQ(scanned.batch.blank, 0u);
  EXPECT_EQ(Scan("\n\n").lines, (Strings{"0 0-1 blank", "1 1-2 blank"}));
}

TEST(ScannerTest, DuplicateKeysAreFindingsWhereTheyAreAskedFor) {
  constexpr std::string_view kText = "{\"a\":[{\"b\":1,\"b\":2}]}\n";
  EXPECT_EQ(Scan(kText).lines, Strings{"0 0-22 record"});
  ScanOptions options;
  options.duplicate_keys = true;
  EXPECT_EQ(Scan(kText, options).lines,
            (Strings{"0 0-22 malformed", "duplicate-key /a/0/b: Duplicate key 'b'"}));
}

TEST(ScannerTest, ALineTooLongIsCalledNothingElse) {
  ScanOptions options;
  options.max_line = 8;
  const Strings expected = {"0 0-10 malformed",
                            "line-too-long : Line too long (9 > 8, see --max-line)"};
  EXPECT_EQ(Scan("{\"a\":123}\n", options).lines, expected);
  EXPECT_EQ(Scan("{\"a\":123;\n", options).lines, expected);
  EXPECT_EQ(Scan("123456789\n", options).lines, expected);
  EXPECT_EQ(Scan("{\"a\":12}\n", options).lines, Strings{"0 0-9 record"});
}

TEST(ScannerTest, PartsOfALineAreOneFindingAndOneLineEnd) {
  ScanOptions options;
  options.max_line = 3;
  io::Block block;
  test::SetText("{\"a\"", kOrigin, &block);
  block.part = io::Block::Part::kOversizeStart;
  Scanned start = Scan(block, options);
  EXPECT_EQ(start.lines,
            (Strings{"0 0-4 malformed",
                     "line-too-long : Line too long (more than 3 bytes, see --max-line)"}));
  EXPECT_EQ(start.batch.line_ends, 0u);
  block.part = io::Block::Part::kOversizeMore;
  EXPECT_EQ(Scan(block, options).lines, Strings());
  EXPECT_EQ(Scan(block, options).batch.line_ends, 0u);
  test::SetText("1}\n", kOrigin, &block);
  block.part = io::Block::Part::kOversizeEnd;
  EXPECT_EQ(Scan(block, options).lines, Strings());
  EXPECT_EQ(Scan(block, options).batch.line_ends, 1u);
}

TEST(ScannerTest, TakesRecordsWhereTheBlockSaysTheyAre) {
  const io::Origin origin = {.name = "in", .container = io::Container::kJsonArray};
  io::Block block;
  test::SetText("[{\"a\":\n1},\n2,{}]\n", origin, &block);
  block.records = {{1, 9, 0}, {11, 12, 2}, {13, 15, 2}};
  Scanned scanned = Scan(block);
  EXPECT_EQ(scanned.lines,
            (Strings{"0 1-9 record", "2 11-12 malformed",
                     "not-an-object : Not a JSON object, but a number", "2 13-15 record"}));
  EXPECT_EQ(scanned.records, (Strings{"{\"a\":\n1}", "{}"}));
  EXPECT_EQ(scanned.batch.line_ends, 3u);
}

// The brackets of an array may come in blocks of their own; they were taken for lines.
TEST(ScannerTest, ABlockWithoutRecordsHasNone) {
  const io::Origin origin = {.name = "in", .container = io::Container::kJsonArray};
  io::Block block;
  for (std::string_view text : {"[\n", "[]", "\n]\n\n", " "}) {
    test::SetText(text, origin, &block);
    Scanned scanned = Scan(block);
    EXPECT_EQ(scanned.lines, Strings()) << text;
    EXPECT_EQ(scanned.batch.line_ends, std::count(text.begin(), text.end(), '\n')) << text;
  }
}

TEST(ScannerTest, IsUsedForManyBlocks) {
  Scanner scanner(ScanOptions{});
  Batch batch;
  io::Block block;
  for (int i = 0; i < 3; ++i) {
    std::string text = text::Cat("{\"n\":", i, "}\n{\n");
    test::SetText(text, kOrigin, &block);
    batch.Clear();
    Strings records;
    scanner.Scan(block, &batch, [&](const Record& record) { records.emplace_back(record.text); });
    EXPECT_EQ(records, Strings{text.substr(0, text.find('\n'))});
    EXPECT_EQ(batch.lines.size(), 2u);
    EXPECT_EQ(batch.findings.size(), 1u);
    EXPECT_EQ(batch.bad, 1u);
  }
}

}  // namespace
}  // namespace jsonl::pipeline
