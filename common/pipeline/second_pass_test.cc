#include "common/pipeline/second_pass.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/tool_run.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using Keeping = io::RecordStore::Keeping;

constexpr std::string_view kFirst = "{\"a\":0}\n\n{\"a\":2}\nwrong\n{\"a\":4}";
constexpr std::string_view kSecond = "{\"a\":5}\r\n{\"a\":6}\n \n{\"a\":8}\n";

// Takes the lines from `from` on, and leaves out every line of `skipped`.
test::ToolRun RunFrom(uint64_t from, const std::vector<uint64_t>& skipped, test::ToolSetup setup) {
  return test::RunTool({kFirst, kSecond}, setup, [&](Session& session) -> absl::StatusOr<int> {
    std::unique_ptr<io::RecordStore> store = session.OpenStore(Keeping::kChosen);
    SecondPass second(*store);
    uint64_t left_out = 0;
    auto visit = [](const Record&, Batch*) {};
    absl::Status status = RunRecords<Batch>(
        session, *store, [&] { return ScanWorker<Batch, decltype(visit)>(session.scan, visit); },
        [&](const io::Block& block, const Batch& batch, uint64_t lines_before) {
          if (lines_before >= from) return second.Take(block, batch, lines_before, session.stopped);
          for (const Line& line : batch.lines) left_out += line.fate == Fate::kRecord;
          return absl::OkStatus();
        });
    for (uint64_t line : skipped) second.Skip(line);
    if (status.ok()) status = second.Write(session);
    session.account.Drop("before", left_out);
    session.account.Drop("skipped", skipped.size());
    for (uint64_t line : skipped) EXPECT_TRUE(second.Skips(line));
    EXPECT_FALSE(second.Skips(8));
    EXPECT_FALSE(second.Skips(1000));
    if (!status.ok()) return status;
    return 0;
  });
}

TEST(SecondPassTest, WritesTheRecordsThatAreLeft) {
  for (size_t block_size : {8u, 20u, 1000u}) {
    for (int threads : {1, 3}) {
      const test::ToolSetup setup = {.rejects = true, .threads = threads, .block_size = block_size};
      EXPECT_EQ(RunFrom(0, {}, setup).output,
                "{\"a\":0}\n{\"a\":2}\n{\"a\":4}\n{\"a\":5}\r\n{\"a\":6}\n{\"a\":8}\n");
      EXPECT_EQ(RunFrom(0, {0, 4, 6}, setup).output, "{\"a\":2}\n{\"a\":5}\r\n{\"a\":8}\n");
      EXPECT_EQ(RunFrom(5, {5}, setup).output, "{\"a\":6}\n{\"a\":8}\n");
    }
  }
}

// What is left can be read again first.
TEST(SecondPassTest, ReadsTheRecordsThatAreLeft) {
  struct Seen {
    std::string text;
    void Clear() { text.clear(); }
  };
  for (size_t block_size : {8u, 20u, 1000u}) {
    for (int threads : {1, 3}) {
      std::string seen;
      const test::ToolSetup setup = {.rejects = true, .threads = threads, .block_size = block_size};
      test::RunTool({kFirst, kSecond}, setup, [&](Session& session) -> absl::StatusOr<int> {
        std::unique_ptr<io::RecordStore> store = session.OpenStore();
        SecondPass second(*store);
        auto visit = [](const Record&, Batch*) {};
        absl::Status status = RunRecords<Batch>(
            session, *store,
            [&] { return ScanWorker<Batch, decltype(visit)>(session.scan, visit); },
            [&](const io::Block& block, const Batch& batch, uint64_t lines_before) {
              return second.Take(block, batch, lines_before, session.stopped);
            });
        second.Skip(5);
        auto visitor = [](uint64_t line, std::string_view record, Seen* out) {
          text::Append(&out->text, line, record);
        };
        if (status.ok()) {
          status = second.Read<Seen>(
              session, [&] { return visitor; },
              [&](const Seen& some) {
                seen += some.text;
                return absl::OkStatus();
              });
        }
        session.account.Drop("all", 6);
        if (!status.ok()) return status;
        return 0;
      });
      EXPECT_EQ(seen, "0{\"a\":0}\n2{\"a\":2}\n4{\"a\":4}\n6{\"a\":6}\n8{\"a\":8}\n");
    }
  }
}

TEST(SecondPassTest, EndsWhereTheToolStops) {
  for (size_t block_size : {8u, 1000u}) {
    const test::ToolRun run = RunFrom(0, {0}, {.block_size = block_size});
    EXPECT_TRUE(run.stopped);
    EXPECT_EQ(run.output, "{\"a\":2}\n");
  }
}

}  // namespace
}  // namespace jsonl::pipeline
