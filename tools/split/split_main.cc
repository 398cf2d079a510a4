#include "common/cli/command_line.h"
#include "tools/split/split.h"

int main(int argc, char** argv) {
  jsonl::SplitOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-split", "Writes records to several files: train, valid and test, or one a value.",
      "jsonl-split --ratios train=0.9,valid=0.05,test=0.05 -o 'data/{split}.jsonl' all.jsonl",
      {.output = false,
       .only_lines = true,
       .temp_files = true,
       .memory = "Memory for shuffling and for outputs that wait, which goes on in files past it"});
  line.Group("How (one of)");
  line.Option("--ratios", "NAME=S,...", &options.ratios,
              "Exactly floor(n * S) of n records each, the rest to the last; the shares sum to 1");
  line.Option("--by", "FIELD", &options.by, "A file for each value of a field");
  line.Option("--shards", "N", &options.shards,
              "N files of equal numbers of records, in the order of the input");
  line.Option("--lines", "N", &options.lines, "Files of N records, the last with what is left");
  line.SizeOption("--bytes", &options.bytes,
                  "Files of at most SIZE bytes, before compression; a longer record has its own");
  line.Group("Where");
  line.Option("-o,--output", "TEMPLATE", &options.output,
              "Names of the outputs, with {split}, {value} or {shard}; directories are made, and "
              "the files appear when all are complete");
  line.Option("--only", "NAME", &options.only,
              "Of --ratios, write only this split, to standard output or -o FILE");
  line.Group("Which record goes where");
  line.Flag("--shuffle", &options.shuffle,
            "Put each output into random order; shards take any records then, not neighbours");
  line.Option("--seed", "N", &options.seed, "Another number, another split (default 0)");
  line.Group("With --ratios");
  line.Option("--stratify", "FIELD", &options.stratify,
              "The ratios hold for each value of the field, and for the whole exactly");
  line.Option("--group", "FIELD", &options.group,
              "Records that share the field stay together, or, of @record, equal ones; the numbers "
              "are as near as can be");
  line.Option(
      "--near", "T", &options.near,
      "Near-duplicates stay together as groups do: records whose word n-grams have a Jaccard "
      "similarity of at least T");
  line.Option("--ngram", "N", &options.ngram, "Words of an n-gram of --near (default 5)");
  line.Option(
      "--key", "FIELD", &options.key,
      "Decide by the hash of this field instead of the whole record's; with --near, compare "
      "these fields (a list), @record (default) or @response");
  line.Flag("--stable", &options.stable,
            "Decide by the hash alone, in one pass: a record's split never changes as others come "
            "and go; the numbers are about right");
  line.Flag("--verify", &options.verify,
            "Fail where exact numbers need equal records in two splits, instead of a warning");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunSplit(options, session);
  });
}
