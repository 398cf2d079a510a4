// Records of which all have the same keys and types.

#ifndef JSONL_TOOLS_CONVERT_UNIFORM_WRITER_H_
#define JSONL_TOOLS_CONVERT_UNIFORM_WRITER_H_

#include <memory>

#include "common/pipeline/session.h"
#include "tools/convert/record_writer.h"

namespace jsonl {

// Hands to `out` records that have the same keys in the same order, and one type a key, nested
// ones too; that takes two passes. What is missing is null. Where one type cannot hold all values,
// and where loaders would take a wrong one, values become strings of their JSON text, with a
// warning, and the account has how many. INVALID_ARGUMENT: an object has a key twice, or the keys
// are too many.
std::unique_ptr<RecordWriter> UniformWriter(pipeline::Session& session,
                                            std::unique_ptr<RecordWriter> out);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_UNIFORM_WRITER_H_
