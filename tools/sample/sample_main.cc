#include "common/cli/command_line.h"
#include "tools/sample/sample.h"

int main(int argc, char** argv) {
  jsonl::SampleOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-sample", "Writes some of the records, or more of them, chosen by a seeded hash.",
      "jsonl-sample --by task --rates 'schema_generate=0.4,*=0.1' --shuffle --seed 7 all.jsonl",
      {.only_lines = true,
       .temp_files = true,
       .memory = "Memory for shuffling, which goes on in temporary files past it"});
  line.Group("How much (one of)");
  line.Option("-n,--count", "K", &options.count, "Exactly K records, or all if there are fewer");
  line.Option("-r,--rate", "R", &options.rate,
              "Exactly floor(n * R) of n records, R as it is written; 2.0 writes each twice, 1.5 "
              "each once and half of them again");
  line.Option("--bernoulli", "P", &options.bernoulli,
              "Each record with probability P: one pass, constant memory");
  line.Option("--by", "FIELD", &options.by,
              "A group at a time, by the value of a field; with rates and counts, or a total:");
  line.Option("--rates", "G=R,...", &options.rates, "A rate a group; * is any other group");
  line.Option("--counts", "G=K,...", &options.counts, "A count a group; * is any other group");
  line.Option("--total", "N", &options.total,
              "A mix of N records, where small groups come again; with shares or a temperature:");
  line.Option("--shares", "G=S,...", &options.shares,
              "What part of the mix each group is; they sum to 1, * is all other groups together");
  line.Option("--temperature", "T", &options.temperature,
              "In proportion to size^(1/T): 1 as in the data, higher raises small groups");
  line.Option("--max-repeat", "X", &options.max_repeat,
              "At most floor(n * X) of n records of a group; other groups get what it leaves");
  line.Group("Which, and in what order");
  line.Flag("--shuffle", &options.shuffle,
            "Put what is written into random order; alone, shuffle everything");
  line.Option("--seed", "N", &options.seed, "Another number, other records (default 0)");
  line.Option("--key", "FIELD", &options.key,
              "Choose by the hash of this field instead of the whole record's");
  line.Option("--weight", "FIELD", &options.weight,
              "Choose by weight, without replacement: twice the number, twice as likely");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunSample(options, session);
  });
}
