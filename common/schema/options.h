// How a schema is read.

#ifndef JSONL_COMMON_SCHEMA_OPTIONS_H_
#define JSONL_COMMON_SCHEMA_OPTIONS_H_

namespace jsonl::schema {

struct CompileOptions {
  // What `format` says is demanded. By default it is an annotation.
  bool assert_formats = false;

  friend bool operator==(const CompileOptions&, const CompileOptions&) = default;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_OPTIONS_H_
