#include "common/pipeline/session.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/testing/descriptors.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using Strings = std::vector<std::string>;

struct Variant {
  int threads = 1;
  size_t block_size = 1 << 20;
  bool rejects = true;
  bool never_stop = false;
  size_t max_line = 1 << 20;
};

// A run of a tool that writes every record, but rejects those that hold a 13.
struct Outcome {
  absl::Status status;
  std::string output;
  std::string rejects;
  std::string findings;
  std::string account;
  bool stopped = false;
  bool adds_up = false;
  Strings lines;  // "NUMBER OVER ALL INPUTS: RECORD" as commit saw them
};

Session NewSession(std::vector<io::Input> inputs, const Variant& variant, Outcome* run) {
  Session session;
  session.inputs = std::move(inputs);
  session.output = io::ToString(&run->output);
  if (variant.rejects) session.rejects = io::ToString(&run->rejects);
  session.reporter = report::NewReporter(report::Style::kText, io::ToString(&run->findings));
  session.resources.threads = variant.threads;
  session.resources.block_size = variant.block_size;
  session.scan.max_line = variant.max_line;
  session.never_stop = variant.never_stop;
  return session;
}

void CopyRecords(Session& session, io::BlockSource& source, Outcome* run) {
  auto new_worker = [&] {
    auto visit = [](const Record& record, Batch* batch) {
      if (record.text.find("13") == record.text.npos) return;
      batch->Find(record.line, {report::Code::kUnknownField, "", "Unlucky"});
      batch->Reject(record.line);
    };
    return ScanWorker<Batch, decltype(visit)>(session.scan, visit);
  };
  run->status = RunRecords<Batch>(
      session, source, new_worker,
      [&](const io::Block& block, Batch& batch, uint64_t lines_before) -> absl::Status {
        RunWriter writer(session.output.get(), block.text());
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          if (absl::Status status = writer.Add(line); !status.ok()) return status;
          ++session.account.written;
          run->lines.push_back(text::Cat(lines_before + line.number, ": ",
                                         block.text().substr(line.begin, line.end - line.begin)));
        }
        return writer.Finish();
      });
  EXPECT_TRUE(session.reporter->Finish().ok());
  run->account = session.account.ToText();
  run->adds_up = session.account.Check().ok();
  run->stopped = session.stopped;
}

Outcome Copy(std::vector<io::Input> inputs, const Variant& variant = {}) {
  Outcome run;
  Session session = NewSession(std::move(inputs), variant, &run);
  CopyRecords(session, *session.OpenLines(), &run);
  return run;
}

std::vector<io::Input> Mixed() {
  return {io::Input::Memory("a", "{\"n\":1}\n\n{\"n\":13}\r\n{\"n\":2\n{\"n\":3}\r\n[4]"),
          io::Input::Memory("b", "{\"n\":\"a line of some length\"}\n\n{\"n\":5}\n\"13\"\n\n"),
          io::Input::Memory("c", "{\"n\":\"a line of some length\""),
          io::Input::Memory("d", "{\"n\":6}\n{\"n\":7}")};
}

TEST(RunRecordsTest, SendsEveryLineWhereItBelongs) {
  Outcome run = Copy(Mixed());
  EXPECT_TRUE(run.status.ok()) << run.status;
  EXPECT_EQ(run.output,
            "{\"n\":1}\n{\"n\":3}\r\n{\"n\":\"a line of some length\"}\n{\"n\":5}\n{\"n\":6}\n"
            "{\"n\":7}\n");
  EXPECT_EQ(run.rejects, "{\"n\":13}\r\n{\"n\":2\n[4]\n\"13\"\n{\"n\":\"a line of some length\"\n");
  EXPECT_EQ(run.findings,
            "a:3: error: Unlucky [unknown-field]\n"
            "a:4: error: Invalid JSON: column 7: the text ends too early [invalid-json]\n"
            "a:6: error: Not a JSON object, but an array (jsonl-convert --from json reads arrays "
            "of records) [not-an-object]\n"
            "b:4: error: Not a JSON object, but a string [not-an-object]\n"
            "c:1: error: Invalid JSON: column 29: the text ends too early [invalid-json]\n");
  EXPECT_EQ(run.account,
            "read 11, written 6, dropped 0, rejected 5 (invalid-json 2, not-an-object 2, "
            "unknown-field 1)");
  EXPECT_TRUE(run.adds_up);
  EXPECT_FALSE(run.stopped);
  EXPECT_EQ(run.lines,
            (Strings{"0: {\"n\":1}\n", "4: {\"n\":3}\r\n", "6: {\"n\":\"a line of some length\"}\n",
                     "8: {\"n\":5}\n", "12: {\"n\":6}\n", "13: {\"n\":7}\n"}));
}

// The limit is one that lines within a block and lines in parts both pass. The words about them
// differ, the lines do not.
TEST(RunRecordsTest, GivesTheSameForAnyThreadsAndBlocks) {
  for (size_t max_line : {1000, 20}) {
    Variant variant;
    variant.max_line = max_line;
    const Outcome expected = Copy(Mixed(), variant);
    for (int threads : {1, 2, 5}) {
      for (size_t block_size = 1; block_size < 100; block_size += block_size < 40 ? 1 : 13) {
        variant.threads = threads;
        variant.block_size = block_size;
        Outcome run = Copy(Mixed(), variant);
        EXPECT_EQ(run.output, expected.output) << block_size;
        EXPECT_EQ(run.rejects, expected.rejects) << block_size;
        EXPECT_EQ(run.account, expected.account) << block_size;
        EXPECT_EQ(run.lines, expected.lines) << block_size;
        EXPECT_TRUE(run.adds_up);
        if (max_line == 1000) {
          EXPECT_EQ(run.findings, expected.findings) << block_size;
        }
      }
    }
  }
}

TEST(RunRecordsTest, StopsAtAMalformedLineUnlessTheyAreSetAside) {
  Variant variant;
  variant.rejects = false;
  for (int threads : {1, 2, 5}) {
    for (size_t block_size : {1, 10, 30, 1000}) {
      variant.threads = threads;
      variant.block_size = block_size;
      Outcome run = Copy(Mixed(), variant);
      EXPECT_TRUE(run.status.ok()) << run.status;
      EXPECT_TRUE(run.stopped);
      EXPECT_EQ(run.output, "{\"n\":1}\n");
      EXPECT_EQ(run.findings,
                "a:3: error: Unlucky [unknown-field]\n"
                "a:4: error: Invalid JSON: column 7: the text ends too early [invalid-json]\n");
      EXPECT_EQ(run.account,
                "read 3, written 1, dropped 0, rejected 2 (invalid-json 1, unknown-field 1)");
      EXPECT_TRUE(run.adds_up);
    }
  }
}

TEST(RunRecordsTest, NeverStopsWhereMalformedLinesAreFindings) {
  Variant variant;
  variant.rejects = false;
  variant.never_stop = true;
  Outcome run = Copy(Mixed(), variant);
  Outcome with_rejects = Copy(Mixed());
  EXPECT_FALSE(run.stopped);
  EXPECT_EQ(run.output, with_rejects.output);
  EXPECT_EQ(run.findings, with_rejects.findings);
  EXPECT_EQ(run.account, with_rejects.account);
}

TEST(RunRecordsTest, FlushesWhatCameBeforeAPause) {
  struct CountingSink : io::Sink {
    explicit CountingSink(int* flushes) : flushes(flushes) {}
    absl::Status Write(std::string_view) override { return absl::OkStatus(); }
    absl::Status Flush() override {
      ++*flushes;
      return absl::OkStatus();
    }
    absl::Status Finish() override { return absl::OkStatus(); }
    int* flushes;
  };
  for (bool pause : {false, true}) {
    Outcome run;
    int flushes = 0;
    Session session = NewSession({}, {}, &run);
    session.output = std::make_unique<CountingSink>(&flushes);
    session.rejects = std::make_unique<CountingSink>(&flushes);
    test::Pipe pipe;
    pipe.Write("{}\n");
    session.inputs = {io::Input::File(pipe.ReaderPath())};
    if (!pause) pipe.CloseWriter();
    // The writer goes once the first block has been committed.
    session.progress = [&](auto...) { pipe.CloseWriter(); };
    CopyRecords(session, *session.OpenLines(), &run);
    EXPECT_TRUE(run.status.ok()) << run.status;
    EXPECT_EQ(flushes, pause ? 2 : 0);
  }
}

TEST(RunRecordsTest, TellsHowFarItIs) {
  Outcome run;
  Session session = NewSession(Mixed(), {.block_size = 1}, &run);
  std::vector<uint64_t> bytes;
  session.progress = [&](auto, uint64_t done, auto) { bytes.push_back(done); };
  CopyRecords(session, *session.OpenLines(), &run);
  ASSERT_GT(bytes.size(), 10u);
  for (size_t i = 1; i < bytes.size(); ++i) EXPECT_GT(bytes[i], bytes[i - 1]);
  EXPECT_EQ(bytes.back(), session.account.bytes);
}

TEST(SessionTest, AdvisesOnAJsonArray) {
  Outcome run = Copy({io::Input::Memory("in", "[{\"n\":1}]")});
  EXPECT_EQ(run.status.code(), absl::StatusCode::kInvalidArgument);
  std::string message(run.status.message());
  EXPECT_NE(message.find("jsonl-convert --from json"), std::string::npos) << message;
  EXPECT_EQ(run.findings, "");
}

TEST(SessionTest, WarnsIfThereIsSomeoneToTell) {
  Session session;
  session.Warn("nobody hears");
  Strings told;
  session.warn = [&](std::string_view line) { told.emplace_back(line); };
  session.Warn("rate 0.001 gives no record");
  EXPECT_EQ(told, Strings{"warning: rate 0.001 gives no record"});
}

TEST(RunWriterTest, WritesAdjacentLinesAtOneGo) {
  struct PieceSink : io::Sink {
    explicit PieceSink(Strings* pieces) : pieces(pieces) {}
    absl::Status Write(std::string_view bytes) override {
      pieces->emplace_back(bytes);
      return absl::OkStatus();
    }
    absl::Status Flush() override { return absl::OkStatus(); }
    absl::Status Finish() override { return absl::OkStatus(); }
    Strings* pieces;
  };
  Strings pieces;
  PieceSink sink(&pieces);
  RunWriter writer(&sink, "0\n1\n2\n3\n4\n5\n");
  for (uint32_t i : {1u, 2u, 4u, 5u, 5u, 0u}) {
    ASSERT_TRUE(writer.Add({2 * i, 2 * i + 2, i, Fate::kRecord}).ok());
  }
  ASSERT_TRUE(writer.Finish().ok());
  ASSERT_TRUE(writer.Finish().ok());
  EXPECT_EQ(pieces, (Strings{"1\n2\n", "4\n5\n", "5\n", "0\n"}));
}

// Notes what had been reported when it was last told to hand that on.
class WatchedReporter : public report::Reporter {
 public:
  explicit WatchedReporter(std::vector<int>* flushed) : flushed_(flushed) {}
  void Report(const report::Diagnostic&) override { ++reported_; }
  void Flush() override { flushed_->push_back(reported_); }

 private:
  std::vector<int>* flushed_;
  int reported_ = 0;
};

// Findings about files showed up at the end, and an interrupted run lost them all.
TEST(RunRecordsTest, FindingsAreHandedOnWhileTheRunGoesOn) {
  const std::string good = "{\"n\":1}\n";
  std::string text = "{\"n\":13}\n";
  for (int i = 0; i < 1000; ++i) text += good;
  text += "{\"n\":13}\n{\"n\":13}\n";
  Outcome run;
  Session session = NewSession({io::Input::Memory("a", text)}, {.block_size = 64}, &run);
  std::vector<int> flushed;
  session.reporter = std::make_unique<WatchedReporter>(&flushed);
  uint64_t bytes_at_first = 0;
  session.progress = [&](std::string_view, uint64_t done, std::optional<uint64_t>) {
    if (flushed.empty()) bytes_at_first = done;
  };
  CopyRecords(session, *session.OpenLines(), &run);
  ASSERT_TRUE(run.status.ok());
  ASSERT_FALSE(flushed.empty());
  EXPECT_EQ(flushed.front(), 1);
  EXPECT_LE(bytes_at_first, 128u);
  EXPECT_EQ(flushed.back(), 3);
  EXPECT_LE(flushed.size(), 3u);  // never without news
}

}  // namespace
}  // namespace jsonl::pipeline
