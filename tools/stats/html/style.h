// How the report looks: on screens, light and dark, and on paper.

#ifndef JSONL_TOOLS_STATS_HTML_STYLE_H_
#define JSONL_TOOLS_STATS_HTML_STYLE_H_

#include <string_view>

namespace jsonl::stats::html {

// A style sheet. It asks for no other file, and has none of the characters that XML escapes but for
// '>'.
extern const std::string_view kStyle;

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_STYLE_H_
