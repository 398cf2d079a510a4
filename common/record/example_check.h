// Examples that another program has written, and that may hold anything.

#ifndef JSONL_COMMON_RECORD_EXAMPLE_CHECK_H_
#define JSONL_COMMON_RECORD_EXAMPLE_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "common/record/format.h"

namespace jsonl::record {

// Checks that the example, written in the format that it names, is a record of that format: one
// JSON object without line ends. Makes `record` that object, and `checked` the example that is read
// from it, so that what holds for examples that were read holds for it too. Fails with
// InvalidArgument, which says what is wrong.
absl::Status CheckExample(const Format& format, const Example& example, std::string* record,
                          Example* checked);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_EXAMPLE_CHECK_H_
