#include "common/report/github_reporter.h"

#include <string>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::report {
namespace {

// As the runner undoes it: %, CR and LF everywhere, colon and comma in properties as well. Other
// control characters are made visible.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return text::Visible(out);
}

std::string Property(std::string_view text) { return Escaped(text, "%\r\n:,"); }
std::string Data(std::string_view text) { return Escaped(text, "%\r\n"); }

}  // namespace

GithubReporter::GithubReporter(std::unique_ptr<io::Sink> sink, const ReporterOptions& options)
    : SinkReporter(std::move(sink)), totals_(options.max_errors) {}

void GithubReporter::Report(const Diagnostic& diagnostic) {
  const Finding& finding = *diagnostic.finding;
  if (!totals_.Add(finding.code)) return;
  const std::string column = finding.spot.column > 0 ? text::Cat(",col=", finding.spot.column) : "";
  Write(text::Cat("::", SeverityName(finding.severity), " file=", Property(diagnostic.file),
                  ",line=", diagnostic.line, column, ",title=", CodeName(finding.code),
                  "::", Data(finding.message), "\n"));
}

absl::Status GithubReporter::Finish() {
  if (const std::string totals = totals_.Text(false); !totals.empty()) {
    Write(text::Cat("::notice::", totals));
  }
  return SinkReporter::Finish();
}

}  // namespace jsonl::report
