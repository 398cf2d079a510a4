// jsonl-stats: says what is in a dataset.

#include <cctype>
#include <cstdlib>
#include <string>

#include "common/cli/command_line.h"
#include "tools/stats/stats.h"

namespace {

// Whether the locale's character set is UTF-8, by its name: locales need not be installed.
bool IsUtf8Locale() {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    std::string name;
    for (const char* c = value; *c != '\0'; ++c) {
      if (*c != '-') name += static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
    }
    return name.find("utf8") != name.npos;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  jsonl::stats::StatsOptions options;
  options.unicode = IsUtf8Locale();
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
  command_line.Option(
      "--to", "FORM", &options.to,
      "The report's form: text, json, html (a page for a browser), or proto, to be merged "
      "(default text)");
  command_line.Flag("--compare", &options.compare, "Show the inputs side by side");
  command_line.Option("--targets", "FILE", &options.targets,
                      "Say how groups stand to goals: a JSON object as {\"qa\": {\"examples\": "
                      "[200, 400], \"templates\": 20}}");
  command_line.Option("--min-per-group", "N", &options.min_per_group,
                      "Name the groups of fewer than N records, and exit 1 if there are any");
  command_line.Option(
      "--tokens", "FILE", &options.tokens,
      "Count tokens with a tokenizer.json or a .tiktoken file, or with chars for an "
      "estimate of one for four characters");
  command_line.Option("--price", "IN,OUT", &options.price,
                      "What a million tokens of prompts and of responses cost: say what all do");
  command_line.Option("--cutoff", "N", &options.cutoff,
                      "Say what is lost where records are cut off after N tokens");
  command_line.Flag("--merge", &options.merge,
                    "The inputs are reports that --to proto wrote: report on all their records");
  return command_line.Run(argc, argv,
                          [&](jsonl::pipeline::Session& session) -> absl::StatusOr<int> {
                            absl::StatusOr<bool> good = jsonl::stats::RunStats(options, session);
                            if (!good.ok()) return good.status();
                            return *good ? jsonl::cli::kDone : jsonl::cli::kWrong;
                          });
}
