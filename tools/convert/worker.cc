#include "tools/convert/worker.h"

#include <algorithm>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

using io::Container;
using pipeline::Fate;
using pipeline::Record;

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

}  // namespace

void ConvertedBatch::Remove(const std::vector<size_t>& records) {
  text::Buffer rest;
  size_t kept = 0;
  uint64_t begin = 0;
  auto next = records.begin();
  for (size_t i = 0; i < ends.size(); ++i) {
    const uint64_t end = ends[i];
    if (next != records.end() && *next == i) {
      ++next;
    } else {
      rest.append(std::string_view(text).substr(begin, end - begin));
      if (!counts.empty()) counts[kept] = counts[i];
      ends[kept++] = rest.size();
    }
    begin = end;
  }
  ends.resize(kept);
  if (!counts.empty()) counts.resize(kept);
  text.clear();
  text.append(rest);
  losses.Remove(records);
}

Worker::Worker(const pipeline::ScanOptions& scan, const WorkRules& rules)
    : scanner_(scan),
      rows_(rules.rows),
      converter_(rules.conversion),
      drop_losses_(rules.conversion.write.drop_losses),
      punctuation_(rules.punctuation),
      counts_(rules.conversion.CountsThings()) {
  if (rules.texts) texts_.emplace(*rules.texts);
  if (rules.to_rows) reader_.emplace(drop_losses_, texts_ ? &*texts_ : nullptr);
}

void Worker::operator()(const io::Block& block, ConvertedBatch* batch) {
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

void Worker::ConvertExamples(const io::Block& block, ConvertedBatch* batch) {
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

void Worker::ConvertRows(const io::Block& block, ConvertedBatch* batch) {
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

void Worker::AddLosses(ConvertedBatch* batch) const {
  for (const std::string& loss : converter_.losses()) batch->losses.Add(batch->ends.size(), loss);
  if (!reader_) return;
  for (const std::string& loss : reader_->lost()) batch->losses.Add(batch->ends.size(), loss);
}

// Appends record_, which may be several, as tokens; returns how many records that makes.
size_t Worker::AppendTokens(text::Buffer* out) {
  if (!reader_) return texts_->AppendRecords(record_, out, &findings_);
  if (texts_ && !drop_losses_ && !converter_.losses().empty()) {
    findings_.push_back({report::Code::kCannotConvert, "",
                         text::Cat(converter_.losses().front(),
                                   " has no room in rows of tokens; --on-loss drop drops it")});
  } else {
    reader_->Append(record_, out, &findings_);
  }
  return 1;
}

void Worker::Add(size_t line, ConvertedBatch* batch, Append append) {
  const size_t before = batch->text.size();
  if (before > 0) batch->text.append(punctuation_.between);
  const size_t begin = batch->text.size();
  size_t records = 1;
  if (texts_ || reader_) {
    record_.clear();
    append(&record_);
    if (findings_.empty()) records = AppendTokens(&batch->text);
  } else {
    records = append(&batch->text);
  }
  for (report::Finding& warning : converter_.warnings()) batch->Find(line, std::move(warning));
  converter_.warnings().clear();
  if (findings_.empty()) {
    AddLosses(batch);
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

}  // namespace jsonl
