#include "common/cli/command_line.h"
#include "tools/dedupe/dedupe.h"

int main(int argc, char** argv) {
  jsonl::DedupeOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-dedupe", "Writes records in order, without those whose key an earlier record had.",
      "jsonl-dedupe -k instruction,input --duplicates dropped.jsonl train.jsonl -o clean.jsonl",
      {.only_lines = true,
       .temp_files = true,
       .memory = "Memory for keys, which go to temporary files past it"});
  line.Group("What is a duplicate");
  line.Option("-k,--key", "KEY", &options.key,
              "@record: equal as JSON, whatever the key order, spacing and escapes (default); "
              "@line: equal bytes; @response: the output, or chosen and rejected; or fields, "
              "separated by commas");
  line.Option("--fold", "WHAT", &options.fold,
              "What does not count in strings of the key: case, space (runs of it are one, none at "
              "the ends), punct (punctuation), separated by commas");
  line.Option("--against", "FILE", &options.against,
              "Drop also what occurs in FILE; may be given again");
  line.Option(
      "--near", "T", &options.near,
      "Drop near-duplicates, too: records whose word n-grams have a Jaccard similarity of at "
      "least T, such as 0.8");
  line.Option("--ngram", "N", &options.ngram, "Words of an n-gram of --near (default 5)");
  line.Flag("--explain", &options.explain,
            "Say how near-duplicates are found, and how likely, by their similarity");
  line.Option("--overlap", "N", &options.overlap,
              "Drop what shares any N words in a row with a FILE of --against; 13, as for GPT-3");
  line.Group("What becomes of them");
  line.Option("--keep", "WHICH", &options.keep,
              "Which of several records of a key is kept: first (default), last, none of them, "
              "or all, but for what --against has");
  line.Option("--duplicates", "FILE", &options.duplicates,
              "List what was dropped there: a line {file, line, duplicate_of_file, duplicate_of}, "
              "with similarity for --near, and words for --overlap");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunDedupe(options, session);
  });
}
