#include "common/cli/help_text.h"

#include <algorithm>

#include "common/text/strings.h"

namespace jsonl::cli {

std::string Wrapped(std::string_view help) {
  std::string out;
  size_t column = 0;
  while (!help.empty()) {
    size_t space = std::min(help.find(' '), help.size());
    if (column > 0 && column + 1 + space > 79 - kHelpColumn) {
      out += '\n';
      column = 0;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out += help.substr(0, space);
    column += space;
    help.remove_prefix(std::min(space + 1, help.size()));
  }
  return out;
}

std::string ExitStatus(const Conduct& conduct) {
  std::string_view one = "1 stopped at a line that is no record, or records were\nfound wrong";
  if (conduct.only_lines) one = "1 stopped at a line that is no record";
  if (conduct.never_stop) one = "1 done, and records were found wrong";
  return text::Cat("Exit status: 0 done; ", one, "; 2 could not do it.");
}

}  // namespace jsonl::cli
