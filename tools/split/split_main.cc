#include "common/cli/command_line.h"
#include "tools/split/split.h"

int main(int argc, char** argv) {
  jsonl::SplitOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-split", "Writes records to several files: train, valid and test, or one a value.",
      "jsonl-split --ratios train=0.9,valid=0.05,test=0.05 -o 'data/{split}.jsonl' all.jsonl",
      {.output = false, .only_lines = true, .temp_files = true});
  line.Group("How (one of)");
  line.Option("--ratios", "NAME=S,...", &options.ratios,
              "Exactly floor(n * S) of n records each, the rest to the last; the shares sum to 1");
  line.Option("--by", "FIELD", &options.by, "A file for each value of a field");
  line.Option("--shards", "N", &options.shards,
              "N files of equal numbers of records, in the order of the input");
  line.Group("Where");
  line.Option("-o,--output", "TEMPLATE", &options.output,
              "Names of the outputs, with {split}, {value} or {shard}; directories are made, and "
              "the files appear when all are complete");
  line.Option("--only", "NAME", &options.only,
              "Of --ratios, write only this split, to standard output or -o FILE");
  line.Group("Which");
  line.Option("--seed", "N", &options.seed, "Another number, another split (default 0)");
  line.Option("--key", "FIELD", &options.key,
              "Decide by the hash of this field instead of the whole record's");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunSplit(options, session);
  });
}
