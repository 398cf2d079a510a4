// Mends one JSON value of a text, and judges what stands behind it.

#ifndef JSONL_COMMON_JSON_REPAIR_REGION_MENDER_H_
#define JSONL_COMMON_JSON_REPAIR_REGION_MENDER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "common/json/parser.h"
#include "common/json/repair/mend.h"
#include "common/json/repair/string_mender.h"
#include "common/json/repair/surroundings.h"
#include "common/json/repair/walker.h"

namespace jsonl::json {

class RegionMender {
 public:
  // `join_values`: several values in a row become an array; otherwise they are a fault. The parser,
  // which judges the result, must outlive the RegionMender.
  RegionMender(bool join_values, Parser* parser) : join_values_(join_values), parser_(parser) {}

  // Writes the value in `region` of `text`, which is UTF-8, to *out as JSON; false where there is a
  // fault.
  bool Mend(std::string_view text, const Region& region, std::string* out);

  const Fault& fault() const { return fault_; }
  MendLog& log() { return log_; }

 private:
  bool MendBy(QuotePolicy policy, std::string_view text, const Region& region, std::string* out);
  // What follows the value: nothing, prose, or more values.
  bool ReadRest(std::string_view text, Walker* walker, std::string* out);
  bool ReadProse(std::string_view text, size_t* p);
  bool Fail(std::string_view words, size_t offset);

  bool join_values_;
  Parser* parser_;
  MendLog log_;
  Fault fault_;
  bool for_good_ = false;  // it is one under every policy
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_REGION_MENDER_H_
