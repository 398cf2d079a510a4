// Records as rows of CSV or TSV.

#ifndef JSONL_TOOLS_CONVERT_TABLE_WRITER_H_
#define JSONL_TOOLS_CONVERT_TABLE_WRITER_H_

#include <memory>

#include "common/pipeline/session.h"
#include "tools/convert/record_writer.h"

namespace jsonl {

// Writes rows to the session's output, which takes two passes: the columns are the keys of all
// records, in the order in which they first appear. A string is written as it is, null and a
// missing value as nothing, any other value as its JSON text. INVALID_ARGUMENT: a record has a key
// twice, or the columns are too many.
std::unique_ptr<RecordWriter> TableWriter(const pipeline::Session& session, char delimiter);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_TABLE_WRITER_H_
