#include "common/report/jsonl_reporter.h"

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::report {

void JsonlReporter::Report(const Diagnostic& diagnostic) {
  const Finding& finding = *diagnostic.finding;
  line_ = "{\"file\":";
  json::AppendString(text::ToValidUtf8(diagnostic.file), &line_);
  text::Append(&line_, ",\"line\":", diagnostic.line, ",\"offset\":", diagnostic.offset,
               ",\"pointer\":");
  json::AppendString(finding.pointer, &line_);
  text::Append(&line_, ",\"code\":\"", CodeName(finding.code), "\",\"severity\":\"",
               SeverityName(finding.severity), "\",\"message\":");
  json::AppendString(finding.message, &line_);
  line_ += "}\n";
  Write(line_);
}

}  // namespace jsonl::report
