#include "common/cli/command_line.h"
#include "common/record/registry.h"
#include "common/record/schemas.h"
#include "tools/validate/validate.h"

int main(int argc, char** argv) {
  jsonl::ValidateOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-validate",
      "Checks every line; writes the valid records, byte for byte, and reports what is wrong with "
      "the others.",
      "jsonl-validate --format task --json-output --rejects bad.jsonl train.jsonl > clean.jsonl",
      {.never_stop = true, .only_check = &options.check});
  line.Group("Rules");
  line.Option("--format", "NAME", &options.format,
              "The format that every record must have: " + jsonl::record::FormatNames() +
                  "; auto checks each as what it looks like (default auto)");
  line.Print("--list-formats", jsonl::record::FormatList, "Print what formats there are, and exit");
  line.Print("--print-schema", "NAME", jsonl::record::PrintSchema,
             "Print the JSON Schema of a format that has one, such as alpaca, and exit");
  line.Option("--schema", "FILE", &options.schema,
              "Every record must satisfy this JSON Schema (draft-07, or 2020-12 where $schema says "
              "so); without --format, the format is then any");
  line.Flag("--embedded-schema", &options.embedded_schema,
            "The response must be JSON that satisfies the schema in input.schema, in records of "
            "the format task that carry one");
  line.Flag("--assert-formats", &options.assert_formats,
            "What the keyword format says in schemas (date, email, uri ...) is demanded");
  line.Flag("--json-output", &options.json_output,
            "The response (output, or chosen; never rejected) must be JSON itself");
  line.Option("--min-length", "N", &options.min_length,
              "Least length of the response, in "
              "code points");
  line.Option("--max-length", "N", &options.max_length, "Greatest length of the response");
  line.Option("--vocab-size", "N", &options.vocab_size,
              "Tokens of records of the format tokens are below N");
  line.Option("--seq-length", "N", &options.seq_length, "... and each such record has N of them");
  line.Flag("--no-unique-keys", &options.no_unique_keys,
            "Let keys pass that occur twice in an "
            "object");
  line.Group("Result");
  line.Flag("-c,--check", &options.check, "Only check: write no records");
  line.Option("--max-invalid", "N|P%", &options.max_invalid,
              "Exit with 1 only above that many invalid records (default 0; with --rejects any "
              "number)");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunValidate(options, session);
  });
}
