// Writing lines of a block, and reading those of a store again: RunWriter and ReplayLines.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/pipeline/session.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using Strings = std::vector<std::string>;

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

std::string Numbered(uint64_t number, const io::Block& block, const Line& line) {
  return text::Cat(number, ": ", block.text().substr(line.begin, line.end - line.begin));
}

// The third line is too long to be held in small blocks.
std::vector<io::Input> Inputs() {
  return {io::Input::Memory("a", "{\"n\":1}\n\n{\"n\":\"a line of some length\"}\n{\"n\":2}"),
          io::Input::Memory("b", ""), io::Input::Memory("c", "{\"n\":3}\r\n{\"n\":4}\n")};
}

TEST(ReplayLinesTest, GivesTheLinesOfTheFirstReadingWithTheirNumbers) {
  const Strings records = {"0: {\"n\":1}\n", "3: {\"n\":2}\n", "4: {\"n\":3}\r\n",
                           "5: {\"n\":4}\n"};
  for (int threads : {1, 3}) {
    for (size_t block_size : {1, 25, 1000}) {
      Session session;
      std::string nothing;
      session.inputs = Inputs();
      session.rejects = io::ToString(&nothing);
      session.reporter = report::NewReporter(report::Style::kText, io::ToString(&nothing), 0);
      session.resources.threads = threads;
      session.resources.block_size = block_size;
      session.scan.max_line = 20;
      std::unique_ptr<io::RecordStore> store = session.OpenStore();
      auto new_worker = [&] {
        return [&, scanner = std::make_unique<Scanner>(session.scan)](const io::Block& block,
                                                                      Batch* batch) {
          batch->Clear();
          scanner->Scan(block, batch, [](const Record&) {});
          store->SetLines(block.sequence, batch->line_ends);
        };
      };
      Strings first;
      absl::Status status =
          RunRecords<Batch>(session, *store, new_worker,
                            [&](const io::Block& block, const Batch& batch, uint64_t lines_before) {
                              for (const Line& line : batch.lines) {
                                if (line.fate != Fate::kRecord) continue;
                                first.push_back(Numbered(lines_before + line.number, block, line));
                              }
                              return absl::OkStatus();
                            });
      ASSERT_TRUE(status.ok()) << status;
      EXPECT_EQ(first, records);

      Strings second;
      Strings in_block;
      auto visit = [&](const io::Block& block, const Line& line, uint64_t number) {
        in_block.push_back(Numbered(number, block, line));
        return absl::OkStatus();
      };
      auto done = [&](const io::Block&) {
        EXPECT_FALSE(in_block.empty());
        second.insert(second.end(), in_block.begin(), in_block.end());
        in_block.clear();
        return absl::OkStatus();
      };
      status = ReplayLines(session, *store, visit, done);
      ASSERT_TRUE(status.ok()) << status;
      EXPECT_EQ(in_block, Strings());
      for (const std::string& record : records) {
        EXPECT_EQ(std::count(second.begin(), second.end(), record), 1) << record;
      }
      EXPECT_TRUE(std::is_sorted(second.begin(), second.end()));
    }
  }
}

TEST(ReplayLinesTest, StopsAtAnError) {
  Session session;
  session.inputs = Inputs();
  session.resources.threads = 3;
  session.resources.block_size = 1;
  std::unique_ptr<io::RecordStore> store = session.OpenStore();
  io::Block block;
  while (*store->Next(&block)) {
  }
  auto full = absl::ResourceExhaustedError("full");
  int visits = 0;
  auto visit = [&](const io::Block&, const Line&, uint64_t) {
    return ++visits == 2 ? full : absl::OkStatus();
  };
  auto done = [](const io::Block&) { return absl::OkStatus(); };
  EXPECT_EQ(ReplayLines(session, *store, visit, done), full);
  EXPECT_EQ(visits, 2);
  auto good = [](const io::Block&, const Line&, uint64_t) { return absl::OkStatus(); };
  auto not_done = [&](const io::Block&) { return full; };
  EXPECT_EQ(ReplayLines(session, *store, good, not_done), full);
}

}  // namespace
}  // namespace jsonl::pipeline
