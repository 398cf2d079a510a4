#include "common/testing/tool_run.h"

#include <gtest/gtest.h>

#include "common/io/input.h"
#include "common/io/sink.h"
#include "common/report/reporter.h"
#include "common/text/strings.h"

namespace jsonl::test {

ToolRun RunTool(const std::vector<std::string_view>& inputs, const ToolSetup& setup,
                const std::function<absl::StatusOr<int>(pipeline::Session&)>& run) {
  ToolRun result;
  pipeline::Session session;
  for (std::string_view input : inputs) {
    session.inputs.push_back(
        io::Input::Memory(text::Cat(session.inputs.size() + 1, ".jsonl"), input));
  }
  session.output = io::ToString(&result.output);
  if (setup.rejects) session.rejects = io::ToString(&result.rejects);
  session.reporter = report::NewReporter(report::Style::kText, io::ToString(&result.findings));
  session.never_stop = setup.never_stop;
  session.scan.max_line = setup.max_line;
  session.resources.threads = setup.threads;
  session.resources.block_size = setup.block_size;
  session.resources.memory = setup.memory;
  session.resources.temp_dir = testing::TempDir();
  session.tell = [&](std::string_view message) { result.told.emplace_back(message); };
  session.warn = session.tell;

  result.code = run(session);

  EXPECT_TRUE(session.reporter->Finish().ok());
  EXPECT_TRUE(session.output->Finish().ok());
  if (session.rejects != nullptr) {
    EXPECT_TRUE(session.rejects->Finish().ok());
  }
  result.stopped = session.stopped;
  result.account = session.account;
  if (result.code.ok() && !result.stopped) {
    EXPECT_TRUE(session.account.Check().ok()) << session.account.ToText();
  }
  return result;
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    EXPECT_NE(end, text.npos) << "no end of line after: " << text;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace jsonl::test
