#include "tools/sample/outcome.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/str_format.h"
#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

constexpr size_t kMaxRows = 50;  // or lines, for people

struct Row {
  std::string_view group;
  uint64_t records;
  double share;
  uint64_t written;
  double achieved;
  double repeats;
};

double Ratio(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Warns of each, up to a limit.
void WarnOf(const pipeline::Session& session, const std::vector<std::string>& what) {
  for (size_t i = 0; i < std::min(what.size(), kMaxRows); ++i) session.Warn(what[i]);
  if (what.size() > kMaxRows) {
    session.Warn(text::Cat("... and the same for ", what.size() - kMaxRows, " groups more"));
  }
}

std::vector<std::string> AbsentGroups(const Quotas& quotas, const std::vector<Group>& groups) {
  text::StringSet present;
  for (const Group& group : groups) present.emplace(group.name);
  std::vector<std::string> absent;
  for (const auto& [name, quota] : quotas.named()) {
    if (present.contains(name)) continue;
    absent.push_back(text::Cat("no record is in group '", text::Shortened(name), "'"));
  }
  std::sort(absent.begin(), absent.end());
  return absent;
}

void TellTable(const pipeline::Session& session, const std::vector<Row>& rows) {
  if (rows.empty()) return;
  const size_t shown = std::min(rows.size(), kMaxRows);
  size_t width = std::string_view("group").size();
  std::vector<std::string> names;
  for (size_t i = 0; i < shown; ++i) {
    names.push_back(text::Visible(text::Shortened(rows[i].group)));
    width = std::max(width, text::CountCodePoints(names.back()));
  }
  const auto padded = [width](std::string_view name) {
    return std::string(name) + std::string(width - text::CountCodePoints(name), ' ');
  };
  session.tell(absl::StrFormat("%s %12s %8s %12s %8s %8s", padded("group"), "records", "share",
                               "written", "achieved", "repeats"));
  for (size_t i = 0; i < shown; ++i) {
    const Row& row = rows[i];
    session.tell(absl::StrFormat("%s %12d %8.4f %12d %8.4f %8.2f", padded(names[i]), row.records,
                                 row.share, row.written, row.achieved, row.repeats));
  }
  if (shown < rows.size()) {
    session.tell(
        text::Cat("... and ", rows.size() - shown, " groups more; --summary has them all"));
  }
}

std::string ToJson(const std::vector<Row>& rows) {
  std::string json = "[";
  for (const Row& row : rows) {
    if (json.size() > 1) json += ",";
    json += "{\"group\":";
    json::AppendString(row.group, &json);
    text::Append(&json, ",\"records\":", row.records, ",\"share\":", row.share,
                 ",\"written\":", row.written, ",\"achieved\":", row.achieved,
                 ",\"repeats\":", row.repeats, "}");
  }
  return json + "]";
}

}  // namespace

void TellSampled(const pipeline::Session& session, const Quotas& quotas,
                 const std::vector<Group>& groups, const std::vector<uint64_t>& lines, bool named) {
  std::vector<std::string> empty;
  for (size_t i = 0; i < groups.size(); ++i) {
    const Quota& quota = *quotas.Find(groups[i].name);
    if (quota.IsEverything()) continue;  // to be shuffled, is no sample
    const std::string whose =
        named ? text::Cat(" for '", text::Shortened(groups[i].name), "'") : "";
    if (i < kMaxRows) {
      session.tell(text::Cat("Sampled ", lines[i], "/", groups[i].size, " records", whose, " (",
                             quota.ToString(), ")"));
    }
    if (quota.rate.has_value() && lines[i] == 0 && groups[i].size > 0) {
      empty.push_back(text::Cat(quota.ToString(), " results in 0 records", whose));
    }
  }
  if (groups.size() > kMaxRows) {
    session.tell(text::Cat("... and so on for ", groups.size() - kMaxRows, " groups more"));
  }
  WarnOf(session, empty);
  WarnOf(session, AbsentGroups(quotas, groups));
}

void TellMixed(pipeline::Session& session, const Mix& mix, const std::vector<Group>& groups,
               const std::vector<Portion>& portions) {
  uint64_t total = 0;
  for (const Portion& portion : portions) total += portion.lines;
  std::vector<Row> rows;
  for (size_t i = 0; i < groups.size(); ++i) {
    const Portion& portion = portions[i];
    rows.push_back({groups[i].name, groups[i].size, portion.share, portion.lines,
                    Ratio(portion.lines, total), Ratio(portion.lines, groups[i].size)});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.group < b.group; });
  session.account.Detail("mix", ToJson(rows));
  TellTable(session, rows);
  if (total < mix.total()) {
    session.Warn(
        text::Cat("the mix has ", total, " records instead of ", mix.total(),
                  mix.is_limited() ? ": --max-repeat allows no more" : ": there are none to take"));
  }
}

}  // namespace jsonl
