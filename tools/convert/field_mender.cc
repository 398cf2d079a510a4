#include "tools/convert/field_mender.h"

#include <algorithm>
#include <utility>

#include "common/json/writer.h"
#include "common/pipeline/line_mender.h"
#include "common/text/strings.h"

namespace jsonl {

using json::RepairOutcome;
using report::Finding;

json::Value FieldMender::Mend(json::Value root, std::vector<Finding>* warnings,
                              std::vector<Finding>* findings) {
  changes_.clear();
  absent_ = 0;
  not_strings_ = 0;
  bool hopeless = false;
  for (const json::FieldPath& field : fields_) {
    const size_t number = static_cast<size_t>(&field - fields_.data());
    const json::Value value = field.Find(root);
    if (!value) {
      if (number < 64) absent_ |= uint64_t{1} << number;
      continue;
    }
    if (!value.is_string()) {
      ++not_strings_;
      continue;
    }
    const json::RepairResult result = repairer_.Repair(value.string(), &mended_, &mends_);
    if (result.outcome == RepairOutcome::kValid) continue;
    if (result.outcome == RepairOutcome::kHopeless) {
      hopeless = true;
      findings->push_back({report::Code::kOutputNotJson, field.Pointer(),
                           text::Cat("Invalid JSON in ", field.text(), ", not mended: column ",
                                     result.fault.offset + 1, ": ", result.fault.words)});
      continue;
    }
    pipeline::ReportMends(value.string(), mends_, result.mend_count, field.Pointer(), warnings);
    changes_.push_back({value, std::exchange(mended_, {})});
  }
  if (hopeless) return {};
  if (changes_.empty()) return root;

  std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
    return a.value.index() < b.value.index();
  });
  const std::string_view raw = root.raw();
  size_t done = 0;  // bytes of `raw`
  record_.clear();
  for (const Change& change : changes_) {
    const size_t begin = change.value.begin() - root.begin();
    if (begin < done) continue;  // the field was given twice
    record_.append(raw.substr(done, begin - done));
    json::AppendString(change.text, &record_);
    done = begin + change.value.raw().size();
  }
  record_.append(raw.substr(done));
  return parser_.Parse(record_);
}

}  // namespace jsonl
