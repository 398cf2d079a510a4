#include "common/record/tagged_turns.h"

#include "gtest/gtest.h"

namespace jsonl::record {
namespace {

TEST(TaggedTurnsTest, SplitsAtTheLastSharedTurnOfTheAssistant) {
  struct {
    std::string_view chosen;
    std::string_view rejected;
    std::string_view turns;
  } cases[] = {
      {"\n\nHuman: q\n\nAssistant: a", "\n\nHuman: q\n\nAssistant: b",
       R"([[{"role":"user","content":"q"}],[{"role":"assistant","content":"a"}],)"
       R"([{"role":"assistant","content":"b"}]])"},
      // Answers with the same beginning, and turns after them; a paragraph is no turn.
      {"\n\nHuman: q\n\nr\n\nAssistant: aa\n\nHuman: x\n\nAssistant: ",
       "\n\nHuman: q\n\nr\n\nAssistant: ab",
       R"([[{"role":"user","content":"q\n\nr"}],[{"role":"assistant","content":"aa"},)"
       R"({"role":"user","content":"x"},{"role":"assistant","content":""}],)"
       R"([{"role":"assistant","content":"ab"}]])"},
      // They part in the human's second turn.
      {"\n\nHuman: q\n\nAssistant: a\n\nHuman: x", "\n\nHuman: q\n\nAssistant: a\n\nHuman: y",
       R"([[{"role":"user","content":"q"}],[{"role":"assistant","content":"a"},)"
       R"({"role":"user","content":"x"}],[{"role":"assistant","content":"a"},)"
       R"({"role":"user","content":"y"}]])"},
      {"The sky is blue", "The sky is green", ""},
      {"\n\nHuman: q\n\nAssistant: a", "\n\nHuman: r\n\nAssistant: a", ""},
      {"\n\nAssistant: a", "\n\nAssistant: b", ""},
      {"", "", ""},
  };
  for (const auto& c : cases) {
    std::string out;
    AppendTaggedPair(c.chosen, c.rejected, &out);
    EXPECT_EQ(out, c.turns) << c.chosen;
  }
}

}  // namespace
}  // namespace jsonl::record
