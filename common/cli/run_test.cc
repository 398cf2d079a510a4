// What CommandLine::Run does around a tool's work.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/cli/test_tool.h"
#include "common/io/errors.h"
#include "common/testing/descriptors.h"
#include "common/testing/scratch_dir.h"

namespace jsonl::cli {
namespace {

using Names = std::vector<std::string>;
using pipeline::Session;

constexpr std::string_view kAccount = "jsonl-test: read 2, written 2, dropped 0, rejected 0\n";

TEST(RunTest, GivesOutputAndAccount) {
  Outcome outcome = Call({}, "1\n2");
  EXPECT_EQ(outcome.code, kDone);
  EXPECT_EQ(outcome.out, "1\n2\n");
  EXPECT_EQ(outcome.error, kAccount);
  EXPECT_EQ(Call({"-q"}, "1\n2\n").error, "");
}

TEST(RunTest, TheExitStatusSaysHowItWent) {
  auto code = [](const absl::StatusOr<int>& result) {
    return Call({}, "", [&](Session&) { return result; });
  };
  EXPECT_EQ(code(kDone).code, kDone);
  EXPECT_EQ(code(kWrong).code, kWrong);
  Outcome failed = code(absl::DataLossError("in.gz: gzip data is cut off"));
  EXPECT_EQ(failed.code, kFailed);
  EXPECT_EQ(failed.error, "jsonl-test: in.gz: gzip data is cut off\n");
  Outcome closed = code(io::ClosedPipe("<stdout>"));
  EXPECT_EQ(closed.code, kDone);
  EXPECT_EQ(closed.error, "");
}

TEST(RunTest, AMissingFileIsNamed) {
  test::ScratchDir dir;
  std::string missing = dir.Path("missing.jsonl");
  Outcome outcome = Call({dir.Write("a", "1\n"), missing});
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_EQ(outcome.error, "jsonl-test: " + missing + ": No such file or directory\n");
}

TEST(RunTest, AFileAppearsWhenTheWorkIsDone) {
  test::ScratchDir dir;
  for (int code : {kDone, kWrong}) {
    std::string path = dir.Write("out", "old\n");
    Outcome outcome = Call({"-o", path}, "1\n2\n", [&](Session& session) -> absl::StatusOr<int> {
      EXPECT_TRUE(CopyLines(session).ok());
      EXPECT_EQ(test::ReadFile(path), "old\n");
      return code;
    });
    EXPECT_EQ(outcome.code, code);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(test::ReadFile(path), "1\n2\n");
  }
}

TEST(RunTest, NoFileAppearsAfterAFailureOrAStop) {
  test::ScratchDir dir;
  for (bool stop : {false, true}) {
    Outcome outcome =
        Call({"-o", dir.Path("out")}, "1\n2\n", [&](Session& session) -> absl::StatusOr<int> {
          EXPECT_TRUE(CopyLines(session).ok());
          session.stopped = stop;
          if (!stop) return absl::DataLossError("broken");
          return kDone;
        });
    EXPECT_EQ(outcome.code, stop ? kWrong : kFailed);
    EXPECT_EQ(outcome.error, stop ? "jsonl-test: stopped there; --rejects FILE sets such lines "
                                    "aside and goes on\n"
                                  : "jsonl-test: broken\n");
  }
  EXPECT_EQ(dir.List(), Names());
}

TEST(RunTest, AnInputMayBeReplacedButNotWrittenInto) {
  test::ScratchDir dir;
  std::string path = dir.Write("data", "1\n2\n");
  EXPECT_EQ(Call({"-o", path, path, path}).code, kDone);
  EXPECT_EQ(test::ReadFile(path), "1\n2\n1\n2\n");

  // As "jsonl-test data >> data" would; Call's own standard output is out of the way then.
  bool ran = false;
  Outcome outcome = Call({}, "", [&](Session&) -> absl::StatusOr<int> {
    int fd = open(path.c_str(), O_WRONLY | O_APPEND);
    test::Redirect redirect(STDOUT_FILENO, fd);
    close(fd);
    CommandLine line("jsonl-inner", "Does nothing.", "jsonl-inner");
    std::string words[] = {"jsonl-inner", path};
    char* argv[] = {words[0].data(), words[1].data()};
    return line.Run(2, argv, [&](Session&) -> absl::StatusOr<int> {
      ran = true;
      return kDone;
    });
  });
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_FALSE(ran);
  EXPECT_NE(outcome.error.find(path + ": is standard output too; name it with -o"),
            std::string::npos)
      << outcome.error;
  EXPECT_EQ(test::ReadFile(path), "1\n2\n1\n2\n");
}

TEST(RunTest, AnAccountThatDoesNotAddUpIsAFailure) {
  Outcome outcome = Call({}, "", [](Session& session) -> absl::StatusOr<int> {
    session.account.read = 1;
    return kDone;
  });
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_NE(outcome.error.find("this is a bug"), std::string::npos) << outcome.error;
}

TEST(RunTest, TheSummaryIsTheAccountAsJson) {
  test::ScratchDir dir;
  std::string path = dir.Path("summary.json");
  EXPECT_EQ(Call({"--summary", path, "-q"}, "1\n2\n").code, kDone);
  std::string summary = test::ReadFile(path);
  EXPECT_EQ(summary.find("{\"tool\":\"jsonl-test\",\"version\":\""), 0u) << summary;
  EXPECT_NE(summary.find("\"read\":2,\"written\":2,"), std::string::npos) << summary;
}

absl::StatusOr<int> FindThree(Session& session) {
  report::Finding finding = {report::Code::kInvalidJson, "", "Wrong"};
  for (uint64_t line : {1u, 2u, 3u}) session.reporter->Report({"in", line, 0, &finding});
  if (session.rejects != nullptr) {
    absl::Status status = session.rejects->Write("x\n");
    if (!status.ok()) return status;
  }
  return kWrong;
}

TEST(RunTest, FindingsGoToStandardErrorOrAFile) {
  test::ScratchDir dir;
  std::string path = dir.Path("report");
  Outcome few = Call({"--max-errors=1"}, "", FindThree);
  EXPECT_EQ(few.error.find("in:1: error: Wrong [invalid-json]\n... and 2 more;"), 0u) << few.error;
  Outcome all = Call({"--max-errors=0", "-q"}, "", FindThree);
  EXPECT_EQ(all.error,
            "in:1: error: Wrong [invalid-json]\nin:2: error: Wrong [invalid-json]\n"
            "in:3: error: Wrong [invalid-json]\n");
  // Files are complete whatever is printed.
  EXPECT_EQ(Call({"-q", "--max-errors=1", "--report-file", path}, "", FindThree).error, "");
  EXPECT_EQ(test::ReadFile(path), all.error);
  Call({"--report=jsonl", "--report-file", path}, "", FindThree);
  EXPECT_EQ(test::ReadFile(path).find("{\"file\":\"in\",\"line\":1,"), 0u);
}

TEST(RunTest, RejectsHaveAFileOfTheirOwn) {
  test::ScratchDir dir;
  std::string path = dir.Path("rejects.jsonl");
  EXPECT_EQ(Call({"--rejects", path}, "", FindThree).code, kWrong);
  EXPECT_EQ(test::ReadFile(path), "x\n");
}

TEST(RunTest, AFullDeviceIsAFailure) {
  for (const char* option : {"-o", "--rejects", "--report-file", "--summary"}) {
    Outcome outcome = Call({option, "/dev/full"}, "1\n", [](Session& session) {
      EXPECT_TRUE(FindThree(session).ok());
      return CopyLines(session);
    });
    EXPECT_EQ(outcome.code, kFailed) << option;
    EXPECT_NE(outcome.error.find("/dev/full: No space left on device"), std::string::npos)
        << option << outcome.error;
  }
}

// -q, "no summary", swallowed warnings too.
TEST(RunTest, TellSpeaksForTheToolUnlessQuietAndWarnAlways) {
  auto tell = [](Session& session) -> absl::StatusOr<int> {
    session.tell("Sampled 4 of 10 records");
    session.Warn("so few");
    return kDone;
  };
  Outcome outcome = Call({}, "", tell);
  EXPECT_EQ(outcome.error.find(
                "jsonl-test: Sampled 4 of 10 records\njsonl-test: warning: so few\njsonl-test: "),
            0u)
      << outcome.error;
  EXPECT_EQ(Call({"-q"}, "", tell).error, "jsonl-test: warning: so few\n");
}

// Names of groups, which come from the data, reached the terminal as they were.
TEST(RunTest, WhatIsToldStaysOnItsLine) {
  Outcome outcome = Call({}, "", [](Session& session) -> absl::StatusOr<int> {
    session.tell("group 'a\n\x1b[31m'");
    return absl::InvalidArgumentError("no group 'b\r\x1b[0m'");
  });
  EXPECT_EQ(outcome.error,
            "jsonl-test: group 'a\\n\\x1b[31m'\njsonl-test: no group 'b\\r\\x1b[0m'\n");
}

TEST(RunTest, ProgressIsShownWhenAskedForAndRemovedAtTheEnd) {
  test::ScratchDir dir;
  std::string path = dir.Write("in", std::string(1 << 20, '\n'));
  Outcome always = Call({"--progress=always", "-q", path});
  EXPECT_EQ(always.error.find("\rjsonl-test: read 1.0 MiB"), 0u) << always.error;
  EXPECT_NE(always.error.find("100 %"), std::string::npos) << always.error;
  EXPECT_EQ(always.error.substr(always.error.size() - 4), "\r\x1b[K") << always.error;
  for (const char* when : {"auto", "never"}) {
    EXPECT_EQ(Call({"--progress", when, "-q", path}).error, "") << when;
  }
}

// A second pass began with "read again 1.0 MiB, 0.0 MiB/s, 0 %, 0 s left".
TEST(RunTest, ProgressTellsNoRateOfAMoment) {
  Outcome outcome = Call({"--progress=always", "-q"}, "", [](Session& session) {
    usleep(200'000);
    session.progress("read", 4 << 20, 4 << 20);
    usleep(200'000);
    session.progress("read again", 1 << 20, 4 << 20);
    return kDone;
  });
  EXPECT_NE(outcome.error.find(" MiB/s, 100 %, 0 s left\x1b[K"), std::string::npos)
      << outcome.error;
  EXPECT_NE(outcome.error.find("\rjsonl-test: read again 1.0 MiB, 25 %\x1b[K"), std::string::npos)
      << outcome.error;
}

TEST(RunTest, ProgressMakesWayForFindings) {
  Outcome outcome = Call({"--progress=always", "-q"}, "", [](Session& session) {
    session.progress("read", 1, 2);
    return FindThree(session);
  });
  EXPECT_NE(outcome.error.find("\x1b[K\r\x1b[Kin:1: error: Wrong"), std::string::npos)
      << outcome.error;
}

TEST(RunTest, ATerminalWithoutFilesGetsUsage) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  ASSERT_EQ(grantpt(terminal), 0);
  ASSERT_EQ(unlockpt(terminal), 0);
  int user = open(ptsname(terminal), O_RDWR | O_NOCTTY);
  ASSERT_GE(user, 0);
  Outcome outcome = Call({}, "", [&](Session&) -> absl::StatusOr<int> {
    test::Redirect redirect(STDIN_FILENO, user);
    CommandLine line("jsonl-inner", "Does nothing.", "jsonl-inner");
    std::string word = "jsonl-inner";
    char* argv[] = {word.data()};
    return line.Run(1, argv, [](Session&) -> absl::StatusOr<int> { return kDone; });
  });
  close(user);
  close(terminal);
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_EQ(outcome.error.find("usage: jsonl-inner [OPTIONS] [FILE]...\n"), 0u) << outcome.error;
}

}  // namespace
}  // namespace jsonl::cli
