// The texts of a record, by the part that each has in training.

#ifndef JSONL_TOOLS_STATS_RECORD_TEXTS_H_
#define JSONL_TOOLS_STATS_RECORD_TEXTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/record/content.h"
#include "common/record/format.h"
#include "tools/stats/record_facts.h"

namespace jsonl::stats {

enum class Part : uint8_t {
  kInstruction,  // what is asked: an instruction, a prompt, what the user of a chat says
  kContext,      // what else a model is given: inputs, the system prompt, tools, other turns
  kResponse,     // what it is to answer (RecordFacts)
  kText,         // a text that is all there is
};
inline constexpr size_t kPartCount = 4;

std::string_view PartKey(Part part);    // "instruction": in JSON
std::string_view PartTitle(Part part);  // "Instruction": for people

// Reads what is there, whether or not the record is right by the rules of its format. One a
// thread: once it has seen a few records it allocates nothing.
class RecordTexts {
 public:
  struct Text {
    Part part;
    std::string_view text;  // a string, decoded; other values as they are written
  };

  // `facts` are those of the record.
  void Read(json::Value root, const RecordFacts& facts);

  // Of the record read last, and valid as long as its document. No text is a part of another.
  const std::vector<Text>& texts() const { return texts_; }
  // The role of each turn of a chat as it is written; "" where it is no string. A rejected answer's
  // turns are not among them.
  const std::vector<std::string_view>& roles() const { return roles_; }

 private:
  void Add(Part part, json::Value value);
  void AddField(record::Slot slot, json::Value value);
  void AddContext(json::Value object);
  void AddTurns(json::Value list);
  void AddTurn(json::Value turn);
  void AddSaid(Part part, json::Value said);
  void AddEncoded(json::Value root, const record::Format& format);
  bool IsResponse(json::Value value) const;

  json::Value response_;
  std::vector<Text> texts_;
  std::vector<std::string_view> roles_;
  record::Content content_;  // of a chat that is one text
};

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_RECORD_TEXTS_H_
