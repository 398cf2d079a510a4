#include "common/cli/test_tool.h"

#include <unistd.h>

#include <algorithm>
#include <memory>

#include "common/testing/descriptors.h"

namespace jsonl::cli {

absl::StatusOr<int> CopyLines(pipeline::Session& session) {
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  io::Block block;
  while (true) {
    absl::StatusOr<bool> more = source->Next(&block);
    if (!more.ok()) return more.status();
    if (!*more) return kDone;
    std::string_view text = block.text();
    if (absl::Status status = session.output->Write(text); !status.ok()) return status;
    auto lines = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
    session.account.read += lines;
    session.account.written += lines;
    session.account.bytes += text.size();
    if (session.progress) session.progress("read", session.account.bytes, session.input_size);
  }
}

Outcome Call(const std::vector<std::string>& arguments, std::string_view input,
             const std::function<absl::StatusOr<int>(pipeline::Session&)>& run, Conduct conduct,
             TestOptions* options) {
  TestOptions own;
  TestOptions* to = options == nullptr ? &own : options;
  CommandLine line("jsonl-test", "Tests command lines.", "jsonl-test --flag a.jsonl > b.jsonl",
                   conduct);
  line.Group("Rules");
  line.Flag("--flag", &to->flag, "A flag");
  line.Option("-t,--text", "WORD", &to->text, "A text");
  line.Option("--maybe", "WORD", &to->maybe, "A text that may be absent");
  line.Option("--list", "WORD", &to->list, "Texts");
  line.Print(
      "--about", [] { return "What there is.\n\nAnd more.\n"; }, "Print something");
  line.Print(
      "--about-one", "WORD",
      [](std::string_view word) -> absl::StatusOr<std::string> {
        if (word != "it") return absl::InvalidArgumentError("there is no such thing");
        return "It is.\n";
      },
      "Print something about a word");
  line.Group("Numbers");
  line.Option("-n,--number", "N", &to->number, "A number");
  line.Option("--maybe-number", "N", &to->maybe_number, "A number that may be absent");
  line.SizeOption(
      "--size", &to->size,
      "A size, the help of which is long enough to go over several lines of a terminal");

  std::vector<std::string> words = {"jsonl-test"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());

  test::Pipe pipe;
  pipe.Write(input);
  pipe.CloseWriter();
  test::Redirect standard_input(STDIN_FILENO, pipe.reader());
  test::Capture out(STDOUT_FILENO);
  test::Capture error(STDERR_FILENO);
  int code = line.Run(static_cast<int>(argv.size()), argv.data(), run);
  return {code, out.Text(), error.Text()};
}

}  // namespace jsonl::cli
