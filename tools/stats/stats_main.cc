// jsonl-stats: says what is in a dataset.

#include "common/cli/command_line.h"
#include "tools/stats/stats.h"

int main(int argc, char** argv) {
  jsonl::stats::StatsOptions options;
  jsonl::cli::CommandLine command_line(
      "jsonl-stats",
      "Counts the records of JSONL files by group and format, and says how long their responses "
      "are and how many are valid JSON.",
      "jsonl-stats --by task train.jsonl   what is in train.jsonl, task by task",
      {.only_lines = true});
  command_line.Group("Statistics");
  command_line.Option("--by", "FIELD", &options.by,
                      "Group the records by this field (default task); those without it are in "
                      "the group (none)");
  command_line.Option("--to", "FORM", &options.to,
                      "The report's form: text or json (default text)");
  return command_line.Run(argc, argv,
                          [&](jsonl::pipeline::Session& session) -> absl::StatusOr<int> {
                            absl::Status status = jsonl::stats::RunStats(options, session);
                            if (!status.ok()) return status;
                            return jsonl::cli::kDone;
                          });
}
