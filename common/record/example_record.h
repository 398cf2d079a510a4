// The text of the record that an Example of proto/example.proto stands for.

#ifndef JSONL_COMMON_RECORD_EXAMPLE_RECORD_H_
#define JSONL_COMMON_RECORD_EXAMPLE_RECORD_H_

#include "absl/status/status.h"
#include "common/record/format.h"
#include "common/text/buffer.h"

namespace jsonl {
class Example;  // proto/example.proto
}

namespace jsonl::record {

// Appends an object. Fails with InvalidArgument where the example lacks a value. JSON texts in the
// example are taken as they are: whether the object is JSON, and of the format, is left to see.
absl::Status AppendRecordOf(const Format& format, const Example& example, text::Buffer* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_EXAMPLE_RECORD_H_
