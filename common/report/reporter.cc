#include "common/report/reporter.h"

#include <utility>

#include "common/report/github_reporter.h"
#include "common/report/jsonl_reporter.h"
#include "common/report/sarif_reporter.h"
#include "common/report/text_reporter.h"
#include "common/text/strings.h"

namespace jsonl::report {

absl::StatusOr<Style> ParseStyle(std::string_view name) {
  if (name == "text") return Style::kText;
  if (name == "jsonl") return Style::kJsonl;
  if (name == "github") return Style::kGithub;
  if (name == "sarif") return Style::kSarif;
  return absl::InvalidArgumentError(
      text::Cat("unknown report '", name, "': it is text, jsonl, github or sarif"));
}

std::unique_ptr<Reporter> NewReporter(Style style, std::unique_ptr<io::Sink> sink,
                                      const ReporterOptions& options) {
  switch (style) {
    case Style::kText:
      return std::make_unique<TextReporter>(std::move(sink), options);
    case Style::kJsonl:
      return std::make_unique<JsonlReporter>(std::move(sink));
    case Style::kGithub:
      return std::make_unique<GithubReporter>(std::move(sink), options);
    case Style::kSarif:
      return std::make_unique<SarifReporter>(std::move(sink), options);
  }
  return nullptr;
}

}  // namespace jsonl::report
