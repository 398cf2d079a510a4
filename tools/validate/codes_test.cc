#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "common/report/diagnostic.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

// A cell of a table: a bar would end it.
std::string Cell(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

TEST(CodesTest, TheManualHasTheTable) {
  std::string table = "| code | the record | what to do |\n|---|---|---|\n";
  for (size_t i = 0; i < report::kCodeCount; ++i) {
    const report::CodeText& code = report::TextOf(static_cast<report::Code>(i));
    text::Append(&table, "| `", code.name, "` | ", Cell(code.meaning), " | ", Cell(code.advice),
                 " |\n");
  }
  std::ifstream file("tools/validate/README.md");
  std::stringstream manual;
  manual << file.rdbuf();
  EXPECT_NE(manual.str().find("\n## Codes\n\n" + table + "\n"), std::string::npos)
      << "the table of codes in tools/validate/README.md has to be:\n\n"
      << table;
}

}  // namespace
}  // namespace jsonl
