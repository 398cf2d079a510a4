// Keywords about single values: enum, const, and those of numbers and strings.

#include <algorithm>

#include "common/json/fingerprint.h"
#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {

bool Evaluation::ApplyValues(const Op& op, json::Value value) {
  const ValueSet& set = program_.value_sets[op.index];
  bool found = false;
  if (value.is_string()) {
    uint32_t guess = 0;
    Charge(value.raw().size() / 64);
    found = FindName(program_, set.strings, value.string(), &guess) != nullptr;
  } else if (set.fingerprints.size() > 0) {
    Charge(Cost(value));
    const auto* begin = program_.fingerprints.data() + set.fingerprints.begin;
    found = std::binary_search(begin, begin + set.fingerprints.size(), json::FingerprintOf(value));
  }
  if (found) return true;
  return Fail(op.keyword, [&] {
    if (op.keyword == Keyword::kEnum) {
      return text::Cat("must be one of ", set.shown, ", found ", Shown(value));
    }
    constexpr size_t kLong = 100;
    return set.shown.size() > kLong ? text::Cat("must be the value of const")
                                    : text::Cat("must be ", set.shown, ", found ", Shown(value));
  });
}

bool Evaluation::ApplyNumber(const Op& op, json::Value value) {
  const Number number(value.raw());
  if (op.keyword == Keyword::kMultipleOf) {
    const DivisorRule& rule = program_.divisors[op.index];
    Charge(Cost(value));
    if (rule.divisor.Divides(number)) return true;
    return Fail(op.keyword, [&] {
      return text::Cat("must be a multiple of ", rule.text, ", found ", Shown(value));
    });
  }
  const Number& limit = program_.numbers[op.index];
  const std::strong_ordering order = number <=> limit;
  std::string_view relation;
  switch (op.keyword) {
    case Keyword::kMinimum:
      if (order >= 0) return true;
      relation = "at least ";
      break;
    case Keyword::kMaximum:
      if (order <= 0) return true;
      relation = "at most ";
      break;
    case Keyword::kExclusiveMinimum:
      if (order > 0) return true;
      relation = "above ";
      break;
    default:
      if (order < 0) return true;
      relation = "below ";
      break;
  }
  return Fail(op.keyword, [&] {
    return text::Cat("must be ", relation, limit.raw(), ", found ", Shown(value));
  });
}

bool Evaluation::ApplyString(const Op& op, json::Value value) {
  const std::string_view string = value.string();
  switch (op.keyword) {
    case Keyword::kMinLength:
    case Keyword::kMaxLength: {
      // A code point takes one to four bytes, so that few strings have to be counted.
      const bool min = op.keyword == Keyword::kMinLength;
      if (min ? string.size() / 4 >= op.limit : string.size() <= op.limit) return true;
      Charge(string.size() / 64);
      return ApplyCount(op, text::CountCodePoints(string), "have", "character");
    }
    case Keyword::kPattern: {
      const PatternRule& rule = program_.patterns[op.index];
      Charge(rule.pattern->Cost(string.size()));
      if (rule.pattern->Matches(string)) return true;
      return Fail(op.keyword, [&] {
        return text::Cat("must match the pattern ", Quoted(rule.text), ", found ", Shown(value));
      });
    }
    default: {
      const FormatRule& rule = program_.formats[op.index];
      Charge(string.size() / 16);
      if (rule.check(string)) return true;
      return Fail(op.keyword, [&] {
        return text::Cat("must be of the format ", Quoted(rule.name), ", found ", Shown(value));
      });
    }
  }
}

bool Evaluation::ApplyCount(const Op& op, uint64_t count, std::string_view verb,
                            std::string_view noun) {
  const bool min = op.keyword == Keyword::kMinLength || op.keyword == Keyword::kMinItems ||
                   op.keyword == Keyword::kMinProperties;
  if (min ? count >= op.limit : count <= op.limit) return true;
  return Fail(op.keyword, [&] {
    return text::Cat("must ", verb, min ? " at least " : " at most ", Counted(op.limit, noun),
                     ", has ", count);
  });
}

}  // namespace jsonl::schema
