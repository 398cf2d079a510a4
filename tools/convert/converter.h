// Converts one record.

#ifndef JSONL_TOOLS_CONVERT_CONVERTER_H_
#define JSONL_TOOLS_CONVERT_CONVERTER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/json/document.h"
#include "common/record/format.h"
#include "common/record/nested.h"
#include "common/report/diagnostic.h"
#include "tools/convert/field_map.h"

namespace jsonl {

class Example;

struct ConversionRules {
  const record::Format* from = nullptr;  // null: what each record looks like
  const record::Format* to = nullptr;    // null: what it is
  bool to_examples = false;              // the output holds Examples, not JSON
  FieldMap map;
  record::WriteOptions write;
};

// One a thread: it has the message that all its records pass through.
class Converter {
 public:
  explicit Converter(const ConversionRules& rules);
  ~Converter();

  // Appends the record, converted, to `out`: JSON without a line end, or an Example with its
  // length before it. If that cannot be done, appends why to `findings`, and nothing to `out`.
  void Convert(json::Value root, std::string_view text, std::string* out,
               std::vector<report::Finding>* findings);
  // The same of a serialised Example.
  void ConvertExample(std::string_view bytes, std::string* out,
                      std::vector<report::Finding>* findings);

 private:
  void Write(const record::Format& to, std::string* out, std::vector<report::Finding>* findings);

  const ConversionRules& rules_;
  std::unique_ptr<Example> example_;
  std::unique_ptr<Example> checked_;  // of an Example that came as one
  std::string record_;                // ... its record
  std::string mapped_;
  record::Nested nested_;  // of `mapped_`
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_CONVERTER_H_
