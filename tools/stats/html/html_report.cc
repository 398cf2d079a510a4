#include "tools/stats/html/html_report.h"

#include <string_view>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/html/style.h"
#include "tools/stats/html/writer.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

struct SectionEntry {
  std::string_view id;  // of its heading
  std::string_view title;
  void (*write)(const Page&, Writer&);
};

constexpr SectionEntry kSections[] = {
    {"findings", "Findings", WriteFindings}, {"inputs", "Inputs", WriteInputs},
    {"groups", "Groups", WriteGroups},       {"goals", "Goals", WriteGoals},
    {"lengths", "Lengths", WriteLengths},    {"tokens", "Tokens", WriteTokens},
    {"formats", "Formats", WriteFormats},    {"chats", "Chats", WriteChats},
    {"scripts", "Scripts", WriteScripts},    {"labels", "Labels", WriteLabels},
    {"fields", "Fields", WriteFields},
};

void WriteHead(std::string_view title, Writer& out) {
  Tag head(out, "head");
  out.NewLine();
  out.Void("meta", {{"charset", "utf-8"}});
  out.NewLine();
  out.Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  out.NewLine();
  // Even if something from the data were taken for markup, nothing of it would run or be loaded.
  out.Void("meta", {{"http-equiv", "Content-Security-Policy"},
                    {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}});
  out.NewLine();
  out.Void("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  out.NewLine();
  out.Void("link", {{"rel", "icon"}, {"href", "data:,"}});
  out.NewLine();
  out.Element("title", title);
  out.NewLine();
  Tag style(out, "style");
  out.Raw(kStyle);
}

// "2,100 records in 5 groups by task".
std::string Lead(const Page& page) {
  if (page.several()) {
    return text::Cat(Counted(page.all_columns().size(), "input"), ", ",
                     Counted(page.groups().size(), "group"), " by ", page.By());
  }
  return text::Cat(Counted(page.totals().front().records, "record"), " in ",
                   Counted(page.groups().size(), "group"), " by ", page.By());
}

void WriteNavigation(const std::vector<const SectionEntry*>& sections, Writer& out) {
  Tag nav(out, "nav", {{"aria-label", "Contents"}});
  Tag list(out, "ul");
  for (const SectionEntry* section : sections) {
    Tag item(out, "li");
    out.Element("a", {{"href", text::Cat("#", section->id)}}, section->title);
  }
}

}  // namespace

std::string HtmlReport(const std::vector<Column>& columns, const ReportOptions& options) {
  const Page page(columns, options);
  Writer sections;
  std::vector<const SectionEntry*> written;
  for (const SectionEntry& section : kSections) {
    Writer out;
    section.write(page, out);
    const std::string markup = out.Take();
    if (markup.empty()) continue;
    sections.Raw(markup);
    sections.NewLine();
    written.push_back(&section);
  }

  const std::string_view title = page.several() ? "Datasets side by side" : "Dataset report";
  Writer out;
  out.Raw("<!DOCTYPE html>\n");
  {
    Tag html(out, "html", {{"lang", "en"}, {"xmlns", "http://www.w3.org/1999/xhtml"}});
    out.NewLine();
    WriteHead(title, out);
    out.NewLine();
    Tag body(out, "body");
    out.NewLine();
    {
      Tag header(out, "header");
      out.Element("h1", title);
      out.Element("p", {{"class", "lead"}}, Lead(page));
      WriteNavigation(written, out);
    }
    out.NewLine();
    {
      Tag main(out, "main");
      WriteFigures(page, out);
      out.NewLine();
      out.Raw(sections.Take());
    }
    out.Element("footer",
                "Made by jsonl-stats, whose manual says how everything is counted. Lengths are in "
                "characters (code points).");
    out.NewLine();
  }
  out.NewLine();
  return out.Take();
}

}  // namespace jsonl::stats::html
