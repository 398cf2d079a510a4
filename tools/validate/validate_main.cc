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
      {.never_stop = true,
       .memory = "Memory for the values of --unique, which ends the run past it",
       .only_check = &options.check});
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
            "the formats task and any that carry one");
  line.Flag("--assert-formats", &options.assert_formats,
            "What the keyword format says in schemas (date, email, uri ...) is demanded");
  line.Flag("--json-output", &options.json_output,
            "The response (output, or chosen; never rejected) must be JSON itself");
  line.Option("--min-length", "N", &options.min_length,
              "Least length of the response, in "
              "code points");
  line.Option("--max-length", "N", &options.max_length, "Greatest length of the response");
  line.Flag("--task-rules", &options.task_rules,
            "The rules of each task, in records of the formats task (schema_generate, json_repair, "
            "text_to_json, json_transform, json_style_strict) and multitask (code_completion, "
            "error_resolution)");
  line.Option("--vocab-size", "N", &options.vocab_size,
              "Tokens of records of the format tokens are below N");
  line.Option("--seq-length", "N", &options.seq_length, "... and each such record has N of them");
  line.Flag("--no-unique-keys", &options.no_unique_keys,
            "Let keys pass that occur twice in an "
            "object");
  line.Group("Rules about fields, which may be given several times");
  line.Option("--values", "FIELD=FILE", &options.values,
              "The field, if it is there, is one of the lines of FILE");
  line.Option("--unique", "FIELD", &options.unique,
              "No two records have the same value of the field");
  line.Option("--deny", "FIELD=REGEX", &options.deny,
              "The field does not match (RE2, anywhere in its text)");
  line.Option("--require", "FIELD=REGEX", &options.require, "The field is there, and matches");
  line.Group("Outside checks");
  line.Option(
      "--checker", "COMMAND", &options.checker,
      "A program that reads the records that are valid otherwise, a line each, and answers "
      "each with {\"ok\": true} or {\"ok\": false, \"message\": \"...\"}; one runs for each "
      "thread");
  line.Group("Result");
  line.Flag("-c,--check", &options.check, "Only check: write no records");
  line.Option("--max-invalid", "N|P%", &options.max_invalid,
              "Exit with 1 only above that many invalid records (default 0; with --rejects any "
              "number)");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunValidate(options, session);
  });
}
