// Counts the records that one thread sees.

#ifndef JSONL_TOOLS_STATS_COUNTER_H_
#define JSONL_TOOLS_STATS_COUNTER_H_

#include <optional>
#include <string>

#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/text/scripts.h"
#include "tools/stats/json_checks.h"
#include "tools/stats/record_texts.h"
#include "tools/stats/tally.h"
#include "tools/stats/token_counter.h"

namespace jsonl::stats {

class Counter {
 public:
  // Into `tally`, grouped by the field; tokens are counted if `tokens` is not null. All must
  // outlive it.
  Counter(const json::FieldPath& by, const Tokens* tokens, Tally* tally) : by_(by), tally_(*tally) {
    if (tokens != nullptr) tokens_.emplace(*tokens);
  }

  // The record's text is readable past its end, as json::Parser wants it.
  void Count(json::Value root);
  // After the last record.
  void Finish() { checks_.Flush(); }

 private:
  void CountTexts(json::Value root, const RecordFacts& facts, GroupTally* group);

  const json::FieldPath& by_;
  Tally& tally_;
  std::optional<TokenCounter> tokens_;
  RecordTexts texts_;
  text::ScriptCounter scripts_;
  JsonChecks checks_;
  std::string scratch_;
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_COUNTER_H_
