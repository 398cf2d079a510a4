#include <algorithm>
#include <array>

#include "common/text/strings.h"
#include "tools/stats/html/page.h"
#include "tools/stats/html/sections.h"
#include "tools/stats/numbers.h"
#include "tools/stats/path_conflicts.h"

namespace jsonl::stats::html {
namespace {

constexpr size_t kMostFields = 30;

// What becomes of them in programs that give each column one type.
std::string_view Meaning(Problem problem) {
  switch (problem) {
    case Problem::kMixedTypes:
      return "values of several types: a column can hold one";
    case Problem::kBigIntegers:
      return "integers beyond 64 bits: they lose digits, or are refused";
    case Problem::kDates:
      return "all are dates: they become timestamps";
    case Problem::kLateKey:
      return "first occurs behind the 10 MiB that columns are made from";
    case Problem::kLateType:
      return "another type comes behind the 10 MiB that columns are made from";
  }
  return "";
}

struct Row {
  size_t column;
  PathConflict conflict;
};

// "1,200 integer, the first in line 1".
void WriteTypes(const Statistics& statistics, const PathNode& node, Writer& out) {
  bool first = true;
  for (size_t t = 0; t < kPathTypeCount; ++t) {
    const PathNode::Seen* seen = node.Of(static_cast<PathType>(t));
    if (seen == nullptr) continue;
    if (!first) out.Void("br");
    first = false;
    out.Text(text::Cat(Grouped(seen->count), " ", PathTypeName(seen->type), " "));
    // Numbers, not names: reports on the same records are the same, whatever holds them.
    out.Element("small", text::Cat("first: ",
                                   statistics.inputs.size() > 1
                                       ? text::Cat("input ", seen->first.input + 1, ", ")
                                       : "",
                                   "line ", Grouped(seen->first.line)));
  }
}

void WriteRow(const Page& page, const Row& row, Writer& out) {
  Tag line(out, "tr");
  {
    Tag cell(out, "th", {{"scope", "row"}});
    out.Name(row.conflict.path);
  }
  WriteInputCell(page, row.column, out);
  {
    Tag cell(out, "td");
    for (size_t i = 0; i < row.conflict.problems.size(); ++i) {
      if (i > 0) out.Void("br");
      out.Element("b", ProblemName(row.conflict.problems[i]));
      out.Text(text::Cat(": ", Meaning(row.conflict.problems[i])));
    }
  }
  {
    Tag cell(out, "td");
    WriteTypes(page.columns()[row.column].statistics, *row.conflict.node, out);
  }
  out.NewLine();
}

}  // namespace

void WriteFields(const Page& page, Writer& out) {
  std::vector<Row> rows;
  std::string paths;
  for (size_t i = 0; i < page.columns().size(); ++i) {
    const PathNode& root = page.columns()[i].statistics.paths.root();
    for (PathConflict& conflict : FindConflicts(root)) rows.push_back({i, std::move(conflict)});
    text::Append(&paths, i == 0 ? "" : ", ", Grouped(CountPaths(root)));
  }
  // Mixed types before all others, then a path's inputs side by side.
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    const Problem problem_a = a.conflict.problems.front();
    const Problem problem_b = b.conflict.problems.front();
    return problem_a != problem_b ? problem_a < problem_b : a.conflict.path < b.conflict.path;
  });
  if (rows.empty()) return;
  Section section(out, "fields", "Fields whose types conflict");
  {
    Table table(out, "",
                text::Cat("Where programs that give each column one type would fail, or "
                          "change the data. Different paths of values: ",
                          paths));
    std::vector<Head> heads = {{"Path"}};
    if (page.several()) heads.push_back({"Input"});
    heads.insert(heads.end(), {{"Problem"}, {"Values"}});
    WriteHead(heads, out);
    Tag body(out, "tbody");
    for (size_t i = 0; i < std::min(rows.size(), kMostFields); ++i) WriteRow(page, rows[i], out);
  }
  WriteMore(rows.size() - std::min(rows.size(), kMostFields), "path", out);
}

}  // namespace jsonl::stats::html
