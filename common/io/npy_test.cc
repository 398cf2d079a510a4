#include "common/io/npy.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::io {
namespace {

using std::literals::operator""sv;

std::string File(std::string_view dictionary, std::string_view items, char version = 1) {
  std::string out = "\x93NUMPY";
  out += version;
  out += '\0';
  out += static_cast<char>(dictionary.size());
  out += version == 1 ? "\0"sv : "\0\0\0"sv;
  return out.append(dictionary).append(items);
}

// The rows as text, or the message; the bytes come in pieces of that size.
std::string Rows(std::string_view bytes, size_t piece) {
  std::unique_ptr<Splitter> splitter = NpySplitter(1000);
  std::string out;
  size_t begin = 0;
  for (size_t end = 0; end < bytes.size() || end == 0;) {
    end = std::min(end + piece, bytes.size());
    std::string_view text = bytes.substr(begin, end - begin);
    std::vector<RecordSpan> spans;
    absl::StatusOr<size_t> used = splitter->Split(text, end == bytes.size(), &spans);
    if (!used.ok()) return std::string(used.status().message());
    for (const RecordSpan& span : spans) {
      NpyHeader::Parse(splitter->head())
          ->AppendRow(text.substr(span.begin, span.end - span.begin), &out);
      out += ';';
    }
    begin += *used;
    if (bytes.empty()) break;
  }
  return out;
}

TEST(NpyTest, ReadsRowsOfEveryTypeAndVersion) {
  struct Case {
    std::string_view dictionary;
    std::string_view items;
    std::string_view rows;
  };
  const Case cases[] = {
      {"{'descr': '<u2', 'fortran_order': False, 'shape': (2, 2), }\n",
       "\x01\x00\x02\x00\xff\xff\x00\x80"sv, "1,2;65535,32768;"},
      {"{'shape': (3,), 'descr': '<u2', 'fortran_order': True}", "\x01\x00\x02\x00\x03\x00"sv,
       "1,2,3;"},
      {"{'descr': '<i4', 'fortran_order': False, 'shape': (1, 2)}",
       "\xff\xff\xff\xff\x01\x00\x00\x80"sv, "-1,-2147483647;"},
      {"{\"descr\": \"<u4\", 'fortran_order': False, 'shape': (1, 1)}", "\xff\xff\xff\xff"sv,
       "4294967295;"},
      {"{'descr': '<i8', 'fortran_order': False, 'shape': (1, 1)}",
       "\xff\xff\xff\xff\xff\xff\xff\x7f"sv, "9223372036854775807;"},
      {"{'descr': '<i8', 'fortran_order': False, 'shape': (0, 7)}", "", ""},
      {"{'descr': '<i8', 'fortran_order': False, 'shape': (0,)}", "", ""},
  };
  for (const Case& c : cases) {
    for (char version : {1, 2, 3}) {
      const std::string file = File(c.dictionary, c.items, version);
      for (size_t piece = 1; piece <= file.size(); ++piece) {
        EXPECT_EQ(Rows(file, piece), c.rows) << c.dictionary << " " << piece;
      }
    }
  }
}

TEST(NpyTest, SaysWhatItDoesNotTake) {
  struct Case {
    std::string file;
    std::string_view message;
  };
  const auto array = [](std::string_view descr, std::string_view shape, bool fortran = false) {
    return File(text::Cat("{'descr': '", descr, "', 'fortran_order': ", fortran ? "True" : "False",
                          ", 'shape': ", shape, "}"),
                "");
  };
  const Case cases[] = {
      {"", "cut off within the header of the array"},
      {"NUMPY", "not an array of NumPy: no '\\x93NUMPY' at its start"},
      {File("{}", "", 4), "an array in NumPy's format 4, which is not known"},
      {array("<f8", "(1, 1)"),
       "an array of '<f8': tokens are '<i8', '<i4', '<u4' or '<u2' (int64, int32, uint32, "
       "uint16)"},
      {array("<i8", "(1, 1, 1)"), "an array of 3 dimensions: tokens have one or two"},
      {array("<i8", "()"), "an array of 0 dimensions: tokens have one or two"},
      {array("<i8", "(2, 2)", true),
       "an array in Fortran order: save numpy.ascontiguousarray(array)"},
      {array("<i8", "(99999999999999999999, 2)"), "an array whose header is malformed"},
      {array("<i8", "(1, 2"), "an array whose header is malformed"},
      {File("{'descr': ", ""), "an array whose header is malformed"},
      {array("<i8", "(9223372036854775807, 0)"), "the rows of the array are empty"},
      {array("<i8", "(1, 2305843009213693952)"),
       "the rows of the array, of 2305843009213693952 tokens, are over --max-line"},
      {array("<i8", "(5, 1)") + std::string(8, '\0'), "cut off: 4 rows of the array are missing"},
      {array("<i8", "(1, 1)") + std::string(9, '\0'), "goes on after the array"},
  };
  for (const Case& c : cases) EXPECT_EQ(Rows(c.file, 4096), c.message);
}

TEST(NpyTest, ItsHeaderIsReadBack) {
  const std::string head = NpyFileHeader(2, 3);
  EXPECT_EQ(head.size() % 64, 0u);
  EXPECT_EQ(Rows(head + std::string(48, '\0'), 4096), "0,0,0;0,0,0;");
}

}  // namespace
}  // namespace jsonl::io
