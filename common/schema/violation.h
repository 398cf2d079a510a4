// What is wrong with an instance.

#ifndef JSONL_COMMON_SCHEMA_VIOLATION_H_
#define JSONL_COMMON_SCHEMA_VIOLATION_H_

#include <string>
#include <string_view>

namespace jsonl::schema {

struct Violation {
  std::string pointer;       // of the instance, or of the part that is wrong (RFC 6901)
  std::string_view keyword;  // of the schema; "" for the schema false, and where a check gave up
  std::string message;       // "must be an integer, found 1.5"
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_VIOLATION_H_
