// Finds the records of a block and parses each once.

#ifndef JSONL_COMMON_PIPELINE_SCANNER_H_
#define JSONL_COMMON_PIPELINE_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "common/io/block.h"
#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/line_mender.h"

namespace jsonl::pipeline {

// A well-formed record: one JSON object by RFC 8259.
struct Record {
  // Without its line end ('\n' or "\r\n"). Of a mended line, its value alone.
  std::string_view text;
  json::Value root;              // absent where ScanOptions::words takes the text as a word
  size_t line;                   // index into Batch::lines
  bool carriage_return = false;  // the '\r' of "\r\n" follows the text
};

// The record's text with its line end; not of a mended line. `batch` lists its line.
inline std::string_view WithLineEnd(const Record& record, const Batch& batch) {
  const Line& line = batch.lines[record.line];
  return {record.text.data(), line.end - line.begin};
}

struct ScanOptions {
  size_t max_line = 64 << 20;
  // Blank lines and duplicate keys are findings, as jsonl-validate wants them.
  bool blank_lines = false;
  bool duplicate_keys = false;
  // Records need not be objects; and a line that starts with none of {, [ and " is a word.
  bool words = false;
  // Lines that are no records are mended where that can be done with confidence, and each mend is a
  // warning. Only lines: where records of an array end is told by what may be broken in them.
  bool repair = false;
};

// One a thread. Holds the parser whose documents the records point into.
class Scanner {
 public:
  explicit Scanner(const ScanOptions& options) : options_(options) {
    if (options.repair) mender_ = std::make_unique<LineMender>();
  }

  // Lists the lines of the block in `batch`, which must be clear, and calls visit(const Record&)
  // for each well-formed record, in order. The record is valid during the call.
  template <typename Visit>
  void Scan(const io::Block& block, Batch* batch, Visit&& visit) {
    if (block.part != io::Block::Part::kRecords) return ScanPart(block, batch);
    std::string_view text = block.text();
    parser_.StartBatch(text);
    lines_ = block.origin->container == io::Container::kLines;
    if (!lines_) {
      for (const io::RecordSpan& span : block.records) {
        batch->lines.push_back({span.begin, span.end, span.line, Fate::kRecord});
        if (Parse(text, batch)) visit(ThisRecord(text, *batch));
      }
      batch->line_ends = CountLineEnds(text);
      return;
    }
    uint32_t number = 0;
    for (size_t begin = 0; begin < text.size(); ++number) {
      const void* newline = std::memchr(text.data() + begin, '\n', text.size() - begin);
      size_t end = static_cast<const char*>(newline) - text.data() + 1;
      batch->lines.push_back(
          {static_cast<uint32_t>(begin), static_cast<uint32_t>(end), number, Fate::kRecord});
      if (Parse(text, batch)) visit(ThisRecord(text, *batch));
      begin = end;
    }
    batch->line_ends = number;
  }

 private:
  static uint64_t CountLineEnds(std::string_view text);
  // A part of a line that is too long to be held.
  void ScanPart(const io::Block& block, Batch* batch);
  // Parses the last line of the batch; if it is no record, says so there.
  bool Parse(std::string_view text, Batch* batch);
  // The same of a line that may be a word.
  bool ParseWord(std::string_view record, Batch* batch);
  // Says so of a line that is not JSON, or mends it; whether it did.
  bool MendOrComplain(std::string_view line, const json::SyntaxError& error, Batch* batch);
  void Complain(std::string_view line, const json::SyntaxError& error, std::string_view why_not,
                Batch* batch);
  void Complain(report::Code code, std::string pointer, std::string message, Batch* batch);

  Record ThisRecord(std::string_view text, const Batch& batch) {
    if (mended_) {
      mended_ = false;
      return {mender_->root().raw(), mender_->root(), batch.lines.size() - 1};
    }
    const Line& line = batch.lines.back();
    size_t end = line.end;
    if (end > line.begin && text[end - 1] == '\n') --end;
    const bool carriage_return = end > line.begin && text[end - 1] == '\r';
    if (carriage_return) --end;
    return {text.substr(line.begin, end - line.begin), word_ ? json::Value() : parser_.root(),
            batch.lines.size() - 1, carriage_return};
  }

  ScanOptions options_;
  json::Parser parser_;
  bool word_ = false;                   // the last record is one
  std::unique_ptr<LineMender> mender_;  // null: lines are not mended
  bool mended_ = false;                 // the record is the mender's
  bool lines_ = true;  // records are lines, so that columns in one are columns in the other
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_SCANNER_H_
