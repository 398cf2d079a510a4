// Keywords about single values: enum, const, and those of numbers and strings.

#include <algorithm>

#include "common/json/fingerprint.h"
#include "common/schema/evaluation.h"
#include "common/schema/messages.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {
namespace {

// Of a number, by its order relative to the limit.
bool IsWithin(Keyword limit, std::strong_ordering order) {
  switch (limit) {
    case Keyword::kMinimum:
      return order >= 0;
    case Keyword::kMaximum:
      return order <= 0;
    case Keyword::kExclusiveMinimum:
      return order > 0;
    default:
      return order < 0;
  }
}

std::string_view Relation(Keyword limit) {
  switch (limit) {
    case Keyword::kMinimum:
      return "at least ";
    case Keyword::kMaximum:
      return "at most ";
    case Keyword::kExclusiveMinimum:
      return "above ";
    default:
      return "below ";
  }
}

}  // namespace

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

bool Evaluation::ApplyLimits(Range list, json::Value value) {
  const Number number(value.raw());
  bool valid = true;
  for (uint32_t i = list.begin; i < list.end; ++i) {
    const Limit& limit = program_.limits[i];
    Charge(Cost(value));
    const std::strong_ordering order = number <=> limit.number;
    if (IsWithin(limit.keyword, order)) continue;
    valid = Fail(limit.keyword, [&] {
      return text::Cat("must be ", Relation(limit.keyword), text::Shortened(limit.number.raw()),
                       ", found ", Shown(value));
    });
    if (stops()) break;
  }
  return valid;
}

bool Evaluation::ApplyMultipleOf(const DivisorRule& rule, json::Value value) {
  Charge(Cost(value));
  if (rule.divisor.Divides(Number(value.raw()))) return true;
  return Fail(Keyword::kMultipleOf, [&] {
    return text::Cat("must be a multiple of ", text::Shortened(rule.text), ", found ",
                     Shown(value));
  });
}

bool Evaluation::ApplyString(const StringRule& rule, json::Value value) {
  const std::string_view string = value.string();
  // A code point takes one to four bytes, so that few strings have to be counted.
  const bool plain_length = string.size() / 4 >= rule.min && string.size() <= rule.max;
  bool valid = plain_length || ApplyLength(rule, string);
  if (!valid && stops()) return false;
  if (rule.pattern != StringRule::kNone) {
    const PatternRule& pattern = program_.patterns[rule.pattern];
    Charge(pattern.pattern->Cost(string.size()));
    if (gave_up()) return false;
    if (!pattern.pattern->Matches(string)) {
      valid = FailPattern(pattern, value);
      if (stops()) return false;
    }
  }
  if (rule.format == StringRule::kNone) return valid;
  return ApplyFormat(program_.formats[rule.format], value) && valid;
}

bool Evaluation::ApplyLength(const StringRule& rule, std::string_view string) {
  Charge(string.size() / 64);
  const uint64_t count = text::CountCodePoints(string);
  const bool long_enough = ApplyCount(Keyword::kMinLength, rule.min, count, "character");
  if (!long_enough && stops()) return false;
  return ApplyCount(Keyword::kMaxLength, rule.max, count, "character") && long_enough;
}

bool Evaluation::FailPattern(const PatternRule& rule, json::Value value) {
  return Fail(Keyword::kPattern, [&] {
    return text::Cat("must match the pattern ", Quoted(rule.text), ", found ", Shown(value));
  });
}

bool Evaluation::ApplyFormat(const FormatRule& rule, json::Value value) {
  const std::string_view string = value.string();
  Charge(string.size() / 16);
  if (rule.check(string)) return true;
  return Fail(Keyword::kFormat, [&] {
    return text::Cat("must be of the format ", Quoted(rule.name), ", found ", Shown(value));
  });
}

bool Evaluation::ApplyCount(Keyword keyword, uint64_t limit, uint64_t count,
                            std::string_view noun) {
  const bool min = keyword == Keyword::kMinLength || keyword == Keyword::kMinItems ||
                   keyword == Keyword::kMinProperties;
  if (min ? count >= limit : count <= limit) return true;
  return Fail(keyword, [&] {
    return text::Cat("must have ", min ? "at least " : "at most ", Counted(limit, noun), ", has ",
                     count);
  });
}

}  // namespace jsonl::schema
