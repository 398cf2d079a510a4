#include "tools/dedupe/near_dedupe.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/testing/tool_run.h"
#include "common/text/strings.h"
#include "tools/dedupe/dedupe.h"

namespace jsonl {
namespace {

using test::ToolRun;
using test::ToolSetup;

ToolRun Dedupe(const std::vector<std::string_view>& inputs, const DedupeOptions& options,
               const ToolSetup& setup = {}) {
  return test::RunTool(inputs, setup,
                       [&](pipeline::Session& session) { return RunDedupe(options, session); });
}

bool Says(const ToolRun& run, std::string_view what) {
  return run.account.ToText().find(what) != std::string::npos;
}

// Six words; of those with five in common, the similarity of single words is 5 / 7.
constexpr std::string_view kA = R"({"t":"red green blue black white one"})"
                                "\n";
constexpr std::string_view kB = R"({"t":"Red, green, blue, black & white: two","id":2})"
                                "\r\n";
constexpr std::string_view kC = R"({"t":"something else altogether"})"
                                "\n";
constexpr std::string_view kNoKey = R"({"x":1})"
                                    "\n";

DedupeOptions Near(std::string_view threshold) {
  return {.key = "t", .near = std::string(threshold), .ngram = 1};
}

TEST(NearDedupeTest, KeepsAsTold) {
  const std::string input = text::Cat(kA, kNoKey, "\n", kB, kC, "wrong\n", kA, kNoKey);
  struct Case {
    std::string_view near;
    std::string_view keep;
    std::string output;
  };
  const Case cases[] = {
      {"0.7", "first", text::Cat(kA, kNoKey, kC, kNoKey)},
      {"0.7", "last", text::Cat(kNoKey, kC, kA, kNoKey)},
      {"0.7", "none", text::Cat(kNoKey, kC, kNoKey)},
      {"0.75", "first", text::Cat(kA, kNoKey, kB, kC, kNoKey)},
      {"0.75", "none", text::Cat(kNoKey, kB, kC, kNoKey)},
  };
  for (const Case& c : cases) {
    DedupeOptions options = Near(c.near);
    options.keep = c.keep;
    for (size_t block_size : {16u, 100000u}) {
      ToolRun run = Dedupe({input}, options, {.rejects = true, .block_size = block_size});
      ASSERT_TRUE(run.code.ok()) << run.code.status();
      EXPECT_EQ(run.output, c.output) << c.near << " " << c.keep;
      EXPECT_TRUE(Says(run, "kept without the key 2")) << run.account.ToText();
    }
  }
}

TEST(NearDedupeTest, ListsTheSimilarityAndDropsWhatIsLikeReferences) {
  test::ScratchDir directory;
  DedupeOptions options = Near("0.7");
  options.duplicates = directory.Path("list");
  options.against = {directory.Write("x.jsonl", kC),
                     directory.Write("y.jsonl", text::Cat("\n", kB))};
  ToolRun run = Dedupe(
      {kA, text::Cat(R"({"t":"new and new"})", "\n", R"({"t":"New? And new!"})", "\n")}, options);
  ASSERT_TRUE(run.code.ok()) << run.code.status();
  EXPECT_EQ(run.output, "{\"t\":\"new and new\"}\n");
  const std::string y = directory.Path("y.jsonl");
  EXPECT_EQ(test::ReadFile(options.duplicates),
            text::Cat(R"({"file":"1.jsonl","line":1,"duplicate_of_file":")", y,
                      R"(","duplicate_of":2,"similarity":0.7143})"
                      "\n"
                      R"({"file":"2.jsonl","line":2,"duplicate_of_file":"2.jsonl",)"
                      R"("duplicate_of":1,"similarity":1.0000})"
                      "\n"));
  EXPECT_TRUE(Says(run, "dropped 2 (against 1, near-duplicate 1)")) << run.account.ToText();
  EXPECT_TRUE(Says(run, text::Cat("found in ", y, " 1"))) << run.account.ToText();
}

TEST(NearDedupeTest, StopsWithoutOutput) {
  ToolRun run = Dedupe({text::Cat(kA, "wrong\n", kC)}, Near("0.7"));
  EXPECT_TRUE(run.stopped);
  EXPECT_EQ(run.output, "");
}

TEST(NearDedupeTest, WarnsOfTemplates) {
  std::string input;
  for (int i = 0; i < 300; ++i) {
    text::Append(&input, R"({"t":"this is the template of all, with number )", i, "\"}\n");
  }
  const ToolRun run = Dedupe({input}, Near("0.7"));
  ASSERT_EQ(run.told.size(), 1u);
  EXPECT_EQ(run.told[0].substr(0, 83),
            "warning: 299 records, 99.7 % of all, are dropped as near-duplicates of 1.jsonl:1; i");
  EXPECT_TRUE(Dedupe({input}, Near("1")).told.empty());
}

TEST(NearDedupeTest, Explains) {
  DedupeOptions options = Near("0.8");
  options.explain = true;
  const ToolRun run = Dedupe({kA}, options);
  ASSERT_GT(run.told.size(), 10u);
  EXPECT_NE(run.told[0].find("1-word shingles >= 0.8"), std::string::npos) << run.told[0];
}

TEST(NearDedupeTest, RefusesBadOptions) {
  DedupeOptions line = Near("0.8");
  line.key = "@line";
  DedupeOptions fold = Near("0.8");
  fold.fold = "case";
  DedupeOptions words = Near("0.8");
  words.ngram = 0;
  DedupeOptions keep = Near("0.8");
  keep.keep = "some";
  for (const DedupeOptions& options :
       {Near("x"), Near("0.29"), Near("1.01"), Near(""), line, fold, words, keep,
        DedupeOptions{.ngram = 3}, DedupeOptions{.explain = true}}) {
    EXPECT_EQ(Dedupe({kA}, options).code.status().code(), absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace jsonl
