#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "tools/stats/reports.h"

namespace jsonl::stats {
namespace {

// The quotient in the fewest digits that give it back; null where there is none.
std::string Quotient(uint64_t part, uint64_t whole) {
  if (whole == 0) return "null";
  char digits[32];
  double value = static_cast<double>(part) / static_cast<double>(whole);
  return std::string(digits, std::to_chars(digits, digits + sizeof(digits), value).ptr);
}

std::string OrNull(uint64_t count, uint32_t number) {
  return count == 0 ? "null" : text::Cat(number);
}

// The members that a group and the whole share, each line after `indent`.
void AppendMembers(const GroupTally& group, std::string_view indent, std::string* out) {
  text::Append(out, indent, "\"formats\": {");
  std::string_view separator = "";
  for (size_t i = 0; i < kKindCount; ++i) {
    if (group.kinds[i] == 0) continue;
    text::Append(out, separator, "\"", KindKey(static_cast<Kind>(i)), "\": ", group.kinds[i]);
    separator = ", ";
  }
  const LengthSummary lengths = Summarize(group.response_lengths);
  const uint64_t count = lengths.count;
  text::Append(out, "},\n", indent, "\"responses\": ", count, ",\n");
  text::Append(out, indent, "\"length\": {\"min\": ", OrNull(count, lengths.min),
               ", \"mean\": ", Quotient(lengths.sum, count),
               ", \"max\": ", OrNull(count, lengths.max), ", \"p50\": ", OrNull(count, lengths.p50),
               ", \"p90\": ", OrNull(count, lengths.p90), ", \"p99\": ", OrNull(count, lengths.p99),
               ", \"sum\": ", lengths.sum, "},\n");
  text::Append(out, indent, "\"valid_json\": {\"count\": ", group.valid_json,
               ", \"rate\": ", Quotient(group.valid_json, count), "}");
}

}  // namespace

std::string JsonReport(const Tally& tally, std::string_view by) {
  const GroupTally total = tally.Total();
  std::string out = "{\n  \"by\": ";
  json::AppendString(by, &out);
  text::Append(&out, ",\n  \"records\": ", total.records, ",\n");
  AppendMembers(total, "  ", &out);

  std::vector<std::pair<std::string_view, const GroupTally*>> groups;
  groups.reserve(tally.groups().size());
  for (const auto& [name, group] : tally.groups()) groups.emplace_back(name, &group);
  std::sort(groups.begin(), groups.end());
  out += ",\n  \"groups\": {";
  std::string_view separator = "\n    ";
  for (const auto& [name, group] : groups) {
    out += separator;
    json::AppendString(name, &out);
    text::Append(&out, ": {\n      \"records\": ", group->records,
                 ",\n      \"share\": ", Quotient(group->records, total.records), ",\n");
    AppendMembers(*group, "      ", &out);
    out += "\n    }";
    separator = ",\n    ";
  }
  out += groups.empty() ? "}\n}\n" : "\n  }\n}\n";
  return out;
}

}  // namespace jsonl::stats
