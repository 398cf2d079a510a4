#include "common/pipeline/session.h"

#include <chrono>
#include <utility>

#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using report::Severity;

// Between findings that are handed on: soon for who watches, rarely for who gets millions.
constexpr std::chrono::milliseconds kNewsInterval(100);

io::LineOptions HowToRead(const Session& session, std::optional<io::Container> container) {
  io::LineOptions options;
  options.block_size = session.resources.block_size;
  options.max_line = session.scan.max_line;
  options.container = container;
  options.array_advice = "turn it into lines first: jsonl-convert --from json";
  return options;
}

// Records that something was mended in.
uint64_t CountRepaired(const Batch& batch) {
  uint64_t count = 0;
  const LineFinding* last = nullptr;
  for (const LineFinding& found : batch.findings) {
    if (found.finding.code != report::Code::kRepaired) continue;
    if (batch.lines[found.line].fate != Fate::kRecord) continue;
    count += last == nullptr || last->line != found.line;
    last = &found;
  }
  return count;
}

}  // namespace

std::unique_ptr<io::LineSource> Session::OpenLines(std::optional<io::Container> container) const {
  return std::make_unique<io::LineSource>(inputs, HowToRead(*this, container));
}

std::unique_ptr<io::LineSource> Session::OpenLinesOf(std::vector<io::Input> others) const {
  return std::make_unique<io::LineSource>(std::move(others),
                                          HowToRead(*this, io::Container::kLines));
}

std::unique_ptr<io::RecordStore> Session::OpenStore(io::RecordStore::Keeping keeping) const {
  return std::make_unique<io::RecordStore>(OpenLines(), resources.temp_dir, keeping);
}

void Session::Warn(std::string_view message) const {
  if (warn) warn(text::Cat("warning: ", message));
}

// Sends the bad lines of the batch to the rejects, or stops at the first malformed one.
absl::Status Intake::Reject(const io::Block& block, Batch& batch) {
  std::string_view text = block.text();
  size_t next_finding = 0;
  for (size_t i = 0; i < batch.lines.size(); ++i) {
    const Line& line = batch.lines[i];
    if (line.fate != Fate::kRejected && line.fate != Fate::kMalformed) continue;
    while (batch.findings[next_finding].line < i ||
           batch.findings[next_finding].finding.severity == Severity::kWarning) {
      ++next_finding;
    }
    session_.account.Reject(batch.findings[next_finding].finding.code);
    if (session_.rejects != nullptr) {
      std::string_view bytes = text.substr(line.begin, line.end - line.begin);
      if (absl::Status status = session_.rejects->Write(bytes); !status.ok()) return status;
      bool whole = block.part == io::Block::Part::kRecords;
      if (whole && (bytes.empty() || bytes.back() != '\n')) {
        if (absl::Status status = session_.rejects->Write("\n"); !status.ok()) return status;
      }
    } else if (line.fate == Fate::kMalformed && !session_.never_stop) {
      session_.stopped = true;
      batch.lines.resize(i + 1);
      while (!batch.findings.empty() && batch.findings.back().line > i) batch.findings.pop_back();
      break;
    }
  }
  return absl::OkStatus();
}

void Intake::Enter(const io::Block& block) {
  if (block.origin == origin_) return;
  origin_ = block.origin;
  origin_lines_ = 0;
}

absl::Status Intake::Admit(const io::Block& block, Batch& batch) {
  Enter(block);
  line_ends_ = batch.line_ends;
  session_.account.bytes += block.text().size();
  if (block.part == io::Block::Part::kOversizeMore || block.part == io::Block::Part::kOversizeEnd) {
    if (session_.rejects == nullptr) return absl::OkStatus();
    if (absl::Status status = session_.rejects->Write(block.text()); !status.ok()) return status;
    bool lacks_newline = block.part == io::Block::Part::kOversizeEnd &&
                         block.origin->container != io::Container::kLines &&
                         !block.text().ends_with('\n');
    return lacks_newline ? session_.rejects->Write("\n") : absl::OkStatus();
  }
  if (batch.bad > 0) {
    if (absl::Status status = Reject(block, batch); !status.ok()) return status;
  }
  uint64_t blank = batch.blank;
  if (session_.stopped && blank > 0) {
    blank = 0;
    for (const Line& line : batch.lines) blank += line.fate == Fate::kBlank;
  }
  session_.account.read += batch.lines.size() - blank;
  session_.account.Note("repaired", CountRepaired(batch));
  has_news_ = has_news_ || !batch.findings.empty();
  for (const LineFinding& found : batch.findings) {
    const Line& line = batch.lines[found.line];
    session_.reporter->Report({origin_->name, origin_lines_ + line.number + 1,
                               block.offset + line.begin, &found.finding});
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> Intake::Settle(const io::Block& block) {
  origin_lines_ += line_ends_;
  lines_before_ += line_ends_;
  if (session_.progress) session_.progress("read", session_.account.bytes, session_.input_size);
  if (block.flush) {
    if (session_.output != nullptr) {
      if (absl::Status status = session_.output->Flush(); !status.ok()) return status;
    }
    if (session_.rejects != nullptr) {
      if (absl::Status status = session_.rejects->Flush(); !status.ok()) return status;
    }
    Finish();
  } else if (has_news_) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= next_news_) {
      Finish();
      next_news_ = now + kNewsInterval;
    }
  }
  return !session_.stopped;
}

void Intake::Finish() {
  if (std::exchange(has_news_, false)) session_.reporter->Flush();
}

}  // namespace jsonl::pipeline
