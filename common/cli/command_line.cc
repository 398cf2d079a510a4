#include "common/cli/command_line.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <thread>
#include <utility>

#include "common/cli/progress.h"
#include "common/cli/version.h"
#include "common/io/errors.h"
#include "common/io/sink.h"
#include "common/text/strings.h"

namespace jsonl::cli {
namespace {

using pipeline::Session;

constexpr char kCommonGroup[] = "Common options";
constexpr char kResourceGroup[] = "Resources";
constexpr size_t kHelpColumn = 30;  // where the texts start

void PrintError(std::string_view text) { fwrite(text.data(), 1, text.size(), stderr); }

int DefaultThreads() {
  cpu_set_t cpus;
  if (sched_getaffinity(0, sizeof(cpus), &cpus) == 0) return CPU_COUNT(&cpus);
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

// CLI11's words about the number of an option's values, as a user would say it.
std::string Reworded(std::string text) {
  std::string option = text.substr(0, text.find(':'));
  if (text.ends_with(" missing")) return option + " needs a value";
  if (text.find("At Most 1 required") != text.npos) return option + " is given more than once";
  return text;
}

// Breaks help into lines that stand beside the options on a terminal of 80 columns.
std::string Wrapped(std::string_view help) {
  std::string out;
  size_t column = 0;
  while (!help.empty()) {
    size_t space = std::min(help.find(' '), help.size());
    if (column > 0 && column + 1 + space > 79 - kHelpColumn) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += help.substr(0, space);
    column += space;
    help.remove_prefix(std::min(space + 1, help.size()));
  }
  return out;
}

}  // namespace

struct CommandLine::Parts {
  CLI::App app;
  Conduct conduct;
  std::string group = "Options";

  std::vector<std::string> files;
  std::string output = "-";
  std::string rejects;
  std::string report = "text";
  std::string report_file;
  std::string summary;
  std::string progress = "auto";
  uint64_t max_errors = 20;
  uint64_t threads = 0;
  uint64_t memory = 0;
  uint64_t max_line = 64 << 20;
  uint64_t block_size = io::BlockSource::kDefaultBlockSize;
  std::string temp_dir;
  bool quiet = false;

  template <typename T>
  CLI::Option* Add(const std::string& names, const std::string& value, T* to,
                   const std::string& help) {
    return app.add_option(names, *to, Wrapped(help))->type_name(value)->group(group);
  }
  // What CLI11 makes of "-1" and "010" is no whole number.
  CLI::Option* Add(const std::string& names, const std::string& value, uint64_t* to,
                   const std::string& help) {
    return AddParsed(names, value, ParseNumber, to, help);
  }
  CLI::Option* Add(const std::string& names, const std::string& value, std::optional<uint64_t>* to,
                   const std::string& help) {
    return AddParsed(names, value, ParseNumber, to, help);
  }
  CLI::Option* AddSize(const std::string& names, uint64_t* to, const std::string& help) {
    return AddParsed(names, "SIZE", ParseSize, to, help);
  }
  template <typename T>
  CLI::Option* AddParsed(const std::string& names, const std::string& value,
                         absl::StatusOr<uint64_t> (*parse)(std::string_view), T* to,
                         const std::string& help) {
    return app
        .add_option_function<std::string>(
            names,
            [names, parse, to](const std::string& text) {
              absl::StatusOr<uint64_t> number = parse(text);
              // CLI11 stops the parse by an exception, which says why.
              if (!number.ok()) {
                throw CLI::ValidationError(names.substr(names.rfind(',') + 1),
                                           std::string(number.status().message()));
              }
              *to = *number;
            },
            Wrapped(help))
        ->type_name(value)
        ->group(group);
  }
  void AddCommon();
  absl::Status Open(Session* session, std::unique_ptr<Progress>* progress);
  absl::Status RefuseOwnInput(const Session& session) const;
  absl::StatusOr<int> RunSession(const std::function<absl::StatusOr<int>(pipeline::Session&)>& run);
  absl::Status WriteSummary(const Session& session) const;
  int Report(const absl::Status& status) const;
};

CommandLine::CommandLine(std::string name, std::string does, std::string example, Conduct conduct)
    : parts_(std::make_unique<Parts>()) {
  parts_->conduct = conduct;
  CLI::App& app = parts_->app;
  app.name(std::move(name));
  app.description(std::move(does));
  app.footer("Example:\n  " + std::move(example) +
             "\n\nExit status: 0 done; 1 done, and records were found wrong; 2 could not do it.");
  app.set_help_flag();  // comes with the common options, last
  app.get_formatter()->column_width(kHelpColumn);
  app.get_formatter()->label("Positionals", "Input");
}

CommandLine::~CommandLine() = default;

void CommandLine::Group(std::string title) { parts_->group = std::move(title); }

void CommandLine::Flag(const std::string& names, bool* to, const std::string& help) {
  parts_->app.add_flag(names, *to, Wrapped(help))->group(parts_->group);
}
void CommandLine::Option(const std::string& names, const std::string& value, std::string* to,
                         const std::string& help) {
  parts_->Add(names, value, to, help);
}
void CommandLine::Option(const std::string& names, const std::string& value,
                         std::optional<std::string>* to, const std::string& help) {
  parts_->Add(names, value, to, help);
}
void CommandLine::Option(const std::string& names, const std::string& value,
                         std::vector<std::string>* to, const std::string& help) {
  // One value each time: what follows may be a file.
  parts_->Add(names, value, to, help)->expected(1)->take_all()->allow_extra_args(false);
}
void CommandLine::Option(const std::string& names, const std::string& value, uint64_t* to,
                         const std::string& help) {
  parts_->Add(names, value, to, help);
}
void CommandLine::Option(const std::string& names, const std::string& value,
                         std::optional<uint64_t>* to, const std::string& help) {
  parts_->Add(names, value, to, help);
}
void CommandLine::SizeOption(const std::string& names, uint64_t* to, const std::string& help) {
  parts_->AddSize(names, to, help);
}

void CommandLine::Parts::AddCommon() {
  group = kCommonGroup;
  app.set_help_flag("-h,--help", "Print this help and exit")->group(group);
  app.set_version_flag("--version", app.get_name() + " (jsonl-tools) " + kVersion)->group(group);
  app.add_option(
         "FILE", files,
         Wrapped("JSONL files, plain, gzip or zstd; standard input if there is none, or for -"))
      ->type_name("");
  if (conduct.output) {
    Add("-o,--output", "FILE", &output,
        "Write there instead of standard output; the file appears when it is complete (.gz and "
        ".zst are compressed)");
  }
  Add("--rejects", "FILE", &rejects,
      conduct.never_stop ? "Write invalid lines there, byte for byte"
                         : "Write lines that are no records there, byte for byte, and go on");
  Add("--report", "STYLE", &report, "How findings are reported: text or jsonl (default text)");
  Add("--report-file", "FILE", &report_file, "Report findings there instead of standard error");
  Add("--max-errors", "N", &max_errors,
      "Print at most N findings as text; 0 prints all (default 20)");
  app.add_flag("-q,--quiet", quiet, "No summary on standard error")->group(group);
  Add("--summary", "FILE", &summary, "Write the account of the run there as JSON");
  Add("--progress", "WHEN", &progress,
      "Show progress: always, never or auto, on a terminal (default auto)")
      ->check([](const std::string& when) {
        bool known = when == "auto" || when == "always" || when == "never";
        return known ? "" : "'" + when + "' is not always, never or auto";
      });
  group = kResourceGroup;
  Add("--threads", "N", &threads, "Threads to use (default: all processors)")
      ->check([](const std::string& text) {
        int number = std::atoi(text.c_str());
        return number >= 1 && number <= 1024 ? "" : "takes 1 to 1024";
      });
  AddSize("--memory", &memory, "Memory for what grows with the input (default: half of it)");
  Add("--temp-dir", "DIR", &temp_dir, "Where temporary files go (default: $TMPDIR or /tmp)");
  // Offsets within a block have 32 bits.
  auto at_most_1gib = [](const std::string& text) {
    absl::StatusOr<uint64_t> size = ParseSize(text);
    return size.ok() && *size > (1 << 30) ? "takes at most 1GiB" : "";
  };
  AddSize("--max-line", &max_line, "The longest line that is taken (default 64MiB)")
      ->check(at_most_1gib);
  AddSize("--block-size", &block_size, "Bytes that a thread takes at a time (default 1MiB)")
      ->check(at_most_1gib);
}

absl::Status CommandLine::Parts::RefuseOwnInput(const Session& session) const {
  struct stat out;
  if (output != "-" || fstat(STDOUT_FILENO, &out) != 0) {
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

absl::Status CommandLine::Parts::Open(Session* session, std::unique_ptr<Progress>* line) {
  for (std::string& file : files) session->inputs.push_back(io::Input::File(file));
  if (files.empty()) session->inputs.push_back(io::Input::File("-"));
  if (absl::Status status = RefuseOwnInput(*session); !status.ok()) return status;

  session->resources.threads = threads == 0 ? DefaultThreads() : static_cast<int>(threads);
  session->resources.block_size = std::max<uint64_t>(block_size, 64);
  session->resources.temp_dir = temp_dir;
  session->resources.memory = memory;
  if (memory == 0) {
    session->resources.memory = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                                static_cast<uint64_t>(sysconf(_SC_PAGE_SIZE)) / 2;
  }
  session->scan.max_line = max_line;
  session->quiet = quiet;
  session->never_stop = conduct.never_stop;

  absl::StatusOr<report::Style> style = report::ParseStyle(report);
  if (!style.ok()) return style.status();
  absl::StatusOr<std::unique_ptr<io::Sink>> reports =
      report_file.empty() ? io::StandardError() : io::OpenOutput(report_file);
  if (!reports.ok()) return reports.status();
  uint64_t limit = report_file.empty() ? max_errors : 0;
  session->reporter = report::NewReporter(*style, *std::move(reports), limit);
  if (!rejects.empty()) {
    absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(rejects);
    if (!sink.ok()) return sink.status();
    session->rejects = *std::move(sink);
  }
  if (conduct.output) {
    absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(output);
    if (!sink.ok()) return sink.status();
    session->output = *std::move(sink);
  }

  if (progress == "always" || (progress == "auto" && isatty(STDERR_FILENO) == 1)) {
    uint64_t total = 0;
    bool known = true;
    for (const io::Input& input : session->inputs) {
      known = known && input.Size().has_value();
      total += input.Size().value_or(0);
    }
    *line = std::make_unique<Progress>(app.get_name(),
                                       known ? std::optional<uint64_t>(total) : std::nullopt,
                                       progress == "always");
    session->progress = [bar = line->get()](uint64_t done) { bar->Update(done); };
  }
  session->tell = [this, session, bar = line->get()](std::string_view message) {
    if (quiet) return;
    if (bar != nullptr) bar->Clear();
    if (session->reporter != nullptr) session->reporter->Flush();  // may go there too
    PrintError(text::Cat(app.get_name(), ": ", message, "\n"));
  };
  return absl::OkStatus();
}

absl::Status CommandLine::Parts::WriteSummary(const Session& session) const {
  if (summary.empty()) return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(summary);
  if (!sink.ok()) return sink.status();
  absl::Status status = (*sink)->Write(session.account.ToJson(app.get_name(), kVersion));
  if (!status.ok()) return status;
  return io::Close(**sink);
}

absl::StatusOr<int> CommandLine::Parts::RunSession(
    const std::function<absl::StatusOr<int>(pipeline::Session&)>& run) {
  Session session;
  std::unique_ptr<Progress> line;
  if (absl::Status status = Open(&session, &line); !status.ok()) return status;
  absl::StatusOr<int> code = run(session);
  if (line != nullptr) line->Clear();
  absl::Status reported = session.reporter->Finish();
  session.reporter.reset();
  if (!code.ok()) return code;
  if (!reported.ok()) return reported;

  // A file that a tool stopped in the middle of does not get its name; what went to standard
  // output stands.
  if (session.output != nullptr) {
    absl::Status status = session.output->Finish();
    if (status.ok() && !session.stopped) status = session.output->Publish();
    if (!status.ok()) return status;
  }
  if (session.rejects != nullptr) {
    if (absl::Status status = io::Close(*session.rejects); !status.ok()) return status;
  }
  if (absl::Status status = session.account.Check(); !session.stopped && !status.ok()) {
    return status;
  }
  if (absl::Status status = WriteSummary(session); !status.ok()) return status;
  if (session.stopped) {
    session.tell("stopped there; --rejects FILE sets such lines aside and goes on");
    return kWrong;
  }
  session.tell(session.account.ToText());
  return code;
}

// Says what went wrong, if it did, and gives the exit code.
int CommandLine::Parts::Report(const absl::Status& status) const {
  if (io::IsClosedPipe(status)) return kDone;
  PrintError(text::Cat(app.get_name(), ": ", text::FromAbsl(status.message()), "\n"));
  return kFailed;
}

int CommandLine::Run(int argc, char** argv,
                     const std::function<absl::StatusOr<int>(pipeline::Session&)>& run) {
  signal(SIGPIPE, SIG_IGN);  // a write says so instead
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  Parts& parts = *parts_;
  parts.AddCommon();
  try {
    parts.app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    std::ostringstream help;
    int code = parts.app.exit(success, help, help);
    std::string text = help.str();
    bool written = fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (fflush(stdout) != 0 || !written) {
      return parts.Report(io::ErrnoStatus(errno, "<stdout>"));
    }
    return code;
  } catch (const CLI::ParseError& error) {
    PrintError(text::Cat(parts.app.get_name(), ": ", Reworded(error.what()), "; see --help\n"));
    return kFailed;
  }
  if (parts.files.empty() && isatty(STDIN_FILENO) == 1) {
    PrintError(text::Cat("usage: ", parts.app.get_name(),
                         " [OPTIONS] [FILE]...\nReads standard input when there is no FILE, and "
                         "that is a terminal here; see --help.\n"));
    return kFailed;
  }
  absl::StatusOr<int> code = parts.RunSession(run);
  return code.ok() ? *code : parts.Report(code.status());
}

}  // namespace jsonl::cli
