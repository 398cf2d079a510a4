// Rows of CSV, TSV and NumPy's arrays as JSON records.

#ifndef JSONL_TOOLS_CONVERT_ROW_READER_H_
#define JSONL_TOOLS_CONVERT_ROW_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/io/block.h"
#include "common/io/csv.h"
#include "common/io/npy.h"
#include "common/record/nested.h"
#include "common/report/diagnostic.h"

namespace jsonl {

// Whether the records of the container are rows of these kinds.
bool HoldsRows(io::Container container);

struct RowRules {
  // Of CSV and TSV: what is written as a JSON number, true, false, null, object or array is one.
  // Otherwise all values are strings.
  bool types = false;
  size_t max_line = 64 << 20;  // bytes of a row
};

// One a thread.
class RowReader {
 public:
  explicit RowReader(const RowRules& rules) : rules_(rules) {}

  // Makes `json` the record that the row of an input of that origin is: of CSV, an object with a
  // member a column; of an array, one of the format tokens. Returns what is wrong with the row.
  std::optional<report::Finding> Read(const io::Origin& origin, std::string_view row,
                                      std::string* json);

 private:
  void Start(const io::Origin& origin);
  std::optional<report::Finding> ReadFields(std::string_view row, std::string* json);
  bool IsTyped(std::string_view field);

  RowRules rules_;
  const io::Origin* origin_ = nullptr;
  io::CsvRow row_{','};
  std::vector<std::string> names_;  // with what stands before and after them: `,"name":`
  io::NpyHeader array_;
  record::Nested nested_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_ROW_READER_H_
