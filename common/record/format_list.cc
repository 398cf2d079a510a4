#include <algorithm>
#include <string>
#include <string_view>

#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

constexpr size_t kWidth = 100;
constexpr size_t kIndent = 22;  // of all but the name

// "**bold**" as "bold*".
std::string WithStars(std::string_view text) {
  std::string out;
  bool bold = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "**") {
      out += text[i];
      continue;
    }
    if (bold) out += '*';
    bold = !bold;
    ++i;
  }
  return out;
}

// Appends the words where they fit; the cursor stands at `kIndent`.
void AppendWrapped(std::string_view words, std::string* out) {
  size_t column = kIndent;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (column > kIndent && column + 1 + word.size() > kWidth) {
      out->append("\n").append(kIndent, ' ');
      column = kIndent;
    } else if (column > kIndent) {
      *out += ' ';
      ++column;
    }
    out->append(word);
    column += word.size();
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  *out += '\n';
}

}  // namespace

std::string FormatList() {
  std::string out = "Record formats. Fields with a star must be there.\n";
  for (const Format* format : All()) {
    text::Append(&out, "\n", format->name());
    out.append(kIndent - std::min(kIndent - 1, format->name().size()), ' ');
    AppendWrapped(format->summary(), &out);
    out.append(kIndent, ' ');
    AppendWrapped(text::Cat("Fields: ", WithStars(format->shape()), "."), &out);
    if (format->rules().empty()) continue;
    out.append(kIndent, ' ');
    AppendWrapped(text::Cat("Rules: ", format->rules(), "."), &out);
  }
  return out;
}

}  // namespace jsonl::record
