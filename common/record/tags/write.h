// Chats as text with tags.

#ifndef JSONL_COMMON_RECORD_TAGS_WRITE_H_
#define JSONL_COMMON_RECORD_TAGS_WRITE_H_

#include <string>

#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record::tags {

// Appends the text of a chat of messages. `thinking` (also reasoning_content, reasoning) comes
// before what the assistant says, calls after it, each as {"id", "name", "arguments"} on a line.
// The arguments are an object, unless they are none or the options say otherwise. There is no place
// for tools. Fails with InvalidArgument where a content has a line that is a tag, or contains
// <|endoftext|>: it could not be told from one.
absl::Status AppendText(const Content& content, const WriteOptions& options, std::string* out);

}  // namespace jsonl::record::tags

#endif  // JSONL_COMMON_RECORD_TAGS_WRITE_H_
