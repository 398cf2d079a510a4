// What the nodes of a library stand for in one record, and in one example of it.

#ifndef JSONL_TOOLS_GENERATE_EVALUATOR_H_
#define JSONL_TOOLS_GENERATE_EVALUATOR_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/record/nested.h"
#include "common/text/buffer.h"
#include "tools/generate/json_tree.h"
#include "tools/generate/library.h"

namespace jsonl::generate {

// One a thread. A value is made once, where it is asked for.
class Evaluator {
 public:
  explicit Evaluator(const Library& library);

  // Turns to a record. Its values must stay where they are until the next one.
  void StartRecord(json::Value root);
  // The same of a word, which is the field `word` of a record without others.
  void StartWord(std::string_view word);
  // Turns to another example of the record.
  void StartExample(hash::Fingerprint id);

  // Null if the value cannot be had; *why then says so, unless it is null.
  const Argument* Evaluate(uint32_t node, std::string* why);
  // Appends the value to `out`, as part of a JSON string, or as JSON. False as above.
  bool AppendInString(uint32_t node, text::Buffer* out, std::string* why);
  bool AppendAsJson(uint32_t node, text::Buffer* out, std::string* why);

 private:
  struct Slot {
    uint64_t epoch = 0;  // the record or example that the value is of
    bool there = false;
    bool is_escaped = false;
    Argument value;
    std::string made;  // which the value's text may be
    text::Buffer escaped;
    std::string_view escaped_text;
  };

  bool Make(const ValueNode& node, Slot* slot, std::string* why);
  bool MakeField(const ValueNode& node, Slot* slot, std::string* why) const;
  bool MakeCall(const ValueNode& node, Slot* slot, std::string* why);
  bool MakeJoined(const ValueNode& node, Slot* slot, std::string* why);
  bool MakeMatch(const ValueNode& node, Slot* slot, std::string* why);
  void SetValue(json::Value value, Slot* slot) const;

  const Library& library_;
  std::vector<Slot> slots_;
  json::Value root_;
  std::string_view word_;
  hash::Fingerprint id_;
  uint64_t epoch_ = 0;
  uint64_t record_epoch_ = 0;
  record::Nested parser_;
  record::Nested checker_;
  JsonTrees trees_;
};

// As RFC 9562 writes a UUID, version 8: 122 bits of it.
std::string ToUuid(hash::Fingerprint id);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_EVALUATOR_H_
