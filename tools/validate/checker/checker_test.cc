#include "tools/validate/checker/checker.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/pipeline/batch.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

using pipeline::Fate;

// "line message" of the findings, or what went wrong.
std::string Check(std::string_view command, const std::vector<std::string_view>& records) {
  signal(SIGPIPE, SIG_IGN);
  CheckerCommand shared;
  shared.command = command;
  std::string all;
  {
    Checker checker(&shared);
    pipeline::Batch batch;
    for (uint32_t i = 0; i < records.size(); ++i) {
      batch.lines.push_back({0, 0, i, Fate::kRecord});
      checker.Add(records[i], i);
    }
    absl::Status status = checker.Check(&batch);
    if (!status.ok()) return std::string(status.message());
    uint32_t rejected = 0;
    for (const pipeline::LineFinding& found : batch.findings) {
      EXPECT_EQ(found.finding.code, report::Code::kCheckerFailed);
      EXPECT_EQ(batch.lines[found.line].fate, Fate::kRejected);
      text::Append(&all, all.empty() ? "" : " | ", found.line, " ", found.finding.message);
      ++rejected;
    }
    EXPECT_EQ(batch.bad, rejected);
  }
  return shared.status.ok() ? all : std::string(shared.status.message());
}

TEST(CheckerTest, RejectsWhatDoesNotPass) {
  struct Case {
    std::string_view command;
    std::string_view findings;
  };
  const Case cases[] = {
      {R"(while read -r line; do echo '{"ok": true}'; done)", ""},
      {R"(while read -r line; do echo '{"ok":true,"message":"fine","took":3}'; done)", ""},
      {R"(while read -r line; do printf '%s\n' '{"ok": false, "message": "no\ngood"}'; done)",
       "0 no\ngood | 1 no\ngood"},
      {R"(while read -r line; do echo '{"ok": false}'; done)",
       "0 The checker says no more than that it is wrong | "
       "1 The checker says no more than that it is wrong"},
      {R"(while read -r line; do echo "{\"ok\": $line}"; done)",
       "1 The checker says no more than "
       "that it is wrong"},
      {"cat",
       "--checker: 'cat' is to answer {\"ok\": true} or {\"ok\": false, \"message\": "
       "\"...\"}, and answered 'true'"},
      {"head -n 1 >/dev/null",
       "--checker: 'head -n 1 >/dev/null' exited with status 0 after 0 of 2 answers"},
      {R"(echo '{"ok": 1}'; cat)",
       "--checker: 'echo '{\"ok\": 1}'; cat' answered more than it was asked: 'false'"},
      {R"(while read -r line; do echo '{"ok": 1}'; done)",
       "--checker: 'while read -r line; do echo '{\"ok\": 1}'; done' is to answer {\"ok\": true} "
       "or "
       "{\"ok\": false, \"message\": \"...\"}, and answered '{\"ok\": 1}'"},
      {R"(while read -r line; do echo '{"ok": true}'; done; exit 5)",
       "--checker: 'while read -r line; do echo '{\"ok\": true}'; done; exit 5' exited with status "
       "5 after its last answer"},
  };
  for (const Case& c : cases) EXPECT_EQ(Check(c.command, {"true", "false"}), c.findings);
}

TEST(CheckerTest, NoRecordsStartNoProcess) { EXPECT_EQ(Check("exit 3", {}), ""); }

TEST(CheckerTest, LongMessagesAreCut) {
  const std::string message =
      Check(R"(read -r line; printf '{"ok": false, "message": "%05000d"}\n' 7)", {"true"});
  EXPECT_EQ(message.size(), 2 + 2000 + 3u);
}

}  // namespace
}  // namespace jsonl
