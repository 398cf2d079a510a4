// Where converted records go: one class a container.

#ifndef JSONL_TOOLS_CONVERT_RECORD_WRITER_H_
#define JSONL_TOOLS_CONVERT_RECORD_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/io/sink.h"

namespace jsonl {

// What stands between and after the records that a writer is given.
struct Punctuation {
  std::string_view between;
  std::string_view after;
};

class RecordWriter {
 public:
  virtual ~RecordWriter() = default;

  virtual Punctuation punctuation() const = 0;
  // Whether the writer looks at each record before it takes it: then Refuse is called for all of
  // them, in their order, and Write for those that it does not refuse.
  virtual bool may_refuse() const { return false; }
  // Why the record, as Write would get it, does not fit those before; "" if it does.
  virtual std::string Refuse(std::string_view record) {
    (void)record;
    return "";
  }
  // Takes records, at least one, in their order; `ends` are those of each in `text`.
  virtual absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) = 0;
  // After the last record: writes what needs all of them. Not called where a malformed line has
  // stopped the tool.
  virtual absl::Status Finish() = 0;
};

// A record a line, into a sink that outlives the writer.
std::unique_ptr<RecordWriter> LineWriter(io::Sink* out);
// Records that carry their length.
std::unique_ptr<RecordWriter> DelimitedWriter(io::Sink* out);
// The elements of one JSON array.
std::unique_ptr<RecordWriter> ArrayWriter(io::Sink* out);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_RECORD_WRITER_H_
