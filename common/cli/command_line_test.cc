#include "common/cli/command_line.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "common/cli/test_tool.h"
#include "common/cli/version.h"

namespace jsonl::cli {
namespace {

using Words = std::vector<std::string>;

bool Has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

TEST(HelpTest, HasEveryOptionAnExampleAndTheExitStatus) {
  for (const char* option : {"-h", "--help"}) {
    Outcome help = Call({option});
    EXPECT_EQ(help.code, kDone);
    EXPECT_EQ(help.error, "");
    for (const char* part : {"Tests command lines.",
                             "Input:",
                             "Rules:",
                             "Numbers:",
                             "Common options:",
                             "Resources:",
                             "--flag ",
                             "-t,--text WORD",
                             "--maybe WORD",
                             "--list WORD",
                             "-n,--number N",
                             "--maybe-number N",
                             "--size SIZE",
                             "-h,--help ",
                             "--version ",
                             "-o,--output FILE",
                             "--rejects FILE",
                             "--report STYLE",
                             "--report-file FILE",
                             "--max-errors N",
                             "-q,--quiet ",
                             "--summary FILE",
                             "--progress WHEN",
                             "--threads N",
                             "--memory SIZE",
                             "--temp-dir DIR",
                             "--max-line SIZE",
                             "jsonl-test --flag a.jsonl > b.jsonl",
                             "Exit status: 0 done; 1 stopped"}) {
      EXPECT_TRUE(Has(help.out, part)) << part << "\nis not in\n" << help.out;
    }
    std::istringstream lines(help.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80u) << line;
  }
}

TEST(HelpTest, AToolWithoutRecordsHasNoOutputOption) {
  Outcome help = Call({"--help"}, "", CopyLines, {.output = false});
  EXPECT_FALSE(Has(help.out, "--output"));
  EXPECT_EQ(Call({"-o", "x"}, "", CopyLines, {.output = false}).code, kFailed);
}

// All tools said that they shuffle, read JSONL and go on where records are wrong.
TEST(HelpTest, SaysOfCommonOptionsWhatIsTrueOfTheTool) {
  const std::string any = Call({"--help"}, "", CopyLines).out;
  EXPECT_TRUE(Has(any, "Files of records")) << any;
  EXPECT_TRUE(Has(any, "cannot be converted")) << any;
  EXPECT_FALSE(Has(any, "shuffling")) << any;
  EXPECT_FALSE(Has(any, "$TMPDIR")) << any;

  const std::string lines = Call({"--help"}, "", CopyLines, {.only_lines = true}).out;
  EXPECT_TRUE(Has(lines, "JSONL files")) << lines;
  EXPECT_TRUE(Has(lines, "Write lines that are no records")) << lines;
  EXPECT_TRUE(Has(lines, "; 1 stopped at a line that is no record; 2")) << lines;

  const std::string check = Call({"--help"}, "", CopyLines, {.never_stop = true}).out;
  EXPECT_TRUE(Has(check, "JSONL files")) << check;
  EXPECT_TRUE(Has(check, "; 1 done, and records were found wrong; 2")) << check;
}

TEST(VersionTest, NamesTheToolAndTheSuite) {
  Outcome version = Call({"--version"});
  EXPECT_EQ(version.code, kDone);
  EXPECT_EQ(version.out, std::string("jsonl-test (jsonl-tools) ") + kVersion + "\n");
}

TEST(PrintTest, EndsTheRunWithoutInput) {
  for (const Words& words : std::vector<Words>{{"--about"}, {"--about", "no-such-file"}}) {
    Outcome outcome = Call(words, "not read", [](pipeline::Session&) { return kWrong; });
    EXPECT_EQ(outcome.code, kDone);
    EXPECT_EQ(outcome.out, "What there is.\n\nAnd more.\n");
    EXPECT_EQ(outcome.error, "");
  }
}

TEST(PrintTest, HidesNoOptionThatIsWrong) {
  for (const Words& words : std::vector<Words>{{"--about", "--no-such"},
                                               {"--no-such", "--about"},
                                               {"--about-one", "it", "--no-such"}}) {
    Outcome outcome = Call(words);
    EXPECT_EQ(outcome.code, kFailed);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(Has(outcome.error, "--no-such")) << outcome.error;
  }
}

TEST(PrintTest, MayTakeAValue) {
  for (const Words& words : std::vector<Words>{{"--about-one", "it"}, {"--about-one=it"}}) {
    Outcome outcome = Call(words);
    EXPECT_EQ(outcome.code, kDone);
    EXPECT_EQ(outcome.out, "It is.\n");
  }
  Outcome outcome = Call({"--about-one", "that"});
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.error, "jsonl-test: --about-one: there is no such thing; see --help\n");
  EXPECT_EQ(Call({"--about-one"}).error, "jsonl-test: --about-one needs a value; see --help\n");
}

TEST(OptionTest, ReachesTheTool) {
  auto parsed = [](const Words& words) {
    TestOptions options;
    Outcome outcome = Call(words, "", CopyLines, {}, &options);
    EXPECT_EQ(outcome.code, kDone) << outcome.error;
    return options;
  };
  TestOptions defaults = parsed({});
  EXPECT_FALSE(defaults.flag);
  EXPECT_EQ(defaults.text, "default");
  EXPECT_EQ(defaults.maybe, std::nullopt);
  EXPECT_EQ(defaults.number, 7u);
  EXPECT_EQ(defaults.maybe_number, std::nullopt);
  EXPECT_EQ(defaults.size, 64u);
  // With a space, an equals sign, or nothing after a short option.
  TestOptions options = parsed({"--flag", "--text=a=b", "--maybe", "", "--list", "x", "--list=y,z",
                                "-n5", "--maybe-number=0", "--size=2KiB"});
  EXPECT_TRUE(options.flag);
  EXPECT_EQ(options.text, "a=b");
  EXPECT_EQ(options.maybe, "");
  EXPECT_EQ(options.list, (Words{"x", "y,z"}));
  EXPECT_EQ(options.number, 5u);
  EXPECT_EQ(options.maybe_number, 0u);
  EXPECT_EQ(options.size, 2048u);
  EXPECT_EQ(parsed({"-t", "-"}).text, "-");
  EXPECT_EQ(parsed({"-t=a"}).text, "=a");
  EXPECT_EQ(parsed({"-n", "18446744073709551615"}).number, UINT64_MAX);
}

TEST(OptionTest, AListTakesOneValueEachTime) {
  TestOptions options;
  pipeline::Session* seen = nullptr;
  Words files;
  Call(
      {"--list", "x", "a.jsonl"}, "",
      [&](pipeline::Session& session) -> absl::StatusOr<int> {
        seen = &session;
        for (const io::Input& input : session.inputs) files.push_back(input.name());
        return kDone;
      },
      {}, &options);
  EXPECT_NE(seen, nullptr);
  EXPECT_EQ(options.list, Words{"x"});
  EXPECT_EQ(files, Words{"a.jsonl"});
}

TEST(OptionTest, WhatIsWrongIsSaidInOneLineThatNamesIt) {
  struct Case {
    Words words;
    std::string_view part;
  };
  for (const Case& c : {
           Case{{"--unknown"}, "--unknown"},
           {{"-x"}, "-x"},
           {{"--thread", "2"}, "--thread"},  // no abbreviations
           {{"--text"}, "--text"},
           {{"--text", "a", "--text", "b"}, "--text"},
           {{"--number", "x"}, "--number"},
           {{"--number", "1.5"}, "--number"},
           {{"--number", "5x"}, "--number"},
           {{"--maybe-number", "x"}, "--maybe-number"},
           {{"--size", "1KB"}, "--size: '1KB' is no size"},
           {{"--size", "-1"}, "--size"},
           {{"--threads", "0"}, "--threads: takes 1 to 1024"},
           {{"--threads", "1025"}, "--threads: takes 1 to 1024"},
           {{"--threads", "x"}, "--threads"},
           {{"--threads", "4x"}, "--threads"},
           {{"--memory", "much"}, "--memory: 'much' is no size"},
           {{"--progress", "sometimes"}, "'sometimes' is not always, never or auto"},
           {{"--report", "xml"}, "'xml'"},
       }) {
    bool ran = false;
    Outcome outcome = Call(c.words, "", [&](pipeline::Session&) -> absl::StatusOr<int> {
      ran = true;
      return kDone;
    });
    EXPECT_EQ(outcome.code, kFailed) << c.words[0];
    EXPECT_FALSE(ran) << c.words[0];
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.error.find("jsonl-test: "), 0u) << outcome.error;
    EXPECT_TRUE(Has(outcome.error, c.part)) << outcome.error;
    EXPECT_EQ(outcome.error.find('\n'), outcome.error.size() - 1) << outcome.error;
  }
}

// "" was an input without records, and no file at all for an option.
TEST(OptionTest, FilesHaveNames) {
  for (const char* option : {"--output", "--rejects", "--report-file", "--summary", "--temp-dir"}) {
    Outcome outcome = Call({option, ""}, "1\n");
    EXPECT_EQ(outcome.code, kFailed) << option;
    EXPECT_TRUE(Has(outcome.error, std::string(option) + ": the name is empty")) << outcome.error;
  }
  for (const Words& words : {Words{""}, Words{"a", ""}, Words{"--", ""}}) {
    Outcome outcome = Call(words, "1\n");
    EXPECT_EQ(outcome.code, kFailed);
    EXPECT_EQ(outcome.error, "jsonl-test: FILE: the name is empty; see --help\n");
  }
}

// "--rejects= in.jsonl" read standard input and replaced in.jsonl.
TEST(OptionTest, AnOptionWithNothingBehindItsSignTakesNotWhatComesNext) {
  TestOptions options;
  Words files;
  auto note = [&](pipeline::Session& session) -> absl::StatusOr<int> {
    for (const io::Input& input : session.inputs) files.push_back(input.name());
    return kDone;
  };
  Outcome outcome = Call({"--maybe=", "a", "--text=", "--", "--text="}, "", note, {}, &options);
  EXPECT_EQ(outcome.code, kDone) << outcome.error;
  EXPECT_EQ(options.maybe, "");
  EXPECT_EQ(options.text, "");
  EXPECT_EQ(files, (Words{"a", "--text="}));
  outcome = Call({"--rejects=", "a"}, "", note);
  EXPECT_EQ(outcome.error, "jsonl-test: --rejects: the name is empty; see --help\n");
}

// "--flag=false" set the flag, or did not, as it liked.
TEST(OptionTest, AFlagTakesNoValue) {
  for (const char* word : {"--flag=false", "--flag=true", "--flag=foo", "--flag="}) {
    Outcome outcome = Call({word}, "1\n");
    EXPECT_EQ(outcome.code, kFailed) << word;
    EXPECT_EQ(outcome.error, "jsonl-test: --flag: takes no value; see --help\n");
  }
  TestOptions options;
  EXPECT_EQ(Call({"--text", "--flag=x"}, "", CopyLines, {}, &options).code, kDone);
  EXPECT_EQ(options.text, "--flag=x");
}

// "-1" was taken for the largest number, "" for none, and "010" for eight.
TEST(OptionTest, NumbersAreWholeAndDecimal) {
  for (const char* text : {"", "-1", "-0", "+1", " 1", "0x10", "1e3"}) {
    for (const char* option : {"--number", "--maybe-number", "--max-errors"}) {
      Outcome outcome = Call({option, text});
      EXPECT_EQ(outcome.code, kFailed) << option << " " << text;
      EXPECT_TRUE(Has(outcome.error, "'" + std::string(text) + "' is no whole number"))
          << outcome.error;
    }
  }
  Outcome large = Call({"--number", "18446744073709551616"});
  EXPECT_TRUE(Has(large.error, "'18446744073709551616' is too large")) << large.error;
  TestOptions options;
  EXPECT_EQ(Call({"--number", "010"}, "", CopyLines, {}, &options).code, kDone);
  EXPECT_EQ(options.number, 10u);
}

// --block-size 100TiB ended in an uncaught std::bad_alloc, and offsets in a block have 32 bits.
TEST(OptionTest, BlocksAndLinesHaveALeastAndAGreatestSize) {
  for (const char* option : {"--block-size", "--max-line"}) {
    EXPECT_EQ(Call({option, "1GiB"}, "", [](pipeline::Session&) { return kDone; }).code, kDone);
    for (const char* size : {"0", "0KiB", "1073741825", "100TiB", "18446744073709551615"}) {
      Outcome outcome = Call({option, size}, "1\n");
      EXPECT_EQ(outcome.code, kFailed) << size;
      EXPECT_TRUE(Has(outcome.error, std::string(option) + ": takes 1 to 1GiB")) << outcome.error;
    }
  }
}

TEST(OptionTest, CommonOnesReachTheSession) {
  bool ran = false;
  Outcome outcome = Call({"--threads=3", "--memory", "1GiB", "--max-line=2K", "--temp-dir", "/x",
                          "--block-size=100", "-q", "a", "-", "b"},
                         "", [&](pipeline::Session& session) -> absl::StatusOr<int> {
                           ran = true;
                           EXPECT_EQ(session.resources.threads, 3);
                           EXPECT_EQ(session.resources.memory, uint64_t{1} << 30);
                           EXPECT_EQ(session.resources.block_size, 100u);
                           EXPECT_EQ(session.resources.temp_dir, "/x");
                           EXPECT_EQ(session.scan.max_line, 2048u);
                           Words names;
                           for (const io::Input& input : session.inputs) {
                             names.push_back(input.name());
                           }
                           EXPECT_EQ(names, (Words{"a", "<stdin>", "b"}));
                           EXPECT_EQ(session.rejects, nullptr);
                           return kDone;
                         });
  EXPECT_TRUE(ran);
  EXPECT_EQ(outcome.code, kDone);
  EXPECT_EQ(outcome.error, "");
}

TEST(OptionTest, DefaultsUseTheMachine) {
  Call({}, "", [&](pipeline::Session& session) -> absl::StatusOr<int> {
    EXPECT_GE(session.resources.threads, 1);
    EXPECT_GE(session.resources.memory, uint64_t{1} << 20);
    EXPECT_EQ(session.scan.max_line, size_t{64} << 20);
    EXPECT_FALSE(session.never_stop);
    return kDone;
  });
}

}  // namespace
}  // namespace jsonl::cli
