// Records of very many members take time in proportion to their size. The bound is generous: what
// takes a pass over the record for each member takes minutes here.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "common/record/content.h"
#include "common/record/nested.h"
#include "common/record/registry.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "gtest/gtest.h"

namespace jsonl::record {
namespace {

constexpr int kWide = 200000;

class WideTest : public testing::Test {
 protected:
  ~WideTest() override {
    EXPECT_LT(std::chrono::steady_clock::now() - begin_, std::chrono::seconds(20));
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// "prefix0":1,"prefix1":1 ... in the order given by the step.
std::string Members(std::string_view prefix, int first = 0, int step = 1) {
  std::string out;
  for (int i = 0; i < kWide; ++i, first += step) {
    text::Append(&out, i == 0 ? "" : ",", "\"", prefix, first, "\":1");
  }
  return std::string(out);
}

std::vector<std::string> Codes(std::string_view format, const std::string& record) {
  Nested nested;
  std::vector<report::Finding> findings;
  Find(format)->Check(nested.Parse(record), {}, &findings);
  std::vector<std::string> codes;
  for (const report::Finding& finding : findings) {
    codes.emplace_back(report::CodeName(finding.code));
  }
  return codes;
}

TEST_F(WideTest, IdenticalAnswersOfManyMembers) {
  const std::string chosen = text::Cat(R"({"role":"assistant","content":"c",)", Members("k"), "}");
  const std::string rejected =
      text::Cat(R"({"content":"c","role":"assistant",)", Members("k", kWide - 1, -1), "}");
  EXPECT_EQ(Codes("preference", text::Cat(R"({"prompt":"p","chosen":[)", chosen,
                                          R"(],"rejected":[)", rejected, "]}")),
            std::vector<std::string>({"identical-pair"}));
  EXPECT_EQ(Codes("preference", text::Cat(R"({"prompt":"p","chosen":)", chosen, R"(,"rejected":)",
                                          rejected, "}")),
            std::vector<std::string>({"wrong-type", "wrong-type"}));
}

std::string Convert(std::string_view from, std::string_view to, const std::string& record) {
  Nested nested;
  Content content;
  text::Buffer out;
  EXPECT_TRUE(Find(from)->Read(nested.Parse(record), &content).ok());
  EXPECT_TRUE(Find(to)->Write(content, {}, &out).ok());
  return std::string(out);
}

TEST_F(WideTest, ConversionsOfManyFieldsAndAWideMetaAndBack) {
  const std::string record = text::Cat(R"({"instruction":"i","input":"x","output":"o",)",
                                       Members("a"), R"(,"meta":{)", Members("m"), R"(},"z":1})");
  for (std::string_view to : {"messages", "task", "text"}) {
    EXPECT_TRUE(Convert(to, "alpaca", Convert("alpaca", to, record)) == record) << to;
  }
  const std::string task = text::Cat(R"({"output":"o","task":"t","input":{"instruction":"i"},)",
                                     Members("a"), R"(,"meta":{)", Members("m"), "}}");
  EXPECT_TRUE(Convert("alpaca", "task", Convert("task", "alpaca", task)) == task);
}

TEST_F(WideTest, AChatOfManyCalls) {
  std::string record = R"({"conversations":[)";
  for (int i = 0; i < kWide / 10; ++i) {
    text::Append(&record, i == 0 ? "" : ",",
                 R"({"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {}}"})");
  }
  record += "]}";
  EXPECT_TRUE(Convert("messages", "sharegpt", Convert("sharegpt", "messages", record)) == record);
}

TEST_F(WideTest, AnOrderThatNamesManyFieldsOfOneName) {
  std::string order = "/instruction/output";
  std::string same;
  for (int i = 0; i < kWide; ++i) {
    order += "/a";
    same += R"("a":1,)";
  }
  const std::string record = text::Cat(
      R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],)",
      R"("meta":{)", same, R"("source_format":"alpaca)", order, "\"}}");
  same.back() = '}';
  EXPECT_TRUE(Convert("messages", "alpaca", record) ==
              text::Cat(R"({"instruction":"u","output":"a",)", same));
}

}  // namespace
}  // namespace jsonl::record
