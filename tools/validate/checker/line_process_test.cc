#include "tools/validate/checker/line_process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

class LineProcessTest : public testing::Test {
 protected:
  LineProcessTest() { signal(SIGPIPE, SIG_IGN); }

  // Whether the process has ended, or does so soon: it is not our child.
  static bool IsGone(pid_t pid) {
    for (int i = 0; i < 1000; ++i) {
      std::string state;
      std::ifstream stat(text::Cat("/proc/", pid, "/stat"));
      if (!(stat >> state >> state >> state) || state == "Z") return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  // The answers, or what went wrong.
  static std::string Ask(const std::string& command, std::string_view lines) {
    absl::StatusOr<std::unique_ptr<LineProcess>> process = LineProcess::Start(command);
    if (!process.ok()) return process.status().ToString();
    absl::Status status = (*process)->Ask(lines);
    const std::string answers((*process)->answers());
    if (status.ok()) status = (*process)->Finish();
    return status.ok() ? answers : std::string(status.message());
  }
};

TEST_F(LineProcessTest, AnswersEveryLine) {
  EXPECT_EQ(Ask("cat", "a\n\nb\n"), "a\n\nb\n");
  EXPECT_EQ(Ask("while read -r line; do echo \"<$line>\"; done", "a\nb c\n"), "<a>\n<b c>\n");
  EXPECT_EQ(Ask("exit 0", ""), "");
}

TEST_F(LineProcessTest, AsksAgainAndAgain) {
  absl::StatusOr<std::unique_ptr<LineProcess>> process = LineProcess::Start("cat");
  ASSERT_TRUE(process.ok());
  for (int i = 0; i < 100; ++i) {
    const std::string lines = text::Cat(i, "\n", std::string(static_cast<size_t>(i), 'x'), "\n");
    ASSERT_TRUE((*process)->Ask(lines).ok());
    EXPECT_EQ((*process)->answers(), lines);
  }
  EXPECT_TRUE((*process)->Finish().ok());
}

// More than pipes hold, both ways.
TEST_F(LineProcessTest, DoesNotDeadlock) {
  std::string lines;
  for (int i = 0; i < 100000; ++i) text::Append(&lines, i, " some words that fill the pipes\n");
  EXPECT_EQ(Ask("cat", lines), lines);
  EXPECT_EQ(Ask("exec 3<&0; while read -r line <&3; do echo x; done",
                std::string_view(lines).substr(0, lines.find("\n99") + 1))
                .substr(0, 4),
            "x\nx\n");
  EXPECT_EQ(Ask("head -n 1; exit 3", lines), "exited with status 3 after 1 of 100000 answers");
}

TEST_F(LineProcessTest, SaysHowItFailed) {
  struct Case {
    std::string_view command;
    std::string_view message;
  };
  const Case cases[] = {
      {"exit 3", "exited with status 3 after 0 of 2 answers"},
      {"head -n 1", "exited with status 0 after 1 of 2 answers"},
      {"kill -9 $$", "was killed by signal 9 after 0 of 2 answers"},
      {"/nowhere/no-such-program 2>/dev/null",
       "exited with status 127 (not found, says the shell) after 0 of 2 answers"},
      {"cat; exit 4", "exited with status 4 after its last answer"},
      {"cat; echo more", "answered more than it was asked: 'more'"},
      {"printf 'a\\nb\\nc\\n'; cat", "answered more than it was asked: 'c'"},
      {"head -c 1 >/dev/null; head -c 3000000 /dev/zero; cat",
       "answers with a line of more than 1 MiB"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Ask(std::string(c.command), "1\n2\n"), c.message) << c.command;
  }
}

TEST_F(LineProcessTest, IsKilledWhenItIsNotFinished) {
  absl::StatusOr<std::unique_ptr<LineProcess>> process = LineProcess::Start("echo $$; sleep 1000");
  ASSERT_TRUE(process.ok());
  ASSERT_TRUE((*process)->Ask("a\n").ok());
  const pid_t pid = std::stoi(std::string((*process)->answers()));
  EXPECT_EQ(kill(pid, 0), 0);
  *process = nullptr;
  EXPECT_EQ(kill(pid, 0), -1);
}

// Only the shell was killed, and what it had started went on.
TEST_F(LineProcessTest, WhatItStartedIsKilledToo) {
  for (bool finished : {true, false}) {
    absl::StatusOr<std::unique_ptr<LineProcess>> process =
        LineProcess::Start("sleep 1000 & read -r line; echo $!; read -r line; exit 0");
    ASSERT_TRUE(process.ok());
    ASSERT_TRUE((*process)->Ask("a\n").ok());
    const pid_t pid = std::stoi(std::string((*process)->answers()));
    EXPECT_EQ(kill(pid, 0), 0);
    if (finished) {
      EXPECT_TRUE((*process)->Finish().ok());
    } else {
      *process = nullptr;
    }
    EXPECT_TRUE(IsGone(pid)) << finished;
  }
}

TEST_F(LineProcessTest, AnInterruptKillsWhatItStarted) {
  const test::ScratchDir dir;
  const std::string file = dir.Path("pid");
  const auto interrupted = [&] {
    absl::StatusOr<std::unique_ptr<LineProcess>> process =
        LineProcess::Start(text::Cat("sleep 1000 & echo $! >", file, "; cat"));
    if (process.ok() && (*process)->Ask("a\n").ok()) raise(SIGTERM);
  };
  EXPECT_EXIT(interrupted(), testing::KilledBySignal(SIGTERM), "");
  pid_t pid = 0;
  std::ifstream(file) >> pid;
  ASSERT_GT(pid, 0);
  EXPECT_TRUE(IsGone(pid));
}

TEST_F(LineProcessTest, PythonDoesNotKeepItsAnswersBack) {
  EXPECT_EQ(Ask("python3 -c 'import sys\nfor line in sys.stdin: print(len(line))'", "a\nbcd\n"),
            "2\n4\n");
}

}  // namespace
}  // namespace jsonl
