// JSON Schema, compiled once and run over parsed documents (json-schema.org; draft-07, and 2020-12
// where $schema says so).
//
// Numbers are compared as they are written, whatever their size; 1.0 is an integer. Lengths are in
// code points. Equal means equal as JSON (json/fingerprint.h). Patterns are those of ECMA 262, as
// far as RE2 can express them. Nothing is ever fetched: a $ref leads to a place in the schema
// itself, or to the metaschema of either version.

#ifndef JSONL_COMMON_SCHEMA_SCHEMA_H_
#define JSONL_COMMON_SCHEMA_SCHEMA_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/schema/options.h"
#include "common/schema/violation.h"

namespace jsonl::schema {

struct Program;

// Immutable, cheap to copy, and may be used by several threads.
class Schema {
 public:
  // INVALID_ARGUMENT when `schema` is wrong, as "/pointer/to/keyword: reason": when a keyword has a
  // value that the specification does not let it have (annotations are not looked at, and names may
  // be repeated), when a reference leads nowhere, to another document or to itself without end, or
  // when RE2 cannot express a pattern. `schema` is not needed afterwards.
  static absl::StatusOr<Schema> Compile(json::Value schema, const CompileOptions& options = {});

  // Whether `instance` is valid. If it is not and `violations` is not null, appends what is wrong:
  // all of it, up to 1,000 violations, but for the insides of anyOf, oneOf and not.
  //
  // The work is bounded: past 100,000 steps, 1,000 more for every value and every 64 bytes of the
  // instance up to 20,000 of them, and 20 for each further one, it is given up. So it is where
  // more than 4,096 schemas are within one another. An instance that was given up is not valid, and
  // one violation says so. A step is one schema looked at for one value, or about as much work.
  bool Validate(json::Value instance, std::vector<Violation>* violations) const;

  // About the bytes of memory that the schema takes at most.
  size_t MemoryUsage() const;

 private:
  explicit Schema(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  std::shared_ptr<const Program> program_;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_SCHEMA_H_
