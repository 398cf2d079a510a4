// The way back of a converted record; see meta.h.

#ifndef JSONL_COMMON_RECORD_RESTORE_H_
#define JSONL_COMMON_RECORD_RESTORE_H_

#include <string>

#include "common/record/content.h"
#include "common/record/format.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// Appends what should be the record of format `target` that the content was made from. False, and
// what was appended says nothing, if it was not made from one.
bool Restore(const Format& target, const Content& content, const WriteOptions& options,
             text::Buffer* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_RESTORE_H_
