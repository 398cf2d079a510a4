// All that is checked about one record.

#ifndef JSONL_TOOLS_VALIDATE_RECORD_CHECKER_H_
#define JSONL_TOOLS_VALIDATE_RECORD_CHECKER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/json/document.h"
#include "common/json/parser.h"
#include "common/record/format.h"
#include "common/report/diagnostic.h"

namespace jsonl {

struct RecordRules {
  const record::Format* format = nullptr;  // null: the one that the record looks like
  bool json_output = false;
  uint64_t min_length = 0;
  uint64_t max_length = UINT64_MAX;

  bool ConcernResponse() const { return json_output || min_length > 0 || max_length < UINT64_MAX; }
};

// One a thread: it has a parser for the JSON inside responses.
class RecordChecker {
 public:
  explicit RecordChecker(const RecordRules& rules) : rules_(rules) {}

  // What of a record could not be checked.
  struct Unchecked {
    bool format = false;    // it looks like none: only its being JSON was checked
    bool response = false;  // the rules concern one, and there is none, or it is not one text
  };
  // Appends all that is wrong with the record.
  Unchecked Check(json::Value root, std::vector<report::Finding>* findings);

 private:
  void CheckResponse(json::Value response, std::vector<report::Finding>* findings);

  RecordRules rules_;
  json::Parser parser_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RECORD_CHECKER_H_
