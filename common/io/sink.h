// Where records go: standard output, a file that appears when it is complete, a device.

#ifndef JSONL_COMMON_IO_SINK_H_
#define JSONL_COMMON_IO_SINK_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace jsonl::io {

// Used by one thread at a time. A sink that is destroyed before Publish leaves nothing behind
// under its final name. Errors name the output.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual absl::Status Write(std::string_view bytes) = 0;
  // Hands on what has been written so far, if there can be a reader yet.
  virtual absl::Status Flush() = 0;
  // Whether nobody can read what is handed on before Publish, so that Flush does nothing.
  virtual bool IsHidden() const { return false; }
  // No more writes: hands on the rest and checks that it arrived.
  virtual absl::Status Finish() = 0;
  // After Finish: gives the output its name, if it has one of its own.
  virtual absl::Status Publish() { return absl::OkStatus(); }
};

// Finish and Publish.
absl::Status Close(Sink& sink);

// Standard error, as it is. What nobody reads any more is dropped.
std::unique_ptr<Sink> StandardError();

// What it means that the reader of an output has gone (EPIPE).
enum class OnClosedPipe {
  kEndWork,  // it wants no more: a status that IsClosedPipe (errors.h) knows
  kFail,     // what was to be kept is lost
  kDrop,     // nothing
};

// A file that appears, complete and with the mode of one it replaces, at Publish; "-" is standard
// output, and so are /dev/stdout, /dev/stderr and /dev/fd/N the descriptors. What exists and is no
// regular file (a device, a FIFO) is opened and written to. Symbolic links are followed. Names that
// end in .gz or .zst are compressed.
absl::StatusOr<std::unique_ptr<Sink>> OpenOutput(const std::string& path,
                                                 OnClosedPipe closed = OnClosedPipe::kEndWork);

// For a path where OpenOutput makes a file that appears at Publish: where that is, symbolic links
// followed.
std::optional<std::string> PlaceOfFile(const std::string& path);

// Whether OpenOutput compresses what goes to that path, and what does so in front of `sink`.
bool IsCompressed(std::string_view path);
std::unique_ptr<Sink> CompressedAs(std::string_view path, std::unique_ptr<Sink> sink);

// Appends to a string that outlives the sink.
std::unique_ptr<Sink> ToString(std::string* out);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_SINK_H_
