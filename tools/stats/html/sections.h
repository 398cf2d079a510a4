// The sections of the HTML report, in their order. Those that would be empty write nothing.

#ifndef JSONL_TOOLS_STATS_HTML_SECTIONS_H_
#define JSONL_TOOLS_STATS_HTML_SECTIONS_H_

#include "tools/stats/html/page.h"
#include "tools/stats/html/writer.h"

namespace jsonl::stats::html {

void WriteFigures(const Page& page, Writer& out);  // of one input
void WriteFindings(const Page& page, Writer& out);
void WriteInputs(const Page& page, Writer& out);  // if there are several
void WriteGroups(const Page& page, Writer& out);
void WriteGoals(const Page& page, Writer& out);
void WriteLengths(const Page& page, Writer& out);
void WriteTokens(const Page& page, Writer& out);
void WriteFormats(const Page& page, Writer& out);
void WriteChats(const Page& page, Writer& out);
void WriteScripts(const Page& page, Writer& out);
void WriteLabels(const Page& page, Writer& out);
void WriteFields(const Page& page, Writer& out);

}  // namespace jsonl::stats::html

#endif  // JSONL_TOOLS_STATS_HTML_SECTIONS_H_
