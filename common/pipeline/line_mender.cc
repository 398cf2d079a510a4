#include "common/pipeline/line_mender.h"

#include <cstdint>
#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::pipeline {

using report::Code;
using report::Finding;
using report::Severity;

void ReportMends(std::string_view text, const std::vector<json::Mend>& mends, size_t count,
                 std::string_view where, std::vector<Finding>* findings) {
  const std::string place = where.empty() ? "" : text::Cat(where, ": ");
  size_t counted = 0;  // bytes of which `characters` are known
  size_t characters = 0;
  for (const json::Mend& mend : mends) {
    Finding finding = {
        Code::kRepaired, std::string(where),
        text::Cat("Repaired: ", place, "column ", mend.offset + 1, ": ", mend.words()),
        Severity::kWarning};
    if (where.empty()) {
      characters += text::CountCodePoints(text.substr(counted, mend.offset - counted));
      counted = mend.offset;
      finding.spot = {.column = static_cast<uint32_t>(characters + 1),
                      .byte = static_cast<uint32_t>(mend.offset)};
    }
    findings->push_back(std::move(finding));
  }
  if (count > mends.size()) {
    findings->push_back({Code::kRepaired, std::string(where),
                         text::Cat("Repaired: ", place, "and ", count - mends.size(), " more"),
                         Severity::kWarning});
  }
}

bool LineMender::Parse() {
  const size_t size = text_.size();
  text_.append(json::Parser::kPadding, '\0');
  return !parser_.Parse(std::string_view(text_).substr(0, size));
}

bool LineMender::Mend(std::string_view line) {
  findings_.clear();
  if (text::Strip(line).starts_with('"')) {
    why_ = "not mended: it starts within an object (jq -c . puts objects of several lines on one)";
    return false;
  }
  const json::RepairResult result = repairer_.Repair(line, &text_, &mends_);
  if (result.outcome != json::RepairOutcome::kMended) {
    why_ = text::Cat("not mended: column ", result.fault.offset + 1, ": ", result.fault.words);
    return false;
  }
  if (!Parse()) return false;  // the repairer has checked it
  if (!root().is_object()) {
    why_ = text::Cat("not mended: it would be ", json::TypeName(root().type()));
    return false;
  }
  if (root().size() == 0) {
    why_ = "not mended: nothing would be in it (jq -c . puts objects of several lines on one)";
    return false;
  }
  // Where a level of escapes was taken away, there may be line ends between tokens.
  if (root().raw().find_first_of("\r\n") != std::string_view::npos) {
    std::string flat;
    json::AppendCompact(root(), &flat);
    text_ = std::move(flat);
    Parse();
  }
  ReportMends(line, mends_, result.mend_count, "", &findings_);
  return true;
}

}  // namespace jsonl::pipeline
