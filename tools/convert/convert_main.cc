#include "common/cli/command_line.h"
#include "common/record/registry.h"
#include "tools/convert/convert.h"
#include "tools/convert/spec.h"

int main(int argc, char** argv) {
  jsonl::ConvertOptions options;
  jsonl::cli::CommandLine line(
      "jsonl-convert", "Converts records from one format and container to another.",
      "jsonl-convert --from json:alpaca --to messages alpaca_data.json -o chat.jsonl",
      {.temp_files = true, .placeholder = "{length}"});
  line.Group("From and to");
  line.Option("--from", "SPEC", &options.from,
              "What the input is: FORMAT (" + jsonl::record::FormatNames() + "), CONTAINER (" +
                  jsonl::ContainerNames() +
                  ") or CONTAINER:FORMAT; what is not said is found out (default auto)");
  line.Option("--to", "SPEC", &options.to,
              "What the output is, in the same way; a container alone keeps the format (default, "
              "where there is other work to do: jsonl)");
  line.Flag("--types", &options.types,
            "Values of csv and tsv that are written as JSON numbers, true, false, null, objects or "
            "arrays are such; otherwise all are strings");
  line.Option("--map", "NEW=OLD", &options.map,
              "First rename the field OLD to NEW; may be repeated");
  line.Print("--list-formats", jsonl::ListFormats,
             "Print what containers and formats there are, and exit");
  line.Group("Mending");
  line.Flag("--repair", &options.repair,
            "Mend lines that are broken JSON where that can be done with confidence, and report "
            "each mend; without --to, the records stay as they are");
  line.Option("--repair-field", "FIELD", &options.repair_fields,
              "Mend the JSON in this string of each record, such as what a model answered; may be "
              "repeated");
  line.Group("How");
  line.Option("--meta", "HOW", &options.meta,
              "Where fields go that the target has no place for: nest, in the object meta; "
              "flatten, beside its own fields; or drop (default nest)");
  line.Option("--arguments", "HOW", &options.arguments,
              "Arguments of tool calls: string (JSON in a string), object, or as-read (default)");
  line.Option(
      "--instruction", "TEMPLATE", &options.instruction,
      "What is asked about each word of --from words: a text with {word} or {letters} in it");
  line.Option("--system", "TEXT|@FILE", &options.system,
              "The system prompt of chats that have none: a text, or a file with it or with a JSON "
              "object {task: text, \"*\": text}");
  line.Option("--on-loss", "HOW", &options.on_loss,
              "What the target cannot hold at all: error, which names the field, or drop (default "
              "error)");
  line.Flag("--canonical", &options.canonical,
            "Write the canonical form of RFC 8785: members sorted, no white space, one spelling "
            "of each value; numbers that no double holds are kept, and counted");
  line.Flag("--uniform", &options.uniform,
            "The same keys and one type a key in every record, as the JSON loader of Hugging Face "
            "needs it; what is missing is null");
  line.Group("Tokens");
  line.Option("--tokenizer", "FILE", &options.tokenizer,
              "Make tokens of the text of each record: a Hugging Face tokenizer.json (byte-level "
              "BPE) or a tiktoken file of ranks. What is no text becomes the format text first, or "
              "what --to names: harmony, harmony-tags");
  line.Option("--begin-token", "TOKEN", &options.begin_token,
              "Put this before each text: the number of a token, the text of an added one, or none "
              "(default)");
  line.Option(
      "--end-token", "TOKEN", &options.end_token,
      "Put this after each text, in the same way (default: the tokenizer's own end of text, "
      "such as <|endoftext|>)");
  line.Option("--seq-length", "N,...", &options.seq_length,
              "Put the tokens of all records, one after the other, and cut them into "
              "rows of N; of several lengths, each makes a file: -o 'DIR/train_{length}.npy'");
  line.Option("--pad", "ID", &options.pad,
              "Fill the last row with this token; otherwise a row that is not full is dropped");
  return line.Run(argc, argv, [&](jsonl::pipeline::Session& session) {
    return jsonl::RunConvert(options, session);
  });
}
