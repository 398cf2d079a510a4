#include "common/text/strings.h"
#include "tools/stats/findings.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/html/tags.h"
#include "tools/stats/numbers.h"

namespace jsonl::stats::html {
namespace {

void WriteInstance(const Page& page, const Instance& instance, Writer& out) {
  Tag item(out, "li");
  if (page.several() && instance.column != Instance::kAllColumns) {
    WriteInput(page, instance.column, out);
    const bool whole = instance.kind == Instance::Kind::kWhole;
    out.Text(!whole ? " · " : instance.detail.empty() ? "" : ": ");
  }
  if (instance.kind != Instance::Kind::kWhole) {
    const auto anchor = instance.kind == Instance::Kind::kGroup ? page.Anchor(instance.name)
                                                                : std::optional<std::string>();
    if (anchor) {
      Tag link(out, "a", {{"href", text::Cat("#", *anchor)}});
      out.Name(instance.name);
    } else {
      out.Name(instance.name);
    }
    out.Text(": ");
  }
  out.Text(instance.detail);
}

}  // namespace

void WriteFindings(const Page& page, Writer& out) {
  const std::vector<Finding> findings =
      FindingsOf(page.all_columns(), page.totals(), page.labels(), page.options());
  Section section(out, "findings", "Findings");
  Tag list(out, "ul", {{"class", "findings"}});
  if (findings.empty()) {
    Tag item(out, "li", {{"class", "good"}});
    out.Element("span", {{"class", "ok"}}, "✓ all well");
    out.Element("div",
                "Nothing stands out: no group is small or outweighs the others, responses are "
                "there and do not repeat, and fields keep their types.");
  }
  for (const Finding& finding : findings) {
    Tag item(out, "li", {{"class", ClassOf(finding.concern)}});
    {
      Tag cell(out, "div");
      WriteTag(finding.concern, out);
    }
    Tag cell(out, "div");
    out.Element("h3", finding.line);
    // Of one input that has no records there is no more to say.
    if (finding.concern == Concern::kNoRecords && !page.several()) continue;
    Tag instances(out, "ul");
    for (const Instance& instance : finding.instances) WriteInstance(page, instance, out);
    if (finding.more > 0) {
      out.Element("li", {{"class", "muted"}}, text::Cat("and ", Grouped(finding.more), " more"));
    }
  }
}

}  // namespace jsonl::stats::html
