#include "common/pipeline/ranked_records.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using test::ToolRun;
using test::ToolSetup;

struct Seen {
  std::string text;
  void Clear() { text.clear(); }
};

// "position text group", a line a record, as the second pass gives them; then the groups.
std::string Replayed(Session& session, bool ranked) {
  absl::StatusOr<json::FieldPath> by = json::FieldPath::Parse("g");
  RankedRecords records(session, ranked ? RankFunction(Ranker(5, std::nullopt)) : nullptr,
                        ranked ? std::optional(*by) : std::nullopt);
  EXPECT_TRUE(records.Read().ok());
  std::string out;
  absl::Status status = records.Replay<Seen>(
      [ranked](const RankedRecord& record, Seen* seen) {
        const std::string_view bytes = record.text.substr(0, record.text.size() - 1);
        EXPECT_EQ(record.rank, ranked ? hash::Hash(bytes, 5) : Rank{}) << bytes;
        text::Append(&seen->text, record.position, " ", bytes, " ", record.group, "\n");
      },
      [&out](const Seen& seen) {
        out += seen.text;
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
  uint64_t sum = 0;
  for (uint64_t size : records.group_sizes()) sum += size;
  EXPECT_EQ(sum, records.size());
  for (size_t i = 0; i < records.group_names().size(); ++i) {
    text::Append(&out, records.group_names()[i], "=", records.group_sizes()[i], " ");
  }
  session.account.written = records.size();
  return out;
}

// Blank lines, malformed ones, one that is too long and one without an end come between records.
const std::vector<std::string_view> kInputs = {
    "{\"g\":\"a\"}\n\n{\"g\":\"b\"}\n{oops\n{\"g\":\"a\"}\n",
    "\n{\"long\":\"..................................................\"}\n{\"g\":null}\n{\"g\":"
    "\"b\"}",
};

TEST(RankedRecordsTest, GivesEachRecordWithWhatTheFirstPassFound) {
  for (size_t block_size : {1, 11, 40, 1000}) {
    for (int threads : {1, 3}) {
      std::string replayed;
      ToolSetup setup = {.rejects = true, .threads = threads, .block_size = block_size};
      setup.max_line = 50;
      ToolRun run = test::RunTool(kInputs, setup, [&](Session& session) -> absl::StatusOr<int> {
        replayed = Replayed(session, /*ranked=*/true);
        return 0;
      });
      EXPECT_EQ(replayed,
                "0 {\"g\":\"a\"} 0\n1 {\"g\":\"b\"} 1\n2 {\"g\":\"a\"} 0\n3 {\"g\":null} 2\n"
                "4 {\"g\":\"b\"} 1\na=2 b=2 (none)=1 ")
          << block_size;
      EXPECT_EQ(run.account.rejected(), 2u);
    }
  }
}

TEST(RankedRecordsTest, TellsHowFarEachPassIs) {
  std::vector<std::string> told;
  ToolSetup setup = {.block_size = 9};
  test::RunTool({"{\"g\":1}\n\n{}\n"}, setup, [&](Session& session) -> absl::StatusOr<int> {
    session.input_size = 20;
    session.progress = [&](std::string_view what, uint64_t done, std::optional<uint64_t> total) {
      told.push_back(text::Cat(what, " ", done, " ", *total));
    };
    Replayed(session, /*ranked=*/true);
    return 0;
  });
  EXPECT_EQ(told, (std::vector<std::string>{"read 9 20", "read 12 20", "read again 9 12",
                                            "read again 12 12"}));
}

TEST(RankedRecordsTest, CountsWithoutRanksAndGroups) {
  std::string replayed;
  test::RunTool({"{}\n\n[]\n"}, {.rejects = true}, [&](Session& session) -> absl::StatusOr<int> {
    replayed = Replayed(session, /*ranked=*/false);
    return 0;
  });
  EXPECT_EQ(replayed, "0 {} 0\n");
}

TEST(RankedRecordsTest, WeighsRecordsAndCountsThoseThatAreNeverChosen) {
  constexpr std::string_view kInput =
      "{\"g\":\"a\",\"w\":2}\n{\"g\":\"b\",\"w\":0}\n{\"g\":\"b\"}\n{oops\n"
      "{\"g\":\"b\",\"w\":1}\n{\"g\":\"b\",\"w\":-1}\n";
  for (size_t block_size : {size_t{1}, size_t{1000}}) {
    ToolSetup setup = {.rejects = true, .block_size = block_size};
    ToolRun run = test::RunTool({kInput}, setup, [&](Session& session) -> absl::StatusOr<int> {
      RankedRecords records(session, Ranker(5, std::nullopt), *json::FieldPath::Parse("g"),
                            WeightField(*json::FieldPath::Parse("w")));
      EXPECT_TRUE(records.Read().ok());
      EXPECT_EQ(records.group_sizes(), (std::vector<uint64_t>{1, 2}));
      EXPECT_EQ(records.never_chosen(), (std::vector<uint64_t>{0, 1}));
      const double weights[] = {2, 0, 1};
      absl::Status status = records.Replay<Seen>(
          [&weights](const RankedRecord& record, Seen*) {
            const std::string_view bytes = record.text.substr(0, record.text.size() - 1);
            EXPECT_EQ(record.rank, WeightedRank(hash::Hash(bytes, 5), weights[record.position]));
          },
          [](const Seen&) { return absl::OkStatus(); });
      EXPECT_TRUE(status.ok()) << status;
      session.account.written = records.size();
      return 0;
    });
    EXPECT_EQ(run.rejects, "{\"g\":\"b\"}\n{oops\n{\"g\":\"b\",\"w\":-1}\n");
  }
}

TEST(RankedRecordsTest, StopsAtAMalformedLine) {
  ToolRun run = test::RunTool({"{}\n{\n{}\n"}, {}, [&](Session& session) -> absl::StatusOr<int> {
    RankedRecords records(session, nullptr, std::nullopt);
    EXPECT_TRUE(records.Read().ok());
    EXPECT_TRUE(session.stopped);
    EXPECT_EQ(records.size(), 1u);
    return 1;
  });
  EXPECT_TRUE(run.stopped);
}

}  // namespace
}  // namespace jsonl::pipeline
