#include "tools/convert/convert.h"

#include <cstdint>
#include <memory>
#include <utility>

#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/convert/converter.h"
#include "tools/convert/loss_counts.h"
#include "tools/convert/spec.h"

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

  void Clear() {
    Batch::Clear();
    text.clear();
    ends.clear();
    several.clear();
    if (!losses.empty()) losses.Clear();
  }
};

// What stands between two records of the output.
std::string_view Separator(Container container) {
  return container == Container::kJsonArray ? ",\n" : "";
}

// Makes the line ends between the records in `text`, from `begin` on, what the output wants.
void Separate(Container container, size_t begin, text::Buffer* text) {
  if (container != Container::kJsonArray) return;
  const std::string lines(std::string_view(*text).substr(begin));
  text->Truncate(begin);
  for (char c : lines) {
    if (c == '\n') {
      text->append(Separator(container));
    } else {
      text->push_back(c);
    }
  }
}

class Worker {
 public:
  Worker(const pipeline::ScanOptions& scan, const ConversionRules& rules, Container to)
      : scanner_(scan), converter_(rules), to_(to) {}

  void operator()(const io::Block& block, ConvertedBatch* batch) {
    batch->Clear();
    if (block.origin->container == Container::kDelimited) return ConvertExamples(block, batch);
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

  template <typename Append>
  void Add(size_t line, ConvertedBatch* batch, Append&& append) {
    const size_t before = batch->text.size();
    if (before > 0) batch->text.append(Separator(to_));
    const size_t begin = batch->text.size();
    const size_t records = append(&batch->text);
    if (findings_.empty()) {
      for (const std::string& loss : converter_.losses()) {
        batch->losses.Add(batch->ends.size(), loss);
      }
      if (records > 1) {
        Separate(to_, begin, &batch->text);
        batch->several.emplace_back(batch->ends.size(), records - 1);
      }
      if (to_ == Container::kLines) batch->text.push_back('\n');
      batch->ends.push_back(batch->text.size());
      return;
    }
    batch->text.Truncate(before);
    for (report::Finding& finding : findings_) batch->Find(line, std::move(finding));
    findings_.clear();
    batch->Reject(line);
  }

  pipeline::Scanner scanner_;
  Converter converter_;
  Container to_;
  std::vector<report::Finding> findings_;
};

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
  if (options.to.empty()) {
    return absl::InvalidArgumentError("say what to write: --to [CONTAINER:]FORMAT");
  }
  absl::StatusOr<Spec> from = Spec::Parse(options.from);
  if (!from.ok()) return from.status();
  absl::StatusOr<Spec> to = Spec::Parse(options.to);
  if (!to.ok()) return to.status();
  absl::StatusOr<ConversionRules> rules = RulesOf(options, *from, *to);
  if (!rules.ok()) return rules.status();

  pipeline::ScanOptions scan = session.scan;
  scan.words = rules->from != nullptr && rules->from->name() == "words";
  const Container container = to->container.value_or(Container::kLines);
  io::Sink& out = *session.output;
  std::unique_ptr<io::LineSource> source = session.OpenLines(from->container);
  bool first = true;
  LossCounts losses;
  absl::Status status = pipeline::RunRecords<ConvertedBatch>(
      session, *source, [&] { return Worker(scan, *rules, container); },
      [&](const io::Block&, const ConvertedBatch& batch, uint64_t) {
        size_t records = 0;
        for (const pipeline::Line& line : batch.lines) records += line.fate == Fate::kRecord;
        session.account.written += records;
        for (const auto& [record, more] : batch.several) {
          if (record < records) session.account.copies += more;
        }
        batch.losses.ForEach(records, [&](std::string_view what) { losses.Add(what); });
        if (records == 0) return absl::OkStatus();
        if (container == Container::kJsonArray) {
          absl::Status written = out.Write(first ? "[\n" : Separator(container));
          if (!written.ok()) return written;
        }
        first = false;
        // A malformed line may have cut the batch short.
        return out.Write(std::string_view(batch.text).substr(0, batch.ends[records - 1]));
      });
  if (!status.ok()) return status;
  losses.NoteIn(&session.account);
  if (container == Container::kJsonArray && !session.stopped) {
    if (status = out.Write(first ? "[]\n" : "\n]\n"); !status.ok()) return status;
  }
  return session.account.rejected() > 0 && session.rejects == nullptr ? 1 : 0;
}

}  // namespace jsonl
