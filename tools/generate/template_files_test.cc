#include "tools/generate/template_files.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/scratch_dir.h"
#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

constexpr std::string_view kHead = "format: alpaca\nneeds: [word]\n";  // two lines
constexpr std::string_view kRecord = "record: {instruction: 'Spell {word}', output: '{word}'}\n";

struct Loaded {
  absl::Status status;
  std::string findings;  // "FILE:LINE severity code MESSAGE" on lines
  size_t templates = 0;
  size_t programs = 0;
};

Loaded Load(const test::ScratchDir& dir) {
  Library library;
  std::vector<FileFinding> findings;
  Loaded loaded;
  loaded.status = LoadTemplates({dir.path()}, &library, &findings);
  for (const FileFinding& found : findings) {
    text::Append(&loaded.findings, found.file.substr(dir.path().size() + 1), ":", found.line, " ",
                 report::SeverityName(found.finding.severity), " ",
                 report::CodeName(found.finding.code), " ", found.finding.message, "\n");
  }
  loaded.templates = library.templates.size();
  loaded.programs = library.programs.size();
  return loaded;
}

TEST(TemplateFilesTest, EachMistakeIsFoundAtItsLine) {
  const struct {
    std::string text;
    std::string findings;  // without the file
  } kCases[] = {
      {text::Cat(kHead, kRecord), ""},
      {"- a\n", "1 error wrong-type A template is a mapping, found a list\n"},
      {"", "1 error empty-field The file has no template\n"},
      {text::Cat("format: csv\nneeds: [word]\n", kRecord),
       "1 error bad-template 'format' is one of alpaca, task, multitask, any, not 'csv'\n"},
      {text::Cat(kHead, "colour: red\n", kRecord),
       "3 error unknown-field Unknown key 'colour': a template has name, format, task, system, "
       "category, style, difficulty, weight, needs, where, variables, record\n"},
      {text::Cat(kHead, "style: 7\n", kRecord),
       "3 error wrong-type 'style' must be a string, found a number: put quotes around it\n"},
      {text::Cat(kHead, "weight: 2\n", kRecord),
       "3 error bad-template 'weight' is the share of its examples that is generated: a number "
       "from 0 to 1\n"},
      {text::Cat(kHead, "variables:\n  n: []\n", kRecord),
       "4 error empty-field Variable 'n' has an empty list: there is nothing to vary\n"},
      {text::Cat(kHead, "variables:\n  n: [1, true]\n", kRecord),
       "4 error wrong-type Variable 'n' must be a string, found true or false: put quotes around "
       "it\n"},
      {text::Cat(kHead, "variables:\n  n:\n    - {a: x}\n    - {b: x}\n", kRecord),
       "6 error bad-template Variable 'n': all values of the list must have the same names\n"},
      {text::Cat(kHead, "where: {word: '('}\n", kRecord),
       "3 error bad-template A bad pattern in 'where': missing ): (\n"},
      {text::Cat(kHead, "record:\n  instruction: Spell {wrod}\n  output: '{word}'\n"),
       "4 error unknown-placeholder Unknown placeholder 'wrod': neither in 'needs' nor in "
       "'variables'\n"},
      {text::Cat(kHead, "record:\n  instruction: '{spell(word)}'\n  output: '{letters()}'\n"),
       "4 error unknown-placeholder Unknown function 'spell'; --list-functions lists all\n"
       "5 error bad-template Call letters(word, style), not with 0 values\n"},
      {text::Cat(kHead, "record:\n  instruction: 42\n  output: [a]\n  input: ~\n"),
       "4 error wrong-type A value of 'record' must be a string, found a number: put quotes around "
       "it, or !json before it\n"
       "5 error wrong-type 'record.output' must be a string, found a list\n"
       "6 error wrong-type A value of 'record' must be a string, found null: put quotes around "
       "it, or !json before it\n"},
      {text::Cat(kHead, "record: {instruction: '{word}', output: !json 42}\n"),
       "3 error wrong-type 'record.output' must be a string: leave !json out\n"},
      {"format: any\nrecord: {a: !json '{{x'}\n",
       "1 warning unreachable-variation 1 of 1 variations cannot be had for any record: !json: "
       "'{x' "
       "is not JSON\n"},
      {text::Cat(kHead, "record:\n  instruction: {word}\n  output: x\n"),
       "4 error wrong-type A value of 'record' is a mapping to YAML: put quotes around a text that "
       "begins with a brace\n"
       "4 error wrong-type 'record.instruction' must be a string, found a mapping\n"},
      {text::Cat(kHead, "variables: {n: {letters(word)}}\n", kRecord),
       "3 error wrong-type Variable 'n' must be a string, found a mapping: put quotes around a "
       "text "
       "that begins with a brace\n"},
      {text::Cat(kHead, "record:\n  <<: {a: b}\n"),
       "4 error bad-template Merge keys (<<) are not taken: write the members out\n"
       "4 error missing-field Missing 'record.instruction'\n"
       "4 error missing-field Missing 'record.output'\n"
       "4 error unknown-field 'record.<<': alpaca has instruction, input, output and meta\n"},
      {text::Cat(kHead, "variables: {null: [a]}\n", kRecord),
       "3 error wrong-type A key must be a string, found null: put quotes around it\n"},
      {"format: any\nneeds: [table.name]\nrecord: {a: '{table.name}'}\n",
       "2 error bad-template 'needs' names whole fields: write table here, and {table.name} in "
       "texts\n"},
      {text::Cat(kHead, "record:\n  instruction: '{letters(word, dash)}'\n  output: x\n"),
       "4 error unknown-placeholder Unknown placeholder 'dash': neither in 'needs' nor in "
       "'variables'; a text stands in single quotes there\n"},
      {text::Cat(kHead, "record:\n\tinstruction: x\n"),
       "4 error invalid-yaml Invalid YAML: illegal map value: indent with spaces, not with tabs\n"},
      {text::Cat(kHead, "record:\n  instruction: Spell: {word}\n"),
       "4 error invalid-yaml Invalid YAML: illegal map value: a text with ': ', ' #', quotes or "
       "braces needs quotes around it, and other quotes within\n"},
      {text::Cat(kHead, "record: {instruction: 'x{word}'}\n"),
       "3 error missing-field Missing 'record.output'\n"},
      {text::Cat(kHead, "record: {instruction: '{word', output: x}\n"),
       "3 error bad-template A value of 'record': character 6 of the text: expected '}'; {{ stands "
       "for a brace in the text\n"},
      {text::Cat(kHead, "variables:\n  a: '{b}'\n  b: x\n",
                 "record: {instruction: '{a}{b}', output: '{word}'}\n"),
       "4 error unknown-placeholder Variable 'b' has to stand above the one that uses it\n"},
      {text::Cat(kHead, "variables:\n  n: [1, 2]\n", kRecord),
       "1 warning unreachable-variation 1 of 2 variations give the text of another one\n"
       "4 warning unreachable-variation Variable 'n' is in no text: its 2 values give the same "
       "example\n"},
      {text::Cat(kHead, "variables:\n  n: [0, 1]\n",
                 "record: {instruction: '{word} {ordinal(n)}', output: x}\n"),
       "1 warning unreachable-variation 1 of 2 variations cannot be had for any record: "
       "ordinal(n): there is no 0th\n"},
      {"format: task\ntask: t\nrecord: {task: x, input: {instruction: a}, chosen: b}\n",
       "3 error unknown-field 'record.task' is written by itself: leave it out\n"
       "3 error missing-field Missing 'record.rejected'\n"},
      {"format: multitask\nrecord: {input: {a: b}, target: {c: d}}\n",
       "1 error missing-field Missing 'task', which multitask demands\n"},
      {text::Cat(kHead, kRecord, "---\n", kHead, kRecord),
       "5 warning duplicate-template Generates the same text as template 't' (DIR/t.yaml:1)\n"},
      {text::Cat("name: n\n", kHead, kRecord, "---\nname: n\n", kHead, kRecord),
       "6 error duplicate-template Another template is called 'n' (DIR/t.yaml:1): give it a name "
       "of its own\n"},
  };
  for (const auto& test : kCases) {
    test::ScratchDir dir;
    dir.Write("t.yaml", test.text);
    const Loaded loaded = Load(dir);
    ASSERT_TRUE(loaded.status.ok()) << loaded.status;
    std::string expected;
    std::string_view rest = test.findings;
    while (!rest.empty()) {
      const size_t end = rest.find('\n') + 1;
      text::Append(&expected, "t.yaml:", rest.substr(0, end));
      rest.remove_prefix(end);
    }
    if (const size_t at = expected.find("DIR"); at != expected.npos) {
      expected.replace(at, 3, dir.path());
    }
    EXPECT_EQ(loaded.findings, expected) << test.text;
  }
}

TEST(TemplateFilesTest, TheOthersAreTaken) {
  test::ScratchDir dir;
  dir.Write("bad.yaml", "format: [\n");
  dir.Write("good.yml", text::Cat(kHead, kRecord));
  dir.Write("notes.txt", "no template");
  const Loaded loaded = Load(dir);
  EXPECT_EQ(loaded.templates, 1u);
  EXPECT_NE(loaded.findings.find("bad.yaml:"), std::string::npos) << loaded.findings;
}

TEST(TemplateFilesTest, DirectoriesWithoutTemplatesAreAnError) {
  test::ScratchDir dir;
  EXPECT_TRUE(absl::IsInvalidArgument(Load(dir).status));
  Library library;
  std::vector<FileFinding> findings;
  EXPECT_TRUE(absl::IsNotFound(LoadTemplates({dir.Path("none")}, &library, &findings)));
}

// Texts that double forty times, and variations without end, are refused before they take room.
TEST(TemplateFilesTest, HostileTemplatesAreRefused) {
  std::string doubling = "format: any\nvariables:\n  a0: x\n";
  for (int i = 1; i <= 40; ++i) {
    text::Append(&doubling, "  a", i, ": '{a", i - 1, "}{a", i - 1, "}'\n");
  }
  doubling += "record: {text: '{a40}'}\n";
  std::string many = "format: any\nvariables:\n";
  std::string uses;
  for (int i = 0; i < 10; ++i) {
    text::Append(&many, "  v", i, ": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n");
    text::Append(&uses, "{v", i, "}");
  }
  text::Append(&many, "record: {text: '", uses, "'}\n");
  std::string tower = "format: any\nvariables:\n  a0: '{record.x}'\n";
  for (int i = 1; i < 100; ++i) {
    text::Append(&tower, "  a", i, ": '{upper(upper(upper(a", i - 1, ")))}'\n");
  }
  tower += "record: {text: '{a99}'}\n";
  std::string variables = "format: any\nvariables:\n";
  for (int i = 0; i <= 100; ++i) text::Append(&variables, "  a", i, ": x\n");
  variables += "record: {text: '{a0}'}\n";
  // Few bytes, which take ten thousand variations times a hundred thousand names to resolve.
  std::string slow = "format: any\nvariables:\n  e: ['', ' ']\n";
  for (int i = 0; i < 4; ++i) text::Append(&slow, "  v", i, ": [0, 1, 2, 3, 4, 5, 6, 7]\n");
  slow += "record: {text: '{v0}{v1}{v2}{v3}";
  for (int i = 0; i < 100'000; ++i) slow += "{e}";
  slow += "'}\n";
  for (const std::string& text : {doubling, many, tower, variables, slow}) {
    test::ScratchDir dir;
    dir.Write("t.yaml", text);
    dir.Write("u.yaml", text::Cat(kHead, kRecord));
    const Loaded loaded = Load(dir);
    EXPECT_EQ(loaded.programs, 1u);  // the others have their room
    EXPECT_NE(loaded.findings.find("error bad-template"), std::string::npos) << loaded.findings;
  }
}

}  // namespace
}  // namespace jsonl::generate
