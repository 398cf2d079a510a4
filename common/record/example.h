// Records as messages of the shared schema, proto/example.proto, and back.

#ifndef JSONL_COMMON_RECORD_EXAMPLE_H_
#define JSONL_COMMON_RECORD_EXAMPLE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/record/content.h"
#include "common/record/format.h"
#include "common/record/nested.h"
#include "common/text/buffer.h"

namespace jsonl {
class Example;  // proto/example.proto
}

namespace jsonl::record {

// Makes `out` what was read from a record. An example that is used again allocates nothing once it
// has seen a few.
void ToExample(const Content& content, Example* out);

// Makes the record that an example stands for, which another program may have written, and which
// may hold anything.
class ExampleReader {
 public:
  // The record, valid until the next call: one object, without line ends, of the format that the
  // example names. Fails with InvalidArgument, which says what is wrong.
  absl::StatusOr<json::Value> Read(const Format& format, const Example& example);
  // Its text.
  std::string_view text() const { return text_; }

 private:
  text::Buffer text_;
  Nested nested_;
  Content content_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_EXAMPLE_H_
