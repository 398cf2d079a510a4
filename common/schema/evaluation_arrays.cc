// Keywords about arrays.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "common/json/fingerprint.h"
#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"

namespace jsonl::schema {

// NOLINTBEGIN(misc-no-recursion): bounded by Evaluation::kMaxDepth.

bool Evaluation::ApplyArrayRule(const ArrayRule& rule, json::Value value, bool track) {
  bool valid = true;
  Charge(value.size());
  uint32_t position = 0;
  for (json::Value element : value.elements()) {
    const bool in_prefix = position < rule.prefix.size();
    const NodeId id = in_prefix ? program_.children[rule.prefix.begin + position] : rule.rest;
    if (id == kNoNode) break;
    const Keyword keyword = in_prefix ? Keyword::kItems : rule.rest_keyword;
    if (!EvaluateElement(keyword, id, element, position)) {
      valid = false;
      if (stops()) return false;
    }
    if (track) trail_.push_back(element.index());
    ++position;
  }
  return valid;
}

bool Evaluation::ApplyContains(const ContainsRule& rule, json::Value value, bool track) {
  const bool marks = track && rule.marks;
  uint64_t count = 0;
  Charge(value.size());
  for (json::Value element : value.elements()) {
    // What is marked, and the number that a message tells, take all elements.
    const bool decided = count >= rule.min && (rule.max == UINT64_MAX || count > rule.max);
    if (decided && !marks && !reporting_) break;
    if (gave_up()) return false;
    if (!Test(rule.node, element, /*track=*/false)) continue;
    ++count;
    if (marks) trail_.push_back(element.index());
  }
  if (count >= rule.min && count <= rule.max) return true;
  const bool few = count < rule.min;
  const Keyword keyword =
      few ? (rule.min == 1 ? Keyword::kContains : Keyword::kMinContains) : Keyword::kMaxContains;
  return Fail(keyword, [&] {
    return text::Cat("must have at ", few ? "least " : "most ",
                     Counted(few ? rule.min : rule.max, "item"),
                     " of the kind that contains asks for, has ", count);
  });
}

bool Evaluation::ApplyUniqueItems(json::Value value) {
  if (value.size() < 2) return true;
  Charge(Cost(value) + value.size());
  // Kept by the thread, so that a check allocates nothing.
  static thread_local std::vector<hash::Fingerprint> fingerprints;
  constexpr size_t kKept = 1 << 16;
  fingerprints.clear();
  for (json::Value element : value.elements()) fingerprints.push_back(json::FingerprintOf(element));
  std::sort(fingerprints.begin(), fingerprints.end());
  auto twice = std::adjacent_find(fingerprints.begin(), fingerprints.end());
  const bool unique = twice == fingerprints.end();
  const hash::Fingerprint repeated = unique ? hash::Fingerprint() : *twice;
  if (fingerprints.capacity() > kKept) std::vector<hash::Fingerprint>().swap(fingerprints);
  if (unique) return true;
  return Fail(Keyword::kUniqueItems, [&] {
    uint32_t first = 0;
    uint32_t position = 0;
    bool seen = false;
    for (json::Value element : value.elements()) {
      if (json::FingerprintOf(element) == repeated) {
        if (seen) break;
        seen = true;
        first = position;
      }
      ++position;
    }
    return text::Cat("items must be unique: items ", first, " and ", position, " are equal");
  });
}

// NOLINTEND(misc-no-recursion)

}  // namespace jsonl::schema
