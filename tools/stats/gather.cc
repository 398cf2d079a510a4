#include "tools/stats/gather.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "common/io/input.h"
#include "common/io/read_file.h"
#include "common/text/strings.h"
#include "tools/stats/partial.h"
#include "tools/stats/scan.h"

namespace jsonl::stats {
namespace {

constexpr size_t kMostPartial = size_t{2} << 30;

absl::Status WithName(const io::Input& input, const absl::Status& status) {
  if (status.code() != absl::StatusCode::kInvalidArgument) return status;
  return absl::InvalidArgumentError(
      text::Cat(input.name(), ": ", text::FromAbsl(status.message())));
}

absl::StatusOr<Statistics> ReadPartial(const io::Input& input) {
  absl::StatusOr<std::string> bytes = io::ReadInput(input, kMostPartial);
  if (!bytes.ok()) return bytes.status();
  absl::StatusOr<Statistics> read = FromPartial(*bytes);
  if (!read.ok()) return WithName(input, read.status());
  return read;
}

void AccountFor(const std::vector<Column>& columns, pipeline::Account* account) {
  for (const Column& column : columns) {
    account->bytes += column.statistics.bytes;
    for (const auto& [name, group] : column.statistics.tally.groups()) {
      account->read += group.records;
    }
  }
  account->written = account->read;
}

}  // namespace

absl::StatusOr<std::vector<Column>> GatherRecords(const json::FieldPath& by, const Tokens* tokens,
                                                  bool each, pipeline::Session& session) {
  std::vector<Column> columns;
  if (!each) {
    absl::StatusOr<Statistics> statistics = ScanInputs(by, tokens, session);
    if (!statistics.ok()) return statistics.status();
    columns.push_back({"", *std::move(statistics)});
    return columns;
  }
  const std::vector<io::Input> inputs = std::exchange(session.inputs, {});
  for (const io::Input& input : inputs) {
    session.inputs = {input};
    absl::StatusOr<Statistics> statistics = ScanInputs(by, tokens, session);
    if (!statistics.ok()) return statistics.status();
    columns.push_back({input.name(), *std::move(statistics)});
    if (session.stopped) break;
  }
  session.inputs = inputs;
  return columns;
}

absl::StatusOr<std::vector<Column>> GatherPartials(const json::FieldPath* by, bool each,
                                                   pipeline::Session& session) {
  std::vector<Column> columns;
  for (const io::Input& input : session.inputs) {
    absl::StatusOr<Statistics> read = ReadPartial(input);
    if (!read.ok()) return read.status();
    if (by != nullptr && by->text() != read->by) {
      return WithName(input, absl::InvalidArgumentError(
                                 text::Cat("grouped by '", read->by, "', not by '", by->text(),
                                           "': give --by where --to proto is written")));
    }
    if (each || columns.empty()) {
      columns.push_back({each ? input.name() : "", *std::move(read)});
      continue;
    }
    absl::Status status = MergeStatistics(*std::move(read), &columns.back().statistics);
    if (!status.ok()) return WithName(input, status);
  }
  AccountFor(columns, &session.account);
  return columns;
}

}  // namespace jsonl::stats
