#include "tools/convert/instruction_template.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/text/strings.h"

namespace jsonl {
namespace {

std::string Record(std::string_view instruction, std::string_view word) {
  absl::StatusOr<InstructionTemplate> parsed = InstructionTemplate::Parse(instruction);
  if (!parsed.ok()) return std::string(text::FromAbsl(parsed.status().message()));
  std::string out;
  parsed->AppendRecord(word, &out);
  return out;
}

TEST(InstructionTemplateTest, TakesWordsAndLetters) {
  struct Case {
    std::string_view instruction;
    std::string_view word;
    std::string_view record;
  };
  const Case cases[] = {
      {"{letters}?", "spit", R"({"instruction":"s p i t?","input":"","output":"spit"})"},
      // The word is told, so that its letters are the answer.
      {"Spell {word}.", "spit", R"({"instruction":"Spell spit.","input":"","output":"s p i t"})"},
      {"{word} = {letters}", "ab", R"({"instruction":"ab = a b","input":"","output":"a b"})"},
      {"{letters}", "\xe9\xa3\x9f\xc3\xa9\xf0\x9f\x98\x80",
       "{\"instruction\":\"\xe9\xa3\x9f \xc3\xa9 \xf0\x9f\x98\x80\",\"input\":\"\",\"output\":"
       "\"\xe9\xa3\x9f\xc3\xa9\xf0\x9f\x98\x80\"}"},
      {"\"{letters}\"\n", "a\"\\",
       R"({"instruction":"\"a \" \\\"\n","input":"","output":"a\"\\"})"},
      {"{} {a b} { {letters} {{lett", "x",
       R"({"instruction":"{} {a b} { x {{lett","input":"","output":"x"})"},
      {"{letters}", "", R"({"instruction":"","input":"","output":""})"},
      {"Which is the {n}th?", "", "--instruction: there is no {n}, only {word} and {letters}"},
      {"{Word}", "", "--instruction: there is no {Word}, only {word} and {letters}"},
      {"Spell it", "",
       "--instruction needs {word} or {letters}: otherwise it says the same for all words"},
      {"{word}\xff", "", "--instruction is not UTF-8"},
      {"{letters} of {word", "", "--instruction: a closing brace is missing: {word}, {letters}"},
      {"{word: {word}", "", "--instruction: a closing brace is missing: {word}, {letters}"},
  };
  for (const Case& c : cases) EXPECT_EQ(Record(c.instruction, c.word), c.record);
  EXPECT_EQ(
      Record(InstructionTemplate::kDefault, "ab"),
      R"({"instruction":"Which word do these letters spell: a b?","input":"","output":"ab"})");
}

}  // namespace
}  // namespace jsonl
