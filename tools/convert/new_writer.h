// The writer that the options of jsonl-convert ask for.

#ifndef JSONL_TOOLS_CONVERT_NEW_WRITER_H_
#define JSONL_TOOLS_CONVERT_NEW_WRITER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/pipeline/session.h"
#include "tools/convert/convert.h"
#include "tools/convert/record_writer.h"

namespace jsonl {

// INVALID_ARGUMENT where --seq-length, --pad and --uniform go neither together nor with the
// container. The session must outlive the writer.
absl::StatusOr<std::unique_ptr<RecordWriter>> NewWriter(io::Container container,
                                                        const ConvertOptions& options,
                                                        pipeline::Session& session);

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_NEW_WRITER_H_
