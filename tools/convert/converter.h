// Converts one record.

#ifndef JSONL_TOOLS_CONVERT_CONVERTER_H_
#define JSONL_TOOLS_CONVERT_CONVERTER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/json/document.h"
#include "common/json/field_path.h"
#include "common/record/content.h"
#include "common/record/example.h"
#include "common/record/format.h"
#include "common/record/nested.h"
#include "common/report/diagnostic.h"
#include "common/text/buffer.h"
#include "tools/convert/field_map.h"
#include "tools/convert/field_mender.h"
#include "tools/convert/instruction_template.h"
#include "tools/convert/system_prompts.h"

namespace jsonl {

class Example;

struct ConversionRules {
  const record::Format* from = nullptr;  // null: what each record looks like
  const record::Format* to = nullptr;    // null: what it is
  bool to_text = false;      // without `to`: what is not one text already becomes the format text
  bool to_examples = false;  // the output holds Examples, not JSON
  FieldMap map;
  std::vector<json::FieldPath> repair_fields;  // strings in which JSON is mended
  bool canonical = false;                      // records are written by RFC 8785
  record::WriteOptions write;
  std::shared_ptr<const SystemPrompts> system;  // null: none
  // What words become; null: the default.
  std::shared_ptr<const InstructionTemplate> instruction;

  bool CountsThings() const { return canonical || !repair_fields.empty() || system != nullptr; }
};

// What is counted of a record that was converted.
struct RecordCounts {
  uint64_t absent_fields = 0;   // bit n: the record lacks repair_fields[n]; only of the first 64
  uint32_t not_strings = 0;     // of repair_fields
  uint64_t kept_numbers = 0;    // which no double holds
  bool without_prompt = false;  // `system` has none for its task
};

// One a thread: what it needs for a record it uses again for the next.
class Converter {
 public:
  explicit Converter(const ConversionRules& rules);
  ~Converter();

  // Appends the record, converted, to `out`: JSON without a line end, or an Example with its
  // length before it. Where it becomes several records, they are JSON, with one line end between
  // two. Returns how many. If that cannot be done, appends why to `findings`, and nothing to `out`.
  // `text` is the record as it was written, with what white space is around it; `one_line` is true
  // if there is no line end in it.
  size_t Convert(json::Value root, std::string_view text, bool one_line, text::Buffer* out,
                 std::vector<report::Finding>* findings);
  // The same of a JSON text on one line. What is nested too deep is a finding.
  size_t ConvertText(std::string_view text, text::Buffer* out,
                     std::vector<report::Finding>* findings);
  // The same of a word.
  size_t ConvertWord(std::string_view word, text::Buffer* out,
                     std::vector<report::Finding>* findings);
  // The same of a serialised Example.
  size_t ConvertExample(std::string_view bytes, text::Buffer* out,
                        std::vector<report::Finding>* findings);
  // What the last record lost: "field 'id'", "system prompt".
  const std::vector<std::string>& losses() const { return losses_; }

  // Of the record converted last: what was mended in its fields, and what is counted.
  std::vector<report::Finding>& warnings() { return warnings_; }
  const RecordCounts& counts() const { return counts_; }

 private:
  // Rewrites the `records` that `out` has from `begin` on, on a line each, in canonical form.
  // Returns how many; 0 if one has none, which is then a finding.
  size_t Canonicalize(size_t begin, size_t records, text::Buffer* out,
                      std::vector<report::Finding>* findings);
  // `from` is null where the record tells what it is.
  size_t Convert(const record::Format* from, json::Value root, std::string_view text,
                 text::Buffer* out, std::vector<report::Finding>* findings);
  const record::Format& TargetOf(const record::Format& from) const;
  size_t AddWord(std::string_view word, text::Buffer* out, std::vector<report::Finding>* findings);
  // Of a word, a list of words, or a record with such a list.
  size_t ConvertWords(json::Value root, text::Buffer* out, std::vector<report::Finding>* findings);
  void AppendExample(text::Buffer* out) const;

  const ConversionRules& rules_;
  const bool keeps_all_;  // a record that stays in its format stays as it is
  const record::Format& any_;
  const record::Format& text_;
  const record::Format& words_;
  std::vector<std::string> losses_;
  record::WriteOptions write_;
  record::Content content_;
  std::unique_ptr<Example> example_;
  record::ExampleReader reader_;
  text::Buffer flat_;  // a record of several lines, on one
  record::Nested flat_parser_;
  bool in_words_ = false;
  std::string word_;  // the record of one
  record::Nested word_parser_;
  std::string mapped_;  // what --map makes of a record
  record::Nested mapped_parser_;
  FieldMender fields_;
  record::Nested plain_;  // a record before it is canonical
  std::string canonical_;
  std::vector<report::Finding> warnings_;
  RecordCounts counts_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_CONVERTER_H_
