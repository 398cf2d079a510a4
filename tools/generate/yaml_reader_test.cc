#include "tools/generate/yaml_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

// "LINE code" of each finding.
std::string FindingsOf(std::string_view text) {
  std::vector<YamlNode> documents;
  std::vector<LineFinding> findings;
  ReadYaml(text, &documents, &findings);
  std::string out;
  for (const LineFinding& found : findings) {
    text::Append(&out, out.empty() ? "" : " ", found.line, " ",
                 report::CodeName(found.finding.code));
  }
  return out;
}

TEST(YamlReaderTest, ReadsDocumentsWithLines) {
  std::vector<YamlNode> documents;
  std::vector<LineFinding> findings;
  ReadYaml("a: x\nb:\n  - 1\n  - 'two'\n---\nc: !json y\n", &documents, &findings);
  ASSERT_TRUE(findings.empty());
  ASSERT_EQ(documents.size(), 2u);
  const YamlNode& first = documents[0];
  ASSERT_EQ(first.children.size(), 4u);
  EXPECT_EQ(first.children[1].text, "x");
  const YamlNode& list = first.children[3];
  ASSERT_EQ(list.children.size(), 2u);
  EXPECT_EQ(list.children[0].line, 3u);
  EXPECT_EQ(list.children[0].TypeName(), "a number");
  EXPECT_EQ(list.children[1].TypeName(), "a string");
  EXPECT_EQ(documents[1].children[1].tag, "!json");
  EXPECT_EQ(documents[1].line, 6u);
}

TEST(YamlReaderTest, TellsTypesOfPlainScalars) {
  const struct {
    std::string_view yaml, type;
  } kCases[] = {
      {"[x]", "a string"},     {"[-1]", "a number"},      {"[1.5e3]", "a number"},
      {"[.inf]", "a number"},  {"['1']", "a string"},     {"[true]", "true or false"},
      {"[~]", "null"},         {"[null]", "null"},        {"[\"\"]", "a string"},
      {"[1.2.3]", "a string"}, {"[yes]", "a string"},     {"[-]", "a string"},
      {"[[a]]", "a list"},     {"[{a: b}]", "a mapping"},
  };
  for (const auto& test : kCases) {
    std::vector<YamlNode> documents;
    std::vector<LineFinding> findings;
    ReadYaml(test.yaml, &documents, &findings);
    ASSERT_EQ(documents.size(), 1u) << test.yaml;
    EXPECT_EQ(documents[0].children.at(0).TypeName(), test.type) << test.yaml;
  }
}

TEST(YamlReaderTest, SaysWhatIsWrongAndWhere) {
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "[";
  std::string wide = "- a\n";
  while (wide.size() < 5 * kMaxYamlNodes) wide += "- a\n";
  const struct {
    std::string yaml, findings;
  } kCases[] = {
      {"", ""},
      {"x: y\na: b: c\n", "2 invalid-yaml"},
      {"a: &x [1]\nb: *x\n", "2 invalid-yaml"},
      {"a: 1\nb: \xff\n", "2 invalid-utf8"},
      {std::string("a: 1\nb: \0", 9), "2 invalid-yaml"},
      {deep, "1 too-deep"},
      {wide, text::Cat(kMaxYamlNodes, " invalid-yaml")},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(FindingsOf(test.yaml), test.findings) << test.yaml.substr(0, 50);
  }
}

// Nine levels of nine aliases would be 387 million nodes.
TEST(YamlReaderTest, BombsOfAliasesDoNotUnfold) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    text::Append(&bomb, "a", i, ": &a", i, " [");
    for (int j = 0; j < 9; ++j) text::Append(&bomb, j > 0 ? ", " : "", "*a", i - 1);
    bomb += "]\n";
  }
  EXPECT_EQ(FindingsOf(bomb), "2 invalid-yaml");
}

}  // namespace
}  // namespace jsonl::generate
