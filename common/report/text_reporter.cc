#include "common/report/text_reporter.h"

#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::report {
namespace {

// Select Graphic Rendition (ECMA-48).
constexpr std::string_view kBoldRed = "\x1b[1;31m";
constexpr std::string_view kBoldYellow = "\x1b[1;33m";
constexpr std::string_view kCyan = "\x1b[36m";
constexpr std::string_view kPlain = "\x1b[0m";

}  // namespace

TextReporter::TextReporter(std::unique_ptr<io::Sink> sink, const ReporterOptions& options)
    : SinkReporter(std::move(sink)),
      totals_(options.max_errors),
      always_totals_(options.totals),
      color_(options.color) {}

void TextReporter::Report(const Diagnostic& diagnostic) {
  const Finding& finding = *diagnostic.finding;
  if (!totals_.Add(finding.code)) return;
  const bool error = finding.severity == Severity::kError;
  const std::string_view severity = !color_ ? "" : error ? kBoldRed : kBoldYellow;
  const std::string_view code = color_ ? kCyan : "";
  const std::string_view plain = color_ ? kPlain : "";
  Write(text::Cat(text::Visible(diagnostic.file), ":", diagnostic.line, ": ", severity,
                  SeverityName(finding.severity), plain, ": ", text::Visible(finding.message), " ",
                  code, "[", CodeName(finding.code), "]", plain, "\n"));
}

absl::Status TextReporter::Finish() {
  if (const std::string totals = totals_.Text(always_totals_); !totals.empty()) Write(totals);
  return SinkReporter::Finish();
}

}  // namespace jsonl::report
