// NumPy's array files (the formats 1.0 to 3.0 of numpy.lib.format), as far as tokens need them.

#ifndef JSONL_COMMON_IO_NPY_H_
#define JSONL_COMMON_IO_NPY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/io/splitter.h"

namespace jsonl::io {

// What the header says of an array of integers: little-endian, in C order, of one or two
// dimensions. One dimension is one row.
struct NpyHeader {
  size_t item_size = 8;  // bytes
  bool is_signed = true;
  uint64_t rows = 0;
  uint64_t columns = 0;

  // `text` is the dictionary of the header. INVALID_ARGUMENT says what it has that is not taken:
  // other numbers than int32, int64, uint16 and uint32 among it.
  static absl::StatusOr<NpyHeader> Parse(std::string_view text);

  // Appends the items of a row, `bytes`, separated by commas.
  void AppendRow(std::string_view bytes, std::string* out) const;
};

// The header of a file (format 1.0) of int64, little-endian, with the shape (rows, columns); the
// items follow.
std::string NpyFileHeader(uint64_t rows, uint64_t columns);

// The rows of an array; their lines are their numbers. head() is the dictionary. DATA_LOSS: the
// file is cut off or goes on after its rows. INVALID_ARGUMENT: it is no such array, or its rows
// are longer than `max_size`.
std::unique_ptr<Splitter> NpySplitter(size_t max_size);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_NPY_H_
