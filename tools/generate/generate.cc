#include "tools/generate/generate.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/io/record_store.h"
#include "common/json/writer.h"
#include "common/pipeline/ordered.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/library.h"
#include "tools/generate/quota.h"
#include "tools/generate/template_files.h"
#include "tools/generate/worker.h"

namespace jsonl {
namespace {

using generate::GeneratedBatch;
using generate::Library;
using generate::Made;
using generate::Quota;
using pipeline::Fate;
using pipeline::Session;

constexpr std::string_view kNoTemplate = "no template fits";
constexpr std::string_view kBeyondLimits = "beyond the limits";

// A block is made smaller where few bytes of input become many of output, so that what is in flight
// stays within some megabytes.
size_t BlockSize(const Library& library, size_t block_size) {
  constexpr size_t kSmallest = 4 << 10;
  constexpr size_t kOutput = 4 << 20;
  constexpr size_t kRecord = 16;  // bytes of a short one
  size_t output = 0;
  for (const generate::Program& program : library.programs) {
    output += program.tail.size() + kRecord;
    for (const generate::Piece& piece : program.pieces) output += piece.before.size() + kRecord;
  }
  const size_t wanted = kOutput / std::max<size_t>(output / kRecord, 1);
  return std::min(block_size, std::max(wanted, kSmallest));
}

class Generation {
 public:
  Generation(const GenerateOptions& options, const Library& library, Session& session)
      : session_(session),
        library_(library),
        quota_(library, options.limit, options.per_template),
        work_{library, options.seed,
              std::make_unique<std::atomic<bool>[]>(library.templates.size())},
        made_(library.templates.size()),
        skipped_(library.templates.size()) {
    session_.resources.block_size = BlockSize(library, session_.resources.block_size);
  }

  absl::Status Run(bool balance) {
    absl::Status status = balance ? RunBalanced() : RunOnce();
    if (status.ok()) Tell();
    return status;
  }

 private:
  auto NewWorker() const {
    return [this] { return generate::Worker(session_.scan, work_); };
  }

  // Writes as the records come, and ends where the limit is reached.
  absl::Status RunOnce() {
    pipeline::Intake intake(session_);
    std::unique_ptr<io::LineSource> source = session_.OpenLines();
    absl::Status result = pipeline::RunInOrder<GeneratedBatch>(
        *source, session_.resources.threads, NewWorker(),
        [&](io::Block& block, GeneratedBatch& batch) -> absl::StatusOr<bool> {
          Choose(&batch);
          absl::Status status = intake.Admit(block, batch);
          if (status.ok()) status = WriteChosen(batch);
          NoteSkipped(block, batch, intake.origin_lines());
          if (!status.ok()) return status;
          absl::StatusOr<bool> more = intake.Settle(block);
          if (more.ok() && quota_.full()) return false;
          return more;
        });
    intake.Finish();
    return result;
  }

  // Counts in a first pass, writes in a second one.
  absl::Status RunBalanced() {
    std::unique_ptr<io::RecordStore> store = session_.OpenStore();
    uint64_t origin_lines = 0;
    absl::Status status = pipeline::RunRecords<GeneratedBatch>(
        session_, *store, NewWorker(),
        [&](const io::Block&, GeneratedBatch*, uint64_t lines) {
          origin_lines = lines;
          return absl::OkStatus();
        },
        [&](const io::Block& block, const GeneratedBatch& batch, uint64_t) {
          for (const Made& made : batch.made) {
            if (made.line < batch.lines.size()) quota_.Count(made.source);
          }
          NoteSkipped(block, batch, origin_lines);
          return absl::OkStatus();
        });
    if (!status.ok() || session_.stopped) return status;
    quota_.Balance();
    std::unique_ptr<io::BlockSource> source = store->Replay();
    return pipeline::RunInOrder<GeneratedBatch>(
        *source, session_.resources.threads, NewWorker(),
        [&](const io::Block&, GeneratedBatch& batch) -> absl::StatusOr<bool> {
          Choose(&batch, /*cut=*/false);
          absl::Status written = WriteChosen(batch);
          if (!written.ok()) return written;
          return true;
        });
  }

  // Decides about the examples of the batch. Where the limit is reached, the lines behind are none
  // of the run's.
  void Choose(GeneratedBatch* batch, bool cut = true) {
    kept_.clear();
    for (const Made& made : batch->made) {
      kept_.push_back(quota_.Keep(made.source));
      if (!quota_.full() || !cut) continue;
      Cut(made.line + 1, batch);
      break;
    }
    kept_.resize(batch->made.size(), false);
  }

  static void Cut(size_t lines, GeneratedBatch* batch) {
    batch->lines.resize(lines);
    while (!batch->findings.empty() && batch->findings.back().line >= lines) {
      batch->findings.pop_back();
    }
    batch->bad = 0;
    batch->blank = 0;
    for (const pipeline::Line& line : batch->lines) {
      batch->bad += line.fate == Fate::kRejected || line.fate == Fate::kMalformed;
      batch->blank += line.fate == Fate::kBlank;
    }
  }

  absl::Status WriteChosen(const GeneratedBatch& batch) {
    const std::string_view text = batch.text;
    size_t next = 0;  // in made
    size_t begin = 0;
    size_t end = 0;
    for (size_t line = 0; line < batch.lines.size(); ++line) {
      if (batch.lines[line].fate != Fate::kRecord) continue;
      uint64_t written = 0;
      const size_t first = next;
      for (; next < batch.made.size() && batch.made[next].line == line; ++next) {
        const Made& made = batch.made[next];
        const size_t from = next == 0 ? 0 : batch.made[next - 1].end;
        if (!kept_[next]) continue;
        ++written;
        ++made_[made.source];
        if (from != end) {
          if (absl::Status status = WriteRange(text, begin, end); !status.ok()) return status;
          begin = from;
        }
        end = made.end;
      }
      examples_ += written;
      if (written > 0) {
        ++session_.account.written;
      } else {
        session_.account.Drop(next == first ? kNoTemplate : kBeyondLimits, 1);
      }
    }
    return WriteRange(text, begin, end);
  }

  absl::Status WriteRange(std::string_view text, size_t begin, size_t end) {
    return begin == end ? absl::OkStatus()
                        : session_.output->Write(text.substr(begin, end - begin));
  }

  void NoteSkipped(const io::Block& block, const GeneratedBatch& batch, uint64_t lines_before) {
    for (const generate::Skipped& skipped : batch.skipped) {
      if (skipped.line < batch.lines.size()) skipped_[skipped.source] += skipped.examples;
    }
    for (const generate::Reason& reason : batch.reasons) {
      if (reason.line >= batch.lines.size() || work_.told[reason.source].load()) continue;
      work_.told[reason.source].store(true);
      session_.Warn(text::Cat(
          "template '", library_.templates[reason.source].name,
          "' is skipped where a record has not what it needs, first at ", block.origin->name, ":",
          lines_before + batch.lines[reason.line].number + 1, ": ", reason.why));
    }
  }

  void Tell() {
    session_.account.Note("examples", examples_);
    uint64_t skipped = 0;
    std::string details = "{";
    for (size_t i = 0; i < library_.templates.size(); ++i) {
      skipped += skipped_[i];
      if (i > 0) details += ",";
      json::AppendString(library_.templates[i].name, &details);
      text::Append(&details, ":{\"examples\":", made_[i], ",\"skipped\":", skipped_[i], "}");
    }
    session_.account.Note("examples skipped", skipped);
    session_.account.Detail("templates", details + "}");
    if (session_.stopped) return;
    for (const Quota::Group& group : quota_.groups()) {
      if (group.there == 0) continue;  // also without a balance
      session_.tell(text::Cat("Wrote ", group.wanted, " of ", group.there,
                              " examples of difficulty '",
                              group.difficulty.empty() ? "(none)" : group.difficulty, "'"));
    }
  }

  Session& session_;
  const Library& library_;
  Quota quota_;
  generate::Work work_;
  std::vector<bool> kept_;  // by example of the batch
  std::vector<uint64_t> made_;
  std::vector<uint64_t> skipped_;  // examples, by template
  uint64_t examples_ = 0;
};

// Reports what is wrong with the templates; the number of errors.
uint64_t Report(const std::vector<generate::FileFinding>& findings, Session& session) {
  uint64_t errors = 0;
  for (const generate::FileFinding& found : findings) {
    session.reporter->Report({found.file, found.line, 0, &found.finding});
    errors += found.finding.severity == report::Severity::kError;
  }
  session.reporter->Flush();
  return errors;
}

}  // namespace

absl::StatusOr<int> RunGenerate(const GenerateOptions& options, Session& session) {
  if (options.templates.empty()) {
    return absl::InvalidArgumentError("say where the templates are: --templates DIR");
  }
  if (!options.balance.empty() && options.balance != "difficulty") {
    return absl::InvalidArgumentError("--balance takes difficulty, not '" + options.balance + "'");
  }
  if (options.check) {
    for (const io::Input& input : session.inputs) {
      if (input.name() != "<stdin>") {
        return absl::InvalidArgumentError(
            text::Cat("--check reads no records: leave ", input.name(), " out"));
      }
    }
  }
  Library library;
  std::vector<generate::FileFinding> findings;
  absl::Status status = generate::LoadTemplates(options.templates, &library, &findings);
  if (!status.ok()) return status;
  const uint64_t errors = Report(findings, session);
  if (options.check) {
    session.tell(text::Cat("Good templates ", library.templates.size(), ", variations ",
                           library.programs.size(), ", findings ", findings.size()));
    return findings.empty() ? 0 : 1;
  }
  if (library.programs.empty()) {
    session.tell("no template is left that generates anything, and no record was read");
    return 1;
  }
  session.scan.words = options.words;
  if (options.limit == 0) return errors > 0 ? 1 : 0;
  status = Generation(options, library, session).Run(!options.balance.empty());
  if (!status.ok()) return status;
  const bool rejected = session.account.rejected() > 0 && session.rejects == nullptr;
  return errors > 0 || rejected ? 1 : 0;
}

}  // namespace jsonl
