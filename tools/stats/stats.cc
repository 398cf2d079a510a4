#include "tools/stats/stats.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/json/field_path.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/gather.h"
#include "tools/stats/html/html_report.h"
#include "tools/stats/partial.h"
#include "tools/stats/reports.h"
#include "tools/stats/targets.h"
#include "tools/stats/token_counter.h"

namespace jsonl::stats {
namespace {

absl::Status Check(const StatsOptions& options) {
  const auto refuse = [](std::string_view message) {
    return absl::InvalidArgumentError(text::ToAbsl(message));
  };
  if (options.to != "text" && options.to != "json" && options.to != "html" &&
      options.to != "proto") {
    return refuse(text::Cat("--to '", options.to, "': the reports are text, json, html and proto"));
  }
  if (options.compare && options.to == "proto") {
    return refuse("--compare shows inputs side by side: as text, json or html, not proto");
  }
  if (options.merge && options.tokens) {
    return refuse(
        "--tokens counts in records: give it where --to proto is written, not to --merge");
  }
  if (!options.merge && !options.tokens && (options.price || options.cutoff)) {
    return refuse(text::Cat(options.price ? "--price" : "--cutoff", " needs --tokens"));
  }
  return absl::OkStatus();
}

absl::StatusOr<ReportOptions> ReadReportOptions(const StatsOptions& options) {
  ReportOptions report;
  report.unicode = options.unicode;
  report.cutoff = options.cutoff;
  report.min_per_group = options.min_per_group;
  if (options.targets) {
    absl::StatusOr<Targets> targets = ReadTargets(*options.targets);
    if (!targets.ok()) return targets.status();
    report.targets = *std::move(targets);
  }
  if (options.price) {
    absl::StatusOr<Price> price = ParsePrice(*options.price);
    if (!price.ok()) {
      return absl::InvalidArgumentError(
          text::Cat("--price: ", text::FromAbsl(price.status().message())));
    }
    report.price = *std::move(price);
  }
  return report;
}

absl::StatusOr<std::string> Report(const StatsOptions& options, const ReportOptions& report,
                                   const std::vector<Column>& columns) {
  if (options.to == "html") return html::HtmlReport(columns, report);
  if (options.compare) {
    return options.to == "json" ? JsonComparison(columns, report) : TextComparison(columns, report);
  }
  const Statistics& statistics = columns.front().statistics;
  if (options.to == "proto") return ToPartial(statistics);
  return options.to == "json" ? JsonReport(statistics, report) : TextReport(statistics, report);
}

// Says which groups have too few records; whether there are none.
bool HaveEnough(uint64_t least, const ReportOptions& report, const Column& column,
                const pipeline::Session& session) {
  const Targets goals = report.targets ? *report.targets : Targets();  // has the names below
  const std::vector<Coverage> below = GroupsBelow(least, column.statistics.tally, goals);
  if (below.empty()) return true;
  constexpr size_t kMostNames = 20;
  std::string names;
  for (size_t i = 0; i < below.size(); ++i) {
    if (i == kMostNames) {
      text::Append(&names, " and ", below.size() - i, " more");
      break;
    }
    text::Append(&names, i == 0 ? "" : ", ", text::Shortened(below[i].name), " (",
                 below[i].examples, ")");
  }
  session.warn(text::Cat(column.name.empty() ? "" : text::Cat(column.name, ": "), "fewer than ",
                         least, " records: ", names));
  return false;
}

}  // namespace

absl::StatusOr<bool> RunStats(const StatsOptions& options, pipeline::Session& session) {
  if (absl::Status status = Check(options); !status.ok()) return status;
  absl::StatusOr<json::FieldPath> by = json::FieldPath::Parse(options.by.value_or("task"));
  if (!by.ok()) return by.status();
  absl::StatusOr<ReportOptions> report_options = ReadReportOptions(options);
  if (!report_options.ok()) return report_options.status();
  std::unique_ptr<const Tokens> tokens;
  if (options.tokens) {
    absl::StatusOr<std::unique_ptr<const Tokens>> loaded = Tokens::Load(*options.tokens);
    if (!loaded.ok()) return loaded.status();
    tokens = *std::move(loaded);
  }

  const bool named = options.by.has_value();
  absl::StatusOr<std::vector<Column>> columns =
      options.merge ? GatherPartials(named ? &*by : nullptr, options.compare, session)
                    : GatherRecords(*by, tokens.get(), options.compare, session);
  if (!columns.ok()) return columns.status();
  if (session.stopped) return true;
  const bool counted = !columns->front().statistics.tokenizer.empty();
  if (options.merge && !counted && (options.price || options.cutoff)) {
    return absl::InvalidArgumentError(
        "the statistics tell no tokens: give --tokens where --to proto is written");
  }

  absl::StatusOr<std::string> report = Report(options, *report_options, *columns);
  if (!report.ok()) return report.status();
  absl::Status status = session.output->Write(*report);
  if (!status.ok()) return status;
  bool enough = true;
  if (options.min_per_group) {
    for (const Column& column : *columns) {
      enough &= HaveEnough(*options.min_per_group, *report_options, column, session);
    }
  }
  return enough;
}

}  // namespace jsonl::stats
