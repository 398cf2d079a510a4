#include "tools/convert/convert.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "common/record/formats/tokens.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/convert/converter.h"
#include "tools/convert/loss_counts.h"
#include "tools/convert/new_writer.h"
#include "tools/convert/record_writer.h"
#include "tools/convert/row_reader.h"
#include "tools/convert/spec.h"
#include "tools/convert/token_reader.h"

namespace jsonl {
namespace {

using io::Container;
using pipeline::Batch;
using pipeline::Fate;
using pipeline::Record;

struct ConvertedBatch : Batch {
  text::Buffer text;           // the records, one after the other, as the output wants them
  std::vector<uint64_t> ends;  // in `text`, of what each record became
  // Which of them became more than one record, and how many more.
  std::vector<std::pair<size_t, uint64_t>> several;
  BatchLosses losses;
  std::vector<RecordCounts> counts;  // of each of them, where something is counted

  void Clear() {
    Batch::Clear();
    text.clear();
    ends.clear();
    several.clear();
    if (!losses.empty()) losses.Clear();
    counts.clear();
  }
};

// What is the same for all workers.
struct WorkRules {
  ConversionRules conversion;
  RowRules rows;                 // of the input
  bool to_tokens = false;        // the output holds rows of tokens
  Punctuation punctuation = {};  // of the output
};

// Makes the line ends between the records in `text`, from `begin` on, what the output wants.
void Separate(const Punctuation& punctuation, size_t begin, text::Buffer* text) {
  if (punctuation.between.empty()) return;
  const std::string lines(std::string_view(*text).substr(begin));
  text->Truncate(begin);
  for (char c : lines) {
    if (c == '\n') {
      text->append(punctuation.between);
    } else {
      text->push_back(c);
    }
  }
}

class Worker {
 public:
  Worker(const pipeline::ScanOptions& scan, const WorkRules& rules)
      : scanner_(scan),
        rows_(rules.rows),
        converter_(rules.conversion),
        punctuation_(rules.punctuation),
        counts_(rules.conversion.CountsThings()) {
    if (rules.to_tokens) tokens_.emplace(rules.conversion.write.drop_losses);
  }

  void operator()(const io::Block& block, ConvertedBatch* batch) {
    batch->Clear();
    if (block.origin->container == Container::kDelimited) return ConvertExamples(block, batch);
    if (HoldsRows(block.origin->container) && block.part == io::Block::Part::kRecords) {
      return ConvertRows(block, batch);
    }
    const bool lines = block.origin->container == Container::kLines;
    const bool one_line = lines && block.text().find('\r') == std::string_view::npos;
    scanner_.Scan(block, batch, [&](const Record& record) {
      Add(record.line, batch, [&](text::Buffer* out) {
        if (!record.root) return converter_.ConvertWord(text::Strip(record.text), out, &findings_);
        return converter_.Convert(record.root, record.text, one_line, out, &findings_);
      });
    });
  }

 private:
  void ConvertExamples(const io::Block& block, ConvertedBatch* batch) {
    std::string_view text = block.text();
    for (const io::RecordSpan& span : block.records) {
      batch->lines.push_back({span.begin, span.end, span.line, Fate::kRecord});
      Add(batch->lines.size() - 1, batch, [&](text::Buffer* out) {
        return converter_.ConvertExample(text.substr(span.begin, span.end - span.begin), out,
                                         &findings_);
      });
    }
    batch->line_ends = block.records.size();
  }

  void ConvertRows(const io::Block& block, ConvertedBatch* batch) {
    std::string_view text = block.text();
    for (const io::RecordSpan& span : block.records) {
      batch->lines.push_back({span.begin, span.end, span.line, Fate::kRecord});
      const size_t line = batch->lines.size() - 1;
      std::optional<report::Finding> wrong =
          rows_.Read(*block.origin, text.substr(span.begin, span.end - span.begin), &row_);
      if (wrong.has_value()) {
        batch->Find(line, *std::move(wrong));
        batch->Reject(line, Fate::kMalformed);
        continue;
      }
      Add(line, batch,
          [&](text::Buffer* out) { return converter_.ConvertText(row_, out, &findings_); });
    }
    const bool lines = block.origin->container != Container::kNpy;
    batch->line_ends = lines ? static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'))
                             : block.records.size();
  }

  template <typename Append>
  void Add(size_t line, ConvertedBatch* batch, Append&& append) {
    const size_t before = batch->text.size();
    if (before > 0) batch->text.append(punctuation_.between);
    const size_t begin = batch->text.size();
    size_t records = 1;
    if (tokens_.has_value()) {
      record_.clear();
      append(&record_);
      if (findings_.empty()) tokens_->Append(record_, &batch->text, &findings_);
    } else {
      records = append(&batch->text);
    }
    for (report::Finding& warning : converter_.warnings()) batch->Find(line, std::move(warning));
    converter_.warnings().clear();
    if (findings_.empty()) {
      for (const std::string& loss : converter_.losses()) {
        batch->losses.Add(batch->ends.size(), loss);
      }
      if (tokens_.has_value()) {
        for (const std::string& loss : tokens_->lost()) batch->losses.Add(batch->ends.size(), loss);
      }
      if (records > 1) {
        Separate(punctuation_, begin, &batch->text);
        batch->several.emplace_back(batch->ends.size(), records - 1);
      }
      batch->text.append(punctuation_.after);
      batch->ends.push_back(batch->text.size());
      if (counts_) batch->counts.push_back(converter_.counts());
      return;
    }
    batch->text.Truncate(before);
    for (report::Finding& finding : findings_) batch->Find(line, std::move(finding));
    findings_.clear();
    batch->Reject(line);
  }

  pipeline::Scanner scanner_;
  RowReader rows_;
  std::string row_;  // the record that a row is
  Converter converter_;
  std::optional<TokenReader> tokens_;
  text::Buffer record_;  // whose tokens are wanted
  Punctuation punctuation_;
  bool counts_;  // things are counted of each record
  std::vector<report::Finding> findings_;
};

// Notes what is counted of the first records.
void Note(const std::vector<RecordCounts>& counts, size_t records, pipeline::Account* account) {
  uint64_t kept_numbers = 0;
  uint64_t absent = 0;
  uint64_t not_strings = 0;
  for (size_t i = 0; i < records; ++i) {
    absent += counts[i].absent_fields;
    not_strings += counts[i].not_strings;
    kept_numbers += counts[i].kept_numbers;
  }
  account->Note("fields to mend that were absent", absent);
  account->Note("fields to mend that were no strings", not_strings);
  account->Note("numbers kept as written, which no double holds", kept_numbers);
}

template <typename T>
absl::StatusOr<T> Choose(std::string_view option, std::string_view value,
                         const std::vector<std::pair<std::string_view, T>>& choices) {
  std::string names;
  for (const auto& [name, choice] : choices) {
    if (name == value) return choice;
    text::Append(&names, names.empty() ? "" : ", ", name);
  }
  return absl::InvalidArgumentError(text::Cat(option, " is one of ", names, ", not '", value, "'"));
}

absl::StatusOr<ConversionRules> RulesOf(const ConvertOptions& options, const Spec& from,
                                        const Spec& to) {
  using Meta = record::WriteOptions::Meta;
  using Arguments = record::WriteOptions::Arguments;
  ConversionRules rules;
  rules.from = from.format;
  rules.to = to.format;
  rules.to_examples = to.container == Container::kDelimited;
  if (rules.to_examples && rules.to != nullptr) {
    return absl::InvalidArgumentError(
        "--to protobuf takes no format: an Example keeps the one it was read as");
  }
  if (rules.to_examples && options.canonical) {
    return absl::InvalidArgumentError("--canonical is for JSON, not for --to protobuf");
  }
  rules.canonical = options.canonical;
  for (const std::string& field : options.repair_fields) {
    absl::StatusOr<json::FieldPath> path = json::FieldPath::Parse(field);
    if (!path.ok()) return path.status();
    rules.repair_fields.push_back(*std::move(path));
  }
  for (const std::string& pair : options.map) {
    if (absl::Status status = rules.map.Add(pair); !status.ok()) return status;
  }
  absl::StatusOr<Meta> meta =
      Choose<Meta>("--meta", options.meta,
                   {{"nest", Meta::kNest}, {"flatten", Meta::kFlatten}, {"drop", Meta::kDrop}});
  if (!meta.ok()) return meta.status();
  rules.write.meta = *meta;
  absl::StatusOr<Arguments> arguments = Choose<Arguments>("--arguments", options.arguments,
                                                          {{"as-read", Arguments::kAsRead},
                                                           {"string", Arguments::kString},
                                                           {"object", Arguments::kObject}});
  if (!arguments.ok()) return arguments.status();
  rules.write.arguments = *arguments;
  absl::StatusOr<bool> drop =
      Choose<bool>("--on-loss", options.on_loss, {{"error", false}, {"drop", true}});
  if (!drop.ok()) return drop.status();
  rules.write.drop_losses = *drop;
  if (rules.to_examples && (options.meta != "nest" || options.arguments != "as-read" || *drop)) {
    return absl::InvalidArgumentError(
        "--to protobuf takes no --meta, --arguments or --on-loss: an Example holds all of a "
        "record");
  }
  if (!options.system.empty()) {
    if (rules.to_examples || (rules.to != nullptr && rules.to->name() == "any")) {
      return absl::InvalidArgumentError(
          text::Cat("--system is not for --to ", options.to, ": records stay as they are"));
    }
    absl::StatusOr<std::shared_ptr<const SystemPrompts>> system =
        SystemPrompts::Read(options.system);
    if (!system.ok()) return system.status();
    rules.system = *std::move(system);
  }
  if (rules.to != nullptr && rules.to->name() == "words") {
    return absl::InvalidArgumentError("--to words: lists of words are only read, not written");
  }
  if (!options.instruction.empty()) {
    if (rules.from != nullptr && rules.from->name() != "words") {
      return absl::InvalidArgumentError(
          text::Cat("--instruction is for --from words, not ", rules.from->name()));
    }
    absl::StatusOr<InstructionTemplate> instruction =
        InstructionTemplate::Parse(options.instruction);
    if (!instruction.ok()) return instruction.status();
    rules.instruction = std::make_shared<InstructionTemplate>(*std::move(instruction));
  }
  return rules;
}

}  // namespace

absl::StatusOr<int> RunConvert(const ConvertOptions& options, pipeline::Session& session) {
  if (options.to.empty() && !options.repair && options.repair_fields.empty() &&
      !options.canonical && !options.uniform) {
    return absl::InvalidArgumentError("say what to write: --to [CONTAINER:]FORMAT");
  }
  absl::StatusOr<Spec> from = Spec::Parse(options.from);
  if (!from.ok()) return from.status();
  absl::StatusOr<Spec> to = Spec::Parse(options.to.empty() ? "jsonl" : options.to);
  if (!to.ok()) return to.status();
  absl::StatusOr<ConversionRules> rules = RulesOf(options, *from, *to);
  if (!rules.ok()) return rules.status();
  if (options.repair && from->container.value_or(Container::kLines) != Container::kLines) {
    return absl::InvalidArgumentError("--repair mends lines: it is not for --from " + options.from);
  }
  session.scan.repair = options.repair;

  pipeline::ScanOptions scan = session.scan;
  scan.words = rules->from != nullptr && rules->from->name() == "words";
  const Container container = to->container.value_or(Container::kLines);
  const bool to_tokens = container == Container::kNpy || options.seq_length.has_value();
  if (to_tokens) {
    const bool rows = container == Container::kNpy || container == Container::kLines ||
                      container == Container::kJsonArray;
    if (!rows || (rules->to != nullptr && rules->to != &record::TokensFormat())) {
      return absl::InvalidArgumentError(
          text::Cat(container == Container::kNpy ? "--to npy holds" : "--seq-length is for",
                    " records of the format tokens, not --to ", options.to));
    }
    rules->to = &record::TokensFormat();
  }
  absl::StatusOr<std::unique_ptr<RecordWriter>> opened = NewWriter(container, options, session);
  if (!opened.ok()) return opened.status();
  RecordWriter& writer = **opened;
  const WorkRules work = {*std::move(rules),
                          {.types = options.types, .max_line = session.scan.max_line},
                          to_tokens,
                          writer.punctuation()};
  std::unique_ptr<io::LineSource> source = session.OpenLines(from->container);
  LossCounts losses;
  absl::Status status = pipeline::RunRecords<ConvertedBatch>(
      session, *source, [&] { return Worker(scan, work); },
      [&](const io::Block&, const ConvertedBatch& batch, uint64_t) {
        size_t records = 0;
        for (const pipeline::Line& line : batch.lines) records += line.fate == Fate::kRecord;
        session.account.written += records;
        for (const auto& [record, more] : batch.several) {
          if (record < records) session.account.copies += more;
        }
        batch.losses.ForEach(records, [&](std::string_view what) { losses.Add(what); });
        if (!batch.counts.empty()) Note(batch.counts, records, &session.account);
        if (records == 0) return absl::OkStatus();
        // A malformed line may have cut the batch short.
        absl::Span<const uint64_t> ends(batch.ends.data(), records);
        return writer.Write(std::string_view(batch.text).substr(0, ends.back()), ends);
      });
  if (status.ok() && !session.stopped) status = writer.Finish();
  if (!status.ok()) return status;
  losses.NoteIn(&session.account);
  return session.account.rejected() > 0 && session.rejects == nullptr ? 1 : 0;
}

}  // namespace jsonl
