#include "common/cli/command_line.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "common/cli/arguments.h"
#include "common/cli/help_text.h"
#include "common/cli/version.h"
#include "common/io/descriptors.h"
#include "common/io/errors.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::cli {
namespace {

constexpr char kCommonGroup[] = "Common options";
constexpr char kResourceGroup[] = "Resources";

// CLI11's words about the number of an option's values, as a user would say it.
std::string Reworded(std::string text) {
  std::string option = text.substr(0, text.find(':'));
  if (text.ends_with(" missing")) return option + " needs a value";
  if (text.find("At Most 1 required") != text.npos) return option + " is given more than once";
  return text;
}

// Stops the parse; CLI11 adds a newline when it prints it.
CLI::CallForVersion Printed(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return {std::move(text), 0};
}

// An empty name is most often a variable of the shell that is not set. What is wrong, or "".
std::string NotEmpty(const std::string& name) { return name.empty() ? "the name is empty" : ""; }

}  // namespace

struct CommandLine::Parts {
  CLI::App app;
  RunOptions run;                      // what the common options fill
  std::optional<std::string> printed;  // what a Print option gave
  std::string group = "Options";

  template <typename T>
  CLI::Option* Add(const std::string& names, const std::string& value, T* to,
                   const std::string& help) {
    CLI::Option* option = app.add_option(names, *to, Wrapped(help))->group(group);
    if (value == "FILE" || value == "DIR" || value == "TEMPLATE") option->check(NotEmpty);
    return option->type_name(value);
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
  template <typename T>
  CLI::Option* AddSize(const std::string& names, T* to, const std::string& help) {
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
  int Report(const absl::Status& status) const;
};

CommandLine::CommandLine(std::string name, std::string does, std::string example, Conduct conduct)
    : parts_(std::make_unique<Parts>()) {
  parts_->run.conduct = conduct;
  parts_->run.tool = name;
  CLI::App& app = parts_->app;
  app.name(std::move(name));
  app.description(std::move(does));
  app.footer("Example:\n  " + std::move(example) + "\n\n" + ExitStatus(conduct));
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
void CommandLine::SizeOption(const std::string& names, std::optional<uint64_t>* to,
                             const std::string& help) {
  parts_->AddSize(names, to, help);
}

void CommandLine::Print(const std::string& names, std::function<std::string()> text,
                        const std::string& help) {
  parts_->app
      .add_flag_callback(
          names, [this, text = std::move(text)] { parts_->printed = text(); }, Wrapped(help))
      ->group(parts_->group);
}
void CommandLine::Print(const std::string& names, const std::string& value,
                        std::function<absl::StatusOr<std::string>(std::string_view)> text,
                        const std::string& help) {
  parts_->app
      .add_option_function<std::string>(
          names,
          [this, names, text = std::move(text)](const std::string& word) {
            absl::StatusOr<std::string> printed = text(word);
            if (!printed.ok()) {
              throw CLI::ValidationError(names, std::string(printed.status().message()));
            }
            parts_->printed = *std::move(printed);
          },
          Wrapped(help))
      ->type_name(value)
      ->group(parts_->group);
}

void CommandLine::Parts::AddCommon() {
  group = kCommonGroup;
  app.set_help_flag("-h,--help", "Print this help and exit")->group(group);
  app.set_version_flag("--version", app.get_name() + " (jsonl-tools) " + kVersion)->group(group);
  app.add_option(
         "FILE", run.files,
         Wrapped(text::Cat(
             run.conduct.only_lines || run.conduct.never_stop ? "JSONL files" : "Files of records",
             ", plain, gzip or zstd; standard input if there is none, or for -")))
      ->check(NotEmpty)
      ->type_name("");
  if (run.conduct.output) {
    Add("-o,--output", "FILE", &run.output,
        "Write there instead of standard output; the file appears when it is complete (.gz and "
        ".zst are compressed)");
  }
  Add("--rejects", "FILE", &run.rejects,
      run.conduct.never_stop   ? "Write invalid lines there, byte for byte"
      : run.conduct.only_lines ? "Write lines that are no records there, byte for byte, and go on"
                               : "Write what is no record or cannot be converted there, byte for "
                                 "byte, and go on");
  Add("--report", "STYLE", &run.report,
      "How findings are reported: text, jsonl (an object each), github (annotations) or sarif "
      "(2.1.0) (default text)");
  Add("--report-file", "FILE", &run.report_file, "Report findings there instead of standard error");
  Add("--max-errors", "N", &run.max_errors,
      "Print at most N findings as text; 0 prints all (default 20)");
  app.add_flag("-q,--quiet", run.quiet,
               Wrapped("Nothing on standard error but findings, warnings and errors"))
      ->group(group);
  Add("--summary", "FILE", &run.summary, "Write the account of the run there as JSON");
  Add("--progress", "WHEN", &run.progress,
      "Show progress: always, never or auto, on a terminal (default auto)")
      ->check([](const std::string& when) {
        bool known = when == "auto" || when == "always" || when == "never";
        return known ? "" : "'" + when + "' is not always, never or auto";
      });
  group = kResourceGroup;
  Add("--threads", "N", &run.threads, "Threads to use (default: all processors)")
      ->check([](const std::string& text) {
        absl::StatusOr<uint64_t> number = ParseNumber(text);
        return number.ok() && *number >= 1 && *number <= 1024 ? "" : "takes 1 to 1024";
      });
  // Scripts may give all tools the same.
  AddSize("--memory", &run.memory,
          run.conduct.memory.empty()
              ? "Without effect here: for tools that hold much in memory"
              : run.conduct.memory + " (default: half of what the machine has)")
      ->check([](const std::string& text) {
        absl::StatusOr<uint64_t> size = ParseSize(text);
        return size.ok() && *size == 0 ? "takes at least 1" : "";
      });
  Add("--temp-dir", "DIR", &run.temp_dir,
      run.conduct.temp_files ? "Where temporary files go (default: $TMPDIR or /tmp)"
                             : "Without effect here: for tools that make temporary files");
  // Offsets within a block have 32 bits.
  const auto at_most_1gib = [](const std::string& text) {
    absl::StatusOr<uint64_t> size = ParseSize(text);
    return size.ok() && (*size == 0 || *size > (1 << 30)) ? "takes 1 to 1GiB" : "";
  };
  AddSize("--max-line", &run.max_line, "The longest line that is taken (default 64MiB)")
      ->check(at_most_1gib);
  AddSize("--block-size", &run.block_size, "Bytes that a thread takes at a time (default 1MiB)")
      ->check(at_most_1gib);
}

// Says what went wrong, if it did, and gives the exit code.
int CommandLine::Parts::Report(const absl::Status& status) const {
  if (io::IsClosedPipe(status)) return kDone;
  const std::string message = text::Visible(text::FromAbsl(status.message()));
  PrintError(text::Cat(app.get_name(), ": ", message, "\n"));
  return kFailed;
}

int CommandLine::Run(int argc, char** argv, const Work& work) {
  io::ReserveStandardDescriptors();
  signal(SIGPIPE, SIG_IGN);  // a write says so instead
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  Parts& parts = *parts_;
  parts.AddCommon();
  try {
    parts.app.parse(Arguments(parts.app, argc, argv));
    if (parts.printed.has_value()) throw Printed(*std::move(parts.printed));
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
    const std::string message = text::Visible(Reworded(error.what()));
    PrintError(text::Cat(parts.app.get_name(), ": ", message, "; see --help\n"));
    return kFailed;
  }
  const bool* no_input = parts.run.conduct.no_input;
  const bool reads = no_input == nullptr || !*no_input;
  if (reads && parts.run.files.empty() && isatty(STDIN_FILENO) == 1) {
    PrintError(text::Cat("usage: ", parts.app.get_name(),
                         " [OPTIONS] [FILE]...\nReads standard input when there is no FILE, and "
                         "that is a terminal here; see --help.\n"));
    return kFailed;
  }
  try {
    absl::StatusOr<int> code = RunSession(parts.run, work);
    return code.ok() ? *code : parts.Report(code.status());
  } catch (const std::bad_alloc&) {
    return parts.Report(absl::ResourceExhaustedError(
        "out of memory; fewer --threads, or a smaller --block-size, need less"));
  }
}

}  // namespace jsonl::cli
