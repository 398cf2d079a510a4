#include "tools/convert/convert.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/record/formats/tokens.h"
#include "common/text/strings.h"
#include "tools/convert/conversion_rules.h"
#include "tools/convert/loss_counts.h"
#include "tools/convert/new_writer.h"
#include "tools/convert/record_writer.h"
#include "tools/convert/spec.h"
#include "tools/convert/text_tokens.h"
#include "tools/convert/worker.h"

namespace jsonl {
namespace {

using io::Container;
using pipeline::Fate;
using pipeline::Line;

// Counts, of the first records of batches, what the account is to say.
class Counts {
 public:
  explicit Counts(const ConversionRules& rules) : rules_(rules), absent_(kMostFields) {}

  void Add(const std::vector<RecordCounts>& counts, size_t records) {
    for (size_t i = 0; i < records; ++i) {
      for (uint64_t bits = counts[i].absent_fields; bits != 0; bits &= bits - 1) {
        ++absent_[static_cast<size_t>(std::countr_zero(bits))];
      }
      not_strings_ += counts[i].not_strings;
      kept_numbers_ += counts[i].kept_numbers;
      without_prompt_ += counts[i].without_prompt;
    }
  }
  void NoteIn(pipeline::Account* account) const {
    for (size_t i = 0; i < std::min(rules_.repair_fields.size(), kMostFields); ++i) {
      account->Note(text::Cat("without the field '", rules_.repair_fields[i].text(), "' to mend"),
                    absent_[i]);
    }
    account->Note("fields to mend that were no strings", not_strings_);
    account->Note("numbers kept as written, which no double holds", kept_numbers_);
    account->Note("without a system prompt for their task", without_prompt_);
  }

 private:
  static constexpr size_t kMostFields = 64;  // of RecordCounts
  const ConversionRules& rules_;
  std::vector<uint64_t> absent_;
  uint64_t not_strings_ = 0;
  uint64_t kept_numbers_ = 0;
  uint64_t without_prompt_ = 0;
};

// Rejects the records that the writer refuses.
void Refuse(RecordWriter* writer, ConvertedBatch* batch) {
  const auto known = static_cast<ptrdiff_t>(batch->findings.size());
  std::vector<size_t> refused;
  size_t record = 0;
  uint64_t begin = 0;
  for (size_t i = 0; i < batch->lines.size() && record < batch->ends.size(); ++i) {
    if (batch->lines[i].fate != Fate::kRecord) continue;
    const uint64_t end = batch->ends[record];
    std::string why = writer->Refuse(std::string_view(batch->text).substr(begin, end - begin));
    begin = end;
    if (!why.empty()) {
      refused.push_back(record);
      batch->Find(i, {report::Code::kCannotConvert, "", std::move(why)});
      batch->Reject(i);
    }
    ++record;
  }
  if (refused.empty()) return;
  batch->Remove(refused);
  std::inplace_merge(batch->findings.begin(), batch->findings.begin() + known,
                     batch->findings.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
}

// Whether there is work to do without --to, which is then jsonl.
bool AsksForMoreThanFormats(const ConvertOptions& options, const Spec& from) {
  return from.container.value_or(Container::kLines) != Container::kLines || !options.map.empty() ||
         options.repair || !options.repair_fields.empty() || options.canonical || options.uniform ||
         options.tokenizer;
}

// Whether rows of tokens are written, or records that hold them.
absl::StatusOr<bool> ToRows(const ConvertOptions& options, Container container,
                            const record::Format* to) {
  const bool npy = container == Container::kNpy;
  if (!npy && !options.seq_length) return false;
  const bool rows = npy || container == Container::kLines || container == Container::kJsonArray;
  const bool tokens = to == nullptr || to == &record::TokensFormat() || options.tokenizer;
  if (rows && tokens) return true;
  return absl::InvalidArgumentError(text::Cat(npy ? "--to npy holds" : "--seq-length is for",
                                              " records of the format tokens, not --to ",
                                              options.to));
}

// How texts become tokens; none if they do not. `to` is the format that the options name, and
// becomes that of the texts.
absl::StatusOr<std::optional<TextRules>> TextsOf(const ConvertOptions& options, const Spec& to,
                                                 bool to_rows, ConversionRules* rules) {
  const auto refuse = [](std::string_view why) {
    return absl::InvalidArgumentError(text::ToAbsl(why));
  };
  if (!options.tokenizer) {
    if (options.begin_token.empty() && options.end_token.empty()) return std::nullopt;
    return refuse("--begin-token and --end-token go with --tokenizer");
  }
  const Container container = to.container.value_or(Container::kLines);
  if (container != Container::kLines && container != Container::kJsonArray &&
      container != Container::kNpy) {
    return refuse(text::Cat("--tokenizer writes jsonl, json or npy, not --to ", options.to));
  }
  if (container == Container::kNpy && !options.seq_length) {
    return refuse("--tokenizer with --to npy needs --seq-length N: texts differ in length");
  }
  if (options.canonical) return refuse("--canonical is not for tokens");
  if (to.format == nullptr || to.format == &record::TokensFormat()) {
    rules->to = nullptr;
    rules->to_text = true;
  } else if (to.format->name() != "text" && !to.format->traits().encoded) {
    return refuse(
        text::Cat("--tokenizer makes tokens of texts: --to names text, harmony or "
                  "harmony-tags, if anything, not ",
                  to.format->name()));
  }
  // What rows have no room for is lost, not kept for the way back.
  if (to_rows) {
    rules->write.drop_losses |= rules->write.meta == record::WriteOptions::Meta::kDrop;
    rules->write.meta = record::WriteOptions::Meta::kDrop;
  }
  absl::StatusOr<TextRules> texts =
      TextRules::Load(*options.tokenizer, options.begin_token, options.end_token);
  if (!texts.ok()) return texts.status();
  return std::optional<TextRules>(*std::move(texts));
}

}  // namespace

absl::StatusOr<int> RunConvert(const ConvertOptions& options, pipeline::Session& session) {
  absl::StatusOr<Spec> from = Spec::Parse(options.from);
  if (!from.ok()) return from.status();
  if (options.types && from->container != Container::kCsv && from->container != Container::kTsv) {
    return absl::InvalidArgumentError("--types is for --from csv and --from tsv");
  }
  if (options.to.empty() && !AsksForMoreThanFormats(options, *from)) {
    return absl::InvalidArgumentError("say what to write: --to [CONTAINER:]FORMAT");
  }
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
  absl::StatusOr<bool> to_rows = ToRows(options, container, rules->to);
  if (!to_rows.ok()) return to_rows.status();
  if (*to_rows && !options.tokenizer) rules->to = &record::TokensFormat();
  absl::StatusOr<std::optional<TextRules>> texts = TextsOf(options, *to, *to_rows, &*rules);
  if (!texts.ok()) return texts.status();
  absl::StatusOr<std::unique_ptr<RecordWriter>> opened = NewWriter(container, options, session);
  if (!opened.ok()) return opened.status();
  RecordWriter& writer = **opened;
  const WorkRules work = {*std::move(rules),
                          {.types = options.types, .max_line = session.scan.max_line},
                          *std::move(texts),
                          *to_rows,
                          writer.punctuation()};
  std::unique_ptr<io::LineSource> source = session.OpenLines(from->container);
  LossCounts losses;
  Counts counts(work.conversion);
  absl::Status status = pipeline::RunRecords<ConvertedBatch>(
      session, *source, [&] { return Worker(scan, work); },
      [&](const io::Block&, ConvertedBatch* batch, uint64_t) {
        if (writer.may_refuse()) Refuse(&writer, batch);
        return absl::OkStatus();
      },
      [&](const io::Block&, const ConvertedBatch& batch, uint64_t) {
        size_t records = 0;
        for (const Line& line : batch.lines) records += line.fate == Fate::kRecord;
        session.account.written += records;
        for (const auto& [record, more] : batch.several) {
          if (record < records) session.account.copies += more;
        }
        batch.losses.ForEach(records, [&](std::string_view what) { losses.Add(what); });
        if (!batch.counts.empty()) counts.Add(batch.counts, records);
        if (records == 0) return absl::OkStatus();
        // A malformed line may have cut the batch short.
        absl::Span<const uint64_t> ends(batch.ends.data(), records);
        return writer.Write(std::string_view(batch.text).substr(0, ends.back()), ends);
      });
  if (status.ok() && !session.stopped) status = writer.Finish();
  if (!status.ok()) return status;
  losses.NoteIn(&session.account);
  counts.NoteIn(&session.account);
  return session.account.rejected() > 0 && session.rejects == nullptr ? 1 : 0;
}

}  // namespace jsonl
