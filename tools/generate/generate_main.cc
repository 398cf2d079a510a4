#include "common/cli/command_line.h"
#include "tools/generate/function.h"
#include "tools/generate/generate.h"

int main(int argc, char** argv) {
  jsonl::GenerateOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-generate", "Generates examples from templates and records of variables.",
      "jsonl-generate --words --templates templates/spelling words.txt > train.jsonl",
      {.temp_files = true, .only_check = &options.check, .no_input = &options.check});
  line.Group("Templates");
  line.Option("-t,--templates", "DIR", &options.templates,
              "Where the templates are: files *.yaml below the directory, or a file; may be "
              "repeated");
  line.Flag("-c,--check", &options.check,
            "Check the templates and read no records: names that nothing stands for, values that "
            "no example has, templates that generate the same; exit status 1 if there is a "
            "finding");
  line.Print("--list-functions", jsonl::generate::ListFunctions,
             "Print what functions placeholders can call, and exit");
  line.Group("Records");
  line.Flag("--words", &options.words,
            "A line that is no JSON object is a word: the field word of a record");
  line.Group("How many");
  line.Option("--limit", "N", &options.limit, "Write N examples and end");
  line.Option("--per-template", "N", &options.per_template,
              "Write the first N examples of each template");
  line.Option("--balance", "WHAT", &options.balance,
              "difficulty: as many examples of each difficulty, spread over the input; without "
              "--limit, as many as the rarest has");
  line.Option("--seed", "N", &options.seed,
              "What is chosen, and the ids, are others for each seed (default 0)");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunGenerate(options, session);
  });
}
