#include "tools/stats/html/tags.h"

#include "common/text/strings.h"

namespace jsonl::stats::html {

std::string_view ClassOf(Concern concern) {
  switch (TextOf(concern).severity) {
    case Severity::kBad:
      return "bad";
    case Severity::kWarn:
      return "warn";
    case Severity::kNote:
      return "note";
  }
  return "note";
}

void WriteTag(Concern concern, Writer& out) {
  out.Element("span", {{"class", text::Cat("tag ", ClassOf(concern))}}, TextOf(concern).word);
}

}  // namespace jsonl::stats::html
