#include "common/json/repair/repairer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/json/repair/repair_case.h"

namespace jsonl::json {
namespace {

using enum MendKind;

TEST(RepairerTest, LeavesValidTextAlone) {
  Repairer repairer;
  for (std::string_view valid :
       {"{}", " [1, 2.50e+1]\n", R"({"a": "“smart” ‘quotes’, \"x\" // # /* and ... \u00e9"})",
        R"({"b":1,"a":1,"b":2})", R"("{\"a\": 1}")", "1e999", "0"}) {
    const test::PaddedText text(valid);
    std::string out = "as it was";
    std::vector<Mend> mends = {{kNumber, 7}};
    const RepairResult result = repairer.Repair(text.view(), &out, &mends);
    EXPECT_EQ(result.outcome, RepairOutcome::kValid) << valid;
    EXPECT_EQ(result.mend_count, 0u) << valid;
    EXPECT_EQ(out, "as it was") << valid;
    EXPECT_EQ(mends.size(), 1u) << valid;
  }
}

TEST(RepairerTest, MendsTheCommonFaultsOfGeneratedJson) {
  CheckRepairs({
      {R"({"a": 1, "b": 2,})", R"({"a": 1, "b": 2})", {kExtraSeparator}},
      {R"({"a": 1 "b": 2})", R"({"a": 1, "b": 2})", {kMissingComma}},
      {R"({"a": value})", R"({"a": "value"})", {kUnquotedString}},
      {R"(["a": 1])", R"({"a": 1})", {kWrongBracket, kWrongBracket}},
      {R"({"a": "text\"bad})", R"({"a": "text\"bad"})", {kMissingQuote}},
      {R"({"a": [1, 2})", R"({"a": [1, 2]})", {kMissingBracket}},
      {R"(["a":1,"b":"x"})", R"({"a":1,"b":"x"})", {kWrongBracket}},
      {R"({a": "x","b":"y"})", R"({"a": "x","b":"y"})", {kMissingQuote}},
      {R"({"a":"x" "b":"y"})", R"({"a":"x", "b":"y"})", {kMissingComma}},
      {R"({"a":"x")", R"({"a":"x"})", {kTruncated}},
      {R"({"a":"x",})", R"({"a":"x"})", {kExtraSeparator}},
  });
}

TEST(RepairerTest, SaysWhereAndWhat) {
  Repairer repairer;
  const test::PaddedText text("Sure: {'a': True,\n \"b\" 1,} // done");
  std::string out;
  std::vector<Mend> mends;
  const RepairResult result = repairer.Repair(text.view(), &out, &mends);
  ASSERT_EQ(result.outcome, RepairOutcome::kMended);
  EXPECT_EQ(out, "{\"a\": true,\n \"b\": 1}");
  EXPECT_EQ(mends, (std::vector<Mend>{{kSurroundings, 0},
                                      {kQuotes, 7},
                                      {kLiteral, 12},
                                      {kMissingColon, 23},
                                      {kExtraSeparator, 24},
                                      {kComment, 27}}));
  EXPECT_EQ(mends[2].words(), "changed a word to true, false or null");
  EXPECT_EQ(result.mend_count, mends.size());
}

TEST(RepairerTest, KeepsOffsetsInEscapedText) {
  Repairer repairer;
  const test::PaddedText text(R"(  {\"a\": \"b\", \"c\": None})");
  std::string out;
  std::vector<Mend> mends;
  ASSERT_EQ(repairer.Repair(text.view(), &out, &mends).outcome, RepairOutcome::kMended);
  EXPECT_EQ(out, R"({"a": "b", "c": null})");
  EXPECT_EQ(mends, (std::vector<Mend>{{kEscapedText, 2}, {kLiteral, text.view().find("None")}}));
}

TEST(RepairerTest, MendsTheBytesAtBothEnds) {
  CheckRepairs({
      {"\xef\xbb\xbf{\"a\": 1}", R"({"a": 1})", {kByteOrderMark}},
      {"{\"a\": \"caf\xc3", R"({"a": "caf"})", {kMissingQuote, kTruncated, kBrokenEnd}},
      {"[\"\xf0\x9f\x98", R"([""])", {kMissingQuote, kTruncated, kBrokenEnd}},
  });
  CheckHopeless({
      {"{\"a\": \"\xff\"}", "not UTF-8"},
      {"{\"a\": \"x\xed\xa0\x80\",}", "not UTF-8"},
  });
}

TEST(RepairerTest, JoinsValuesOnlyWhenAsked) {
  CheckRepairs(
      {
          {"{\"a\": 1}\n{\"b\": 2}\n", "[{\"a\": 1},{\"b\": 2}]", {kSeveralValues}},
          {"[1] [2],[3]", "[[1],[2],[3]]", {kSeveralValues}},
          {R"({"a": 1}, {"b": 2,})", R"([{"a": 1},{"b": 2}])", {kSeveralValues, kExtraSeparator}},
      },
      {.join_values = true});
  CheckHopeless({
      {"{\"a\": 1}\n{\"b\": 2}\n", "more than one value"},
      {"[1] [2]", "more than one value"},
      {R"({"a": 1}, {"b": 2})", "more than one value"},
  });
}

// What is like the texts of LeavesAloneWhatCannotBeToldWithConfidence, but can be told.
TEST(RepairerTest, MendsWhatHasOneReading) {
  CheckRepairs({
      {R"(["b" "c"])", R"(["b", "c"])", {kMissingComma}},
      {R"({"a": "b" "c": 1})", R"({"a": "b", "c": 1})", {kMissingComma}},
      {R"({"a": "say "b" "c" twice"})",
       R"({"a": "say \"b\" \"c\" twice"})",
       {kInnerQuote, kInnerQuote, kInnerQuote, kInnerQuote}},
      {R"({"a": "line, "b": yes})",
       R"({"a": "line", "b": "yes"})",
       {kMissingQuote, kUnquotedString}},
      {R"({"a": "say \"hi\"})", R"({"a": "say \"hi\""})", {kMissingQuote}},
      {R"({"a": "say \"hi\", "b": 1})", R"({"a": "say \"hi\"", "b": 1})", {kMissingQuote}},
      {R"({"a": 1, "b": )", R"({"a": 1 })", {kExtraSeparator, kDanglingKey, kTruncated}},
      {R"({"a": 0.5, "b": 0,})", R"({"a": 0.5, "b": 0})", {kExtraSeparator}},
      {"{a: 01/02/2024}", R"({"a": "01/02/2024"})", {kUnquotedKey, kUnquotedString}},
  });
}

TEST(RepairerTest, LeavesAloneWhatCannotBeToldWithConfidence) {
  CheckHopeless({
      {"", "nothing but white space"},
      {" \n", "nothing but white space"},
      {"abc", "no JSON value"},
      {"}", "no JSON value"},
      {"// nothing here", "no JSON value"},
      {"I cannot answer that in JSON.", "no JSON value"},
      {"```json", "no JSON value"},
      {R"(half"})", "no JSON value"},
      {"{a 1}", "expected a key"},
      {"{:1}", "expected a key"},
      {R"({"a": 1,000})", "expected a key"},
      {R"({"a"})", "a key without a value"},
      {R"({"a":1,"b"})", "a key without a value"},
      {R"({"a": "b", "c", "d": 1})", "a key without a value"},
      {"{'a', 'b'}", "a key without a value"},
      {R"({"a": "b" "c"})", "two strings side by side"},
      {"{\"a\": \"b\"\n\"c\"}", "two strings side by side"},
      {R"({"text": "line, "quoted": yes"})", "quotes that are text, or that lack others"},
      {R"({"a": "line, "b": yes"})", "quotes that are text, or that lack others"},
      {R"({"a": "line, "b": true"})", "quotes that are text, or that lack others"},
      {R"({"a": "line, "b": 1, "c": yes"})", "quotes that are text, or that lack others"},
      {R"({"a": 0777})", "a number that starts with 0: octal, decimal or a code"},
      {R"({"a": [1, 010], "b": 1})", "a number that starts with 0: octal, decimal or a code"},
      {R"({"a": -07})", "a number that starts with 0: octal, decimal or a code"},
      {R"({"a": "C:\dir\"})", "a backslash before the quote that may end a string"},
      {R"({"a": "C:\dir\", "b": 1})", "a backslash before the quote that may end a string"},
      {R"({"a": "C:\dir\", "b": "c"})", "a backslash before the quote that may end a string"},
      {R"({"a":)", "a key without a value"},
      {R"({"a)", "a key without a value"},
      {R"({"a": })", "a key without a value"},
      {R"({"a":, "b": 1})", "a key without a value"},
      {R"({"a": "b"c})", "a string whose end cannot be told"},
      {R"({"a": "b", c})", "a string whose end cannot be told"},
      {"{\"a\": (b)\"\n},\n\"c\": 1}", "a key whose end cannot be told"},
      {R"("a: "x",)", "a string whose end cannot be told"},
      {R"({"a": """""})", "a string whose end cannot be told"},
      {"{\"a\": 1}\n and\n{\"b\": 2}", "text behind the value that may belong to it"},
      {"```json\n{\"a\": 1}\n```\n\n```json\n{\"b\": 2}\n```",
       "several values, and any could be meant"},
      {R"({"a": 1 // "b": 2})", "a comment without an end"},
  });
}

// Where two well-known libraries for this agree with each other, and not with what is done here.
TEST(RepairerTest, DiffersFromOthersWithReason) {
  CheckRepairs({
      // The word was cut off with the text. They have the string "tru".
      {R"({"a":1,"b":tru)", R"({"a":1,"b":true})", {kLiteral, kTruncated}},
      {R"({"a":1,"b":n)", R"({"a":1,"b":null})", {kLiteral, kTruncated}},
      // Half a surrogate pair is no character. They keep it, which most readers refuse.
      {R"({"a": "\ud83d",})", R"({"a": "\ufffd"})", {kEscape, kExtraSeparator}},
      // Python's three quotes. They have {"a": "", "x": ""}.
      {R"({"a": """x"""})", R"({"a": "x"})", {kQuotes}},
      // A number of other languages. They have the string "0x1F".
      {"[0x1F]", "[31]", {kNumber}},
      // One bracket is wrong. They add one: [[{"a": 1}], {"b": 2}].
      {R"([{"a": 1], {"b": 2}])", R"([{"a": 1}, {"b": 2}])", {kWrongBracket}},
      // The quote that was lost stood before the backslash. They lose the one that was escaped.
      {R"({"a": \"quoted\""})", R"({"a": "\"quoted\""})", {kMissingQuote}},
  });
}

}  // namespace
}  // namespace jsonl::json
