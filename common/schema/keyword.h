// The keywords of JSON Schema that decide about an instance, or about where schemas are.

#ifndef JSONL_COMMON_SCHEMA_KEYWORD_H_
#define JSONL_COMMON_SCHEMA_KEYWORD_H_

#include <cstdint>
#include <string_view>

namespace jsonl::schema {

// A version of JSON Schema (a "dialect", as JSON Schema Core 2020-12, section 4.3.3, calls it).
enum class Dialect : uint8_t { kDraft07, k202012 };

enum class Keyword : uint8_t {
  kAdditionalItems,
  kAdditionalProperties,
  kAllOf,
  kAnchor,
  kAnyOf,
  kConst,
  kContains,
  kDefinitions,
  kDefs,
  kDependencies,
  kDependentRequired,
  kDependentSchemas,
  kDynamicAnchor,
  kDynamicRef,
  kElse,
  kEnum,
  kExclusiveMaximum,
  kExclusiveMinimum,
  kFormat,
  kId,
  kIf,
  kItems,
  kMaxContains,
  kMaxItems,
  kMaxLength,
  kMaxProperties,
  kMaximum,
  kMinContains,
  kMinItems,
  kMinLength,
  kMinProperties,
  kMinimum,
  kMultipleOf,
  kNot,
  kOneOf,
  kPattern,
  kPatternProperties,
  kPrefixItems,
  kProperties,
  kPropertyNames,
  kRef,
  kRequired,
  kSchema,
  kThen,
  kType,
  kUnevaluatedItems,
  kUnevaluatedProperties,
  kUniqueItems,
  kNone,  // any other name: an annotation
};

constexpr int kKeywordCount = static_cast<int>(Keyword::kNone);

// The keyword of that name in that dialect, or kNone.
Keyword FindKeyword(std::string_view name, Dialect dialect);

// As it is written; "" for kNone.
std::string_view KeywordName(Keyword keyword);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_KEYWORD_H_
