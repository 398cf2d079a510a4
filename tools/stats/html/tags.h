// The words that mark what is wrong.

#ifndef JSONL_TOOLS_STATS_HTML_TAGS_H_
#define JSONL_TOOLS_STATS_HTML_TAGS_H_

#include <string_view>

#include "tools/stats/concern.h"
#include "tools/stats/html/writer.h"

namespace jsonl::stats::html {

// How the style calls the severity of a concern.
std::string_view ClassOf(Concern concern);
void WriteTag(Concern concern, Writer& out);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_TAGS_H_
