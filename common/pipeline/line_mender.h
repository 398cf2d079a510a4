// Lines that were meant to be records, mended.

#ifndef JSONL_COMMON_PIPELINE_LINE_MENDER_H_
#define JSONL_COMMON_PIPELINE_LINE_MENDER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/json/repair/repairer.h"
#include "common/report/diagnostic.h"

namespace jsonl::pipeline {

// Appends what was mended in a text as warnings: "Repaired: column 17: added a missing comma".
// `where` is the pointer to the string that has the text, empty for the record itself. `count` are
// all mends, of which those not in `mends` get one warning together.
void ReportMends(std::string_view text, const std::vector<json::Mend>& mends, size_t count,
                 std::string_view where, std::vector<report::Finding>* findings);

class LineMender {
 public:
  // Mends a line that is not JSON, after which Parser::kPadding bytes are readable; false where
  // that cannot be done with confidence, or what comes out is no object. Takes time linear in the
  // line.
  bool Mend(std::string_view line);

  // After true: the record, on one line, as long as no other is mended; and what was done.
  json::Value root() const { return parser_.root(); }
  std::vector<report::Finding>& findings() { return findings_; }
  // After false: why.
  const std::string& why() const { return why_; }

 private:
  bool Parse();  // text_, which gets its padding

  json::Repairer repairer_;
  std::string text_;  // with padding
  json::Parser parser_;
  std::vector<json::Mend> mends_;
  std::vector<report::Finding> findings_;
  std::string why_;
};

}  // namespace jsonl::pipeline

#endif  // JSONL_COMMON_PIPELINE_LINE_MENDER_H_
