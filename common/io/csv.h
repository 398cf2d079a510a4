// Rows of comma- and tab-separated values (RFC 4180).

#ifndef JSONL_COMMON_IO_CSV_H_
#define JSONL_COMMON_IO_CSV_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/splitter.h"

namespace jsonl::io {

// The fields of one row after the other; used again, it allocates nothing.
class CsvRow {
 public:
  explicit CsvRow(char delimiter) : delimiter_(delimiter) {}

  // Reads a row, with or without its line end ("\n" or "\r\n"). Returns what is wrong with it: a
  // quote within a field that does not start with one, or a character after the closing one, or no
  // closing one; empty if nothing is. `row` must outlive the fields.
  std::string Read(std::string_view row);

  // The fields, without quotes. Valid until the next Read.
  const std::vector<std::string_view>& fields() const { return fields_; }

 private:
  bool ReadQuoted(std::string_view row, size_t* i);

  char delimiter_;
  std::vector<std::string_view> fields_;
  std::string decoded_;  // of fields with doubled quotes
};

// Appends a field, with quotes if it needs them.
void AppendCsvField(std::string_view field, char delimiter, std::string* out);

// The rows after the first, each with its line end; line ends within quotes do not end a row, and
// empty lines are no rows. head() is the first row, which names the columns. INVALID_ARGUMENT: it
// is malformed, longer than `max_size`, or a name is empty or there twice.
std::unique_ptr<Splitter> CsvSplitter(char delimiter, size_t max_size);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_CSV_H_
