#include "common/cli/run.h"

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/cli/progress.h"
#include "common/cli/version.h"
#include "common/io/errors.h"
#include "common/io/file_claims.h"
#include "common/io/input.h"
#include "common/io/sink.h"
#include "common/report/reporter.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::cli {
namespace {

using io::OnClosedPipe;
using pipeline::Session;

int DefaultThreads() {
  cpu_set_t cpus;
  if (sched_getaffinity(0, sizeof(cpus), &cpus) == 0) return CPU_COUNT(&cpus);
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

std::optional<uint64_t> SizeOf(const std::vector<io::Input>& inputs) {
  uint64_t total = 0;
  for (const io::Input& input : inputs) {
    std::optional<uint64_t> size = input.Size();
    if (!size.has_value()) return std::nullopt;
    total += *size;
  }
  return total;
}

absl::Status RefuseOwnInput(const RunOptions& options, const Session& session) {
  struct stat out;
  if (options.output != "-" || fstat(STDOUT_FILENO, &out) != 0) {
    return absl::OkStatus();
  }
  for (const io::Input& input : session.inputs) {
    if (input.Is(out)) {
      return absl::InvalidArgumentError(text::Cat(
          input.name(), ": is standard output too; name it with -o to replace it when done"));
    }
  }
  return absl::OkStatus();
}

// Whether -o names several outputs.
bool IsPattern(const RunOptions& options) {
  const std::string_view placeholder = options.conduct.placeholder;
  return !placeholder.empty() && options.output.find(placeholder) != std::string::npos;
}

absl::Status ClaimFiles(const RunOptions& options, io::FileClaims* claims) {
  for (const std::string& file : options.files) claims->AddInput(file);
  if (options.files.empty()) claims->AddInput("-");
  claims->AddMessages();
  const Conduct& conduct = options.conduct;
  absl::Status status;
  if (IsPattern(options)) {
    // Each is claimed when it is opened.
  } else if (options.output != "-") {
    status = claims->ClaimOutput("--output", options.output);
  } else if (conduct.output && (conduct.only_check == nullptr || !*conduct.only_check)) {
    claims->AddRecords();
  }
  const std::pair<std::string_view, const std::string&> others[] = {
      {"--rejects", options.rejects},
      {"--report-file", options.report_file},
      {"--summary", options.summary}};
  for (const auto& [name, file] : others) {
    if (!file.empty() && status.ok()) status = claims->Claim(name, file);
  }
  return status;
}

// Whether standard error shows colours (see no-color.org).
bool ShowsColor() {
  const char* no_color = getenv("NO_COLOR");
  const char* terminal = getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

// Reports in files are complete, and have nothing but findings.
report::ReporterOptions HowToReport(const RunOptions& options) {
  report::ReporterOptions how = {.tool = options.tool, .version = kVersion};
  if (options.report_file.empty()) {
    how.max_errors = options.max_errors;
    how.totals = !options.quiet;
    how.color = ShowsColor();
  }
  return how;
}

// Whether findings are a document on standard error, which is alone there.
bool IsDocument(const RunOptions& options) {
  return options.report == "sarif" && options.report_file.empty();
}

absl::Status Open(const RunOptions& options, Session* session, std::unique_ptr<Progress>* line,
                  std::unique_ptr<io::Sink>* summary) {
  for (const std::string& file : options.files) session->inputs.push_back(io::Input::File(file));
  if (options.files.empty()) session->inputs.push_back(io::Input::File("-"));
  if (absl::Status status = RefuseOwnInput(options, *session); !status.ok()) return status;
  if (absl::Status status = ClaimFiles(options, &session->claims); !status.ok()) return status;

  session->resources.threads =
      options.threads == 0 ? DefaultThreads() : static_cast<int>(options.threads);
  session->resources.block_size = std::max<uint64_t>(options.block_size, 64);
  session->resources.temp_dir = options.temp_dir;
  session->resources.memory = options.memory;
  if (options.memory == 0) {
    session->resources.memory = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                                static_cast<uint64_t>(sysconf(_SC_PAGE_SIZE)) / 2;
  }
  session->scan.max_line = options.max_line;
  session->never_stop = options.conduct.never_stop;

  if (options.progress == "always" || (options.progress == "auto" && isatty(STDERR_FILENO) == 1)) {
    *line = std::make_unique<Progress>(options.tool, options.progress == "always");
    session->progress = [bar = line->get()](std::string_view what, uint64_t done,
                                            std::optional<uint64_t> total) {
      bar->Update(what, done, total);
    };
    session->input_size = SizeOf(session->inputs);
  }

  absl::StatusOr<report::Style> style = report::ParseStyle(options.report);
  if (!style.ok()) return style.status();
  absl::StatusOr<std::unique_ptr<io::Sink>> reports =
      options.report_file.empty()
          ? io::StandardError()
          : io::OpenOutput(options.report_file,
                           options.report_file == "-" ? OnClosedPipe::kDrop : OnClosedPipe::kFail);
  if (!reports.ok()) return reports.status();
  if (*line != nullptr && options.report_file.empty()) {
    reports = AboveProgress(*std::move(reports), line->get());
  }
  if (!options.rejects.empty()) {
    absl::StatusOr<std::unique_ptr<io::Sink>> sink =
        io::OpenOutput(options.rejects, OnClosedPipe::kFail);
    if (!sink.ok()) return sink.status();
    session->rejects = *std::move(sink);
  }
  if (!options.summary.empty()) {
    absl::StatusOr<std::unique_ptr<io::Sink>> sink =
        io::OpenOutput(options.summary, OnClosedPipe::kFail);
    if (!sink.ok()) return sink.status();
    *summary = *std::move(sink);
  }
  if (IsPattern(options)) {
    session->output_pattern = options.output;
  } else if (options.conduct.output) {
    absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(options.output);
    if (!sink.ok()) return sink.status();
    session->output = *std::move(sink);
    session->output_named = options.output != "-";
  }

  // It may begin to write.
  session->reporter = report::NewReporter(*style, *std::move(reports), HowToReport(options));
  const bool document = IsDocument(options);
  const auto say = [&options, document, session, bar = line->get()](std::string_view message) {
    if (document) return;
    if (bar != nullptr) bar->Clear();
    if (session->reporter != nullptr) session->reporter->Flush();  // may go there too
    PrintError(text::Cat(options.tool, ": ", text::Visible(message), "\n"));
  };
  session->warn = [say, session](std::string_view message) {
    say(message);
    if (session->reporter == nullptr) return;
    constexpr std::string_view kWarning = "warning: ";
    if (message.starts_with(kWarning)) message.remove_prefix(kWarning.size());
    session->reporter->Notify(report::Severity::kWarning, text::Visible(message));
  };
  if (options.quiet) {
    session->tell = [](std::string_view) {};
  } else {
    session->tell = say;
  }
  return absl::OkStatus();
}

}  // namespace

void PrintError(std::string_view text) { fwrite(text.data(), 1, text.size(), stderr); }

absl::StatusOr<int> RunSession(const RunOptions& options, const Work& work) {
  Session session;
  std::unique_ptr<Progress> line;
  std::unique_ptr<io::Sink> summary;
  if (absl::Status status = Open(options, &session, &line, &summary); !status.ok()) return status;
  absl::StatusOr<int> code = work(session);
  if (line != nullptr) line->Clear();
  absl::Status status = code.status();
  if (status.ok() && session.output != nullptr) status = session.output->Finish();
  const bool failed = !status.ok() && !io::IsClosedPipe(status);
  if (failed) {
    session.reporter->Notify(report::Severity::kError,
                             text::Visible(text::FromAbsl(status.message())));
  }
  if (!status.ok() || session.stopped) session.reporter->EndedEarly();
  absl::Status reported = session.reporter->Finish();
  session.reporter.reset();
  if (failed && reported.ok() && IsDocument(options)) return kFailed;  // which it has said
  if (!status.ok()) return status;
  if (!reported.ok()) return reported;

  // A file that a tool stopped in the middle of does not get its name; what went to standard
  // output stands.
  if (session.output != nullptr && !session.stopped) {
    if (status = session.output->Publish(); !status.ok()) return status;
  }
  if (session.rejects != nullptr) {
    if (status = io::Close(*session.rejects); !status.ok()) return status;
  }
  if (status = session.account.Check(); !session.stopped && !status.ok()) return status;
  if (summary != nullptr) {
    status = summary->Write(session.account.ToJson(options.tool, kVersion));
    if (status.ok()) status = io::Close(*summary);
    if (!status.ok()) return status;
  }
  if (session.stopped) {
    session.tell("stopped there; --rejects FILE sets such lines aside and goes on");
    return kWrong;
  }
  session.tell(session.account.ToText());
  return code;
}

}  // namespace jsonl::cli
