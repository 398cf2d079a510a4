// Which texts are JSON.

#ifndef JSONL_TOOLS_STATS_JSON_CHECKS_H_
#define JSONL_TOOLS_STATS_JSON_CHECKS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/json/parser.h"

namespace jsonl::stats {

// Checks short texts many at a time: to start on one costs more than the rest of it. For one
// thread.
class JsonChecks {
 public:
  // Adds 1 to *count, at once or in Flush, if the text is a JSON text by RFC 8259. The text is
  // valid UTF-8 and readable past its end, as json::Parser wants it; the count stays where it is
  // until then.
  void Add(std::string_view text, uint64_t* count);
  void Flush();

 private:
  // Where one text has a string without an end, the others are checked one by one, too: so a few.
  static constexpr size_t kMost = 32;
  static constexpr size_t kLongest = 1024;  // bytes of a text that is worth a copy

  struct Waiting {
    size_t begin;
    size_t end;
    uint64_t* count;
  };
  json::Parser parser_;
  std::string texts_;  // with line ends between them
  std::array<Waiting, kMost> waiting_;
  size_t size_ = 0;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_JSON_CHECKS_H_
