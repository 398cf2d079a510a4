// What a worker finds in a block: its lines, what became of each, and what is wrong with them.

#ifndef JSONL_COMMON_PIPELINE_BATCH_H_
#define JSONL_COMMON_PIPELINE_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "common/report/diagnostic.h"

namespace jsonl::pipeline {

enum class Fate : uint8_t {
  kRecord,     // well-formed, the tool's to decide about
  kBlank,      // no record
  kRejected,   // well-formed, but not what was asked for
  kMalformed,  // not a record; without --rejects the tool stops here
};

struct Line {
  uint32_t begin;   // in the block's text
  uint32_t end;     // past the '\n', if there is one
  uint32_t number;  // lines of the block before it
  Fate fate;
};

struct LineFinding {
  uint32_t line;  // index into Batch::lines
  report::Finding finding;
};

// Tools derive their results from it.
struct Batch {
  std::vector<Line> lines;
  std::vector<LineFinding> findings;  // in the order of lines
  uint32_t bad = 0;                   // lines rejected or malformed
  uint32_t blank = 0;
  uint64_t line_ends = 0;  // in the block: what the numbers of the next block's lines start at

  void Clear() {
    lines.clear();
    findings.clear();
    bad = 0;
    blank = 0;
    line_ends = 0;
  }
  void Find(size_t line, report::Finding finding) {
    findings.push_back({static_cast<uint32_t>(line), std::move(finding)});
  }
  // Changes the fate of a record, once.
  void Reject(size_t line, Fate fate = Fate::kRejected) {
    lines[line].fate = fate;
    ++bad;
  }
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_BATCH_H_
