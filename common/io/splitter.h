// Finds the records of inputs whose records are not lines.

#ifndef JSONL_COMMON_IO_SPLITTER_H_
#define JSONL_COMMON_IO_SPLITTER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"

namespace jsonl::io {

// One input's. Its calls see the input from the start, piece by piece.
class Splitter {
 public:
  virtual ~Splitter() = default;

  // Appends the spans of the whole records in `bytes`, which start where the last call's used
  // bytes ended, and returns how many bytes are used up. `at_end`: the input ends with them.
  // DATA_LOSS: the input is not of the kind.
  virtual absl::StatusOr<size_t> Split(std::string_view bytes, bool at_end,
                                       std::vector<RecordSpan>* records) = 0;

  // For a record too long to be held, whose start Split does not get past: returns how many bytes
  // of the record there are in `bytes`, which start where the last call's ended, and sets `done`
  // if the record ends with them. Once it has ended, that is none.
  virtual absl::StatusOr<size_t> Skip(std::string_view bytes, bool at_end, bool* done) = 0;

  // What stood before the records and tells what they are, once Split is past it; then it stays.
  virtual std::string_view head() const { return {}; }
};

// The elements of one JSON array (RFC 8259). What is between the elements must be white space and
// commas; the elements themselves are not checked.
std::unique_ptr<Splitter> JsonArraySplitter();

// Messages with a varint length before each (protobuf's writeDelimitedTo), of at most `max_size`
// bytes. Spans leave the length out; their lines are their numbers.
std::unique_ptr<Splitter> DelimitedSplitter(size_t max_size);

// What an input holds, by its first bytes; none: that takes more of them. `over`: there are no
// more. A JSON array starts with '[' and then an object or a line end, or its first line ends
// within it, or it is all there is: "[1, 2]" may be one bad line among good ones. A delimited
// Example starts with its length and then the tag and text of its format (see proto/example.proto).
// NumPy's files start with a magic string. CSV and TSV look like anything, and are never found.
std::optional<Container> Recognise(std::string_view head, bool over);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_SPLITTER_H_
