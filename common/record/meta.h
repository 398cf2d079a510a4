// What the target of a conversion has no place for, and the way back.
//
// A record that is converted keeps in its `meta` object what the target has no place for, each
// field under its own name, and `source_format`, which names the format that it had:
//
//   {"task":"fix","input":{"instruction":"Mend it","text":"{"},"output":"{}"}    task
//   {"messages":[{"role":"user","content":"Mend it\n\ntext:\n{"},
//                {"role":"assistant","content":"{}"}],                           messages
//    "meta":{"task":"fix","input":{...},"source_format":"task"}}
//
// - A field that the target expresses in full (the output, here) is not kept twice.
// - Fields that the source's format does not know stay beside the target's own, in place, unless
//   the target has a field of that name or is closed: then they go to `meta` as well.
// - The members of the source's own `meta` come first in the target's. Where a name would clash,
//   it goes whole into the target's as a member `meta`.
// - A field that is itself called source_format gets one "_" more, as do source_format_ and so on.
// - Where the source's fields were not in their usual order, `source_format` tells the order, as
//   the tokens of a JSON Pointer: "task/output/task/input". An order that leaves out what a record
//   of the format must have is somebody else's data.
// - In alpaca, whose `meta` is an object of strings, strings stay as they are, and other values
//   become their JSON text. A string that is itself a JSON text becomes one once more, so that
//   "1" and 1 stay apart.
// - Between the chat formats nothing of this is needed, as a rule: turns are exchanged in place.
//   A system prompt that is added to such a chat stands in `added_system` too; on the way back the
//   turn that says it is left out.
//
// - A prompt that is a list, and became turns of a chat with the answer as the last, is kept as [],
//   which tells it from a string.
//
// A record that is converted to its source_format gets back what was kept, in the old order.
// Fields kept that contradict the record (its prompt was edited) are passed over.

#ifndef JSONL_COMMON_RECORD_META_H_
#define JSONL_COMMON_RECORD_META_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/record/by_name.h"
#include "common/record/content.h"
#include "common/text/buffer.h"

namespace jsonl::record {

inline constexpr std::string_view kMeta = "meta";
inline constexpr std::string_view kSourceFormat = "source_format";
inline constexpr std::string_view kAddedSystem = "added_system";
inline constexpr std::string_view kTurnsTell = "[]";  // a prompt that the record's turns say

// What the `meta` of a converted record tells of its source.
struct Origin {
  struct Kept {
    std::string name;
    std::string json;
    bool used = false;
  };
  std::vector<std::string> order;  // names of all fields; empty: the usual ones
  std::vector<Kept> kept;
  ByName by_name;             // of kept
  std::string meta;           // the source's own, an object; empty if it had none
  bool added_system = false;  // the first turn was added

  // The first unused field of that name; nullptr if there is none.
  Kept* Find(std::string_view name);
};

// The first field `meta`; nullptr if there is none.
const Content::Field* FindMeta(const Content& content);

// Whether the record may have been made from one of another format.
bool HasOrigin(const Content& content);

// Reads the origin of a record that has one. False if it was not made from one of format `target`.
bool ReadOrigin(const Content& content, const Format& target, Origin* out);

// Whether the name is source_format, with or without "_" after it.
bool IsSourceFormat(std::string_view name);

// Appends a value as it is as a member of a `meta` of strings.
void AppendAsString(json::Value value, text::Buffer* out);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_META_H_
