// Mends text that was meant to be JSON, as language models and people write it.
//
// There is no specification of broken JSON. What is mended are the faults that are seen in
// practice, each in the way that its context shows; where two readings are equally good, or
// something would be lost, the text is left alone.

#ifndef JSONL_COMMON_JSON_REPAIR_REPAIRER_H_
#define JSONL_COMMON_JSON_REPAIR_REPAIRER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/parser.h"
#include "common/json/repair/mend.h"

namespace jsonl::json {

enum class RepairOutcome : uint8_t {
  kValid,     // JSON by RFC 8259 already
  kMended,    // it is now
  kHopeless,  // it cannot be mended with confidence
};

struct RepairResult {
  RepairOutcome outcome = RepairOutcome::kHopeless;
  Fault fault = {};       // kHopeless: why, and at which byte of the text
  size_t mend_count = 0;  // kMended: all of them; MendLog::kMaxListed are listed at most
};

// Reusable, for one text at a time. A text that is valid costs a parse and allocates nothing.
class Repairer {
 public:
  struct Options {
    bool join_values = false;  // several values in a row become an array; otherwise hopeless
  };

  Repairer() : Repairer(Options()) {}
  explicit Repairer(Options options) : options_(options) {}

  // Mends `text`, after which Parser::kPadding bytes are readable. Only for kMended are *out, which
  // then parses, and *mends, sorted by offset, written. White space and all that is right stay as
  // written. Time and memory are linear in the text; nesting is bounded by Parser::kMaxDepth.
  RepairResult Repair(std::string_view text, std::string* out, std::vector<Mend>* mends);

 private:
  Options options_;
  Parser parser_;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_REPAIRER_H_
