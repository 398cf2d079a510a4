#include "tools/generate/expression.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

// NOLINTNEXTLINE(misc-no-recursion)
std::string Show(const Expression& expression) {
  if (expression.kind == Expression::Kind::kText) return text::Cat("\"", expression.text, "\"");
  std::string out = expression.text;
  if (expression.kind == Expression::Kind::kName) return out;
  out += "(";
  for (const Expression& argument : expression.arguments) {
    text::Append(&out, out.back() == '(' ? "" : " ", Show(argument));
  }
  return out + ")";
}

TEST(ExpressionTest, ParsesTexts) {
  const struct {
    std::string_view text, parts;
  } kCases[] = {
      {"", ""},
      {"plain", "\"plain\""},
      {"a {word} b", "\"a \" word \" b\""},
      {"{{x}} {{{y}}}", "\"{x} {\" y \"}\""},
      {"{table.name}.", "table.name \".\""},
      {"{user-id} {größe.x-1}", "user-id \" \" größe.x-1"},
      {"{ letters ( word , 'it''s' ) }", "letters(word \"it's\")"},
      {"{f(g(x, 12), 'a,)')}", "f(g(x \"12\") \"a,)\")"},
      {"{f()}", "f()"},
  };
  for (const auto& test : kCases) {
    const absl::StatusOr<std::vector<Expression>> parts = ParseText(test.text);
    ASSERT_TRUE(parts.ok()) << test.text << ": " << parts.status();
    std::string shown;
    for (const Expression& part : *parts) {
      text::Append(&shown, shown.empty() ? "" : " ", Show(part));
    }
    EXPECT_EQ(shown, test.parts) << test.text;
  }
}

TEST(ExpressionTest, SaysWhereATextIsWrong) {
  std::string deep = "{";
  for (int i = 0; i < 100000; ++i) deep += "f(";
  const struct {
    std::string text, message;
  } kCases[] = {
      {"a {", "character 4 of the text: the placeholder does not end"},
      {"é } x",
       "character 3 of the text: a brace that nothing opened; }} stands for one in the text"},
      {"{a b}", "character 4 of the text: expected '}'; {{ stands for a brace in the text"},
      {"{\"a\": 1}", "character 2 of the text: expected a name; {{ stands for a brace in the text"},
      {"{f(x}", "character 5 of the text: expected ',' or ')'"},
      {"{f('x)}", "character 8 of the text: the text in single quotes does not end"},
      {"{f(x,)}", "character 6 of the text: expected a name, a number, or a text in single quotes"},
      {deep, "character 36 of the text: calls are nested too deep"},
  };
  for (const auto& test : kCases) {
    const absl::StatusOr<std::vector<Expression>> parts = ParseText(test.text);
    ASSERT_FALSE(parts.ok()) << test.text.substr(0, 40);
    EXPECT_EQ(text::FromAbsl(parts.status().message()), test.message);
  }
}

}  // namespace
}  // namespace jsonl::generate
