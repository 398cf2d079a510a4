#include "common/cli/command_line.h"
#include "tools/dedupe/dedupe.h"

int main(int argc, char** argv) {
  jsonl::DedupeOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-dedupe", "Writes records in order, without those whose key an earlier record had.",
      "jsonl-dedupe -k instruction,input --duplicates dropped.jsonl train.jsonl -o clean.jsonl",
      {.only_lines = true});
  line.Group("What is a duplicate");
  line.Option("-k,--key", "KEY", &options.key,
              "@record: equal as JSON, whatever the key order, spacing and escapes (default); "
              "@line: equal bytes; @response: the output, or chosen and rejected; or fields, "
              "separated by commas");
  line.Option("--duplicates", "FILE", &options.duplicates,
              "List what was dropped there: a line {file, line, duplicate_of_file, duplicate_of}");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunDedupe(options, session);
  });
}
