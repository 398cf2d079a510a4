#include "tools/stats/json_members.h"

#include <charconv>

#include "common/json/writer.h"
#include "common/record/registry.h"
#include "common/text/strings.h"
#include "tools/stats/ranking.h"

namespace jsonl::stats {
namespace {

std::string OrNull(uint64_t count, uint32_t number) {
  return count == 0 ? "null" : text::Cat(number);
}

// min, mean ... sum, as the members of an object without its braces.
void AppendLengths(const LengthSummary& lengths, std::string* out) {
  const uint64_t count = lengths.count;
  text::Append(out, "\"min\": ", OrNull(count, lengths.min),
               ", \"mean\": ", JsonQuotient(lengths.sum, count),
               ", \"max\": ", OrNull(count, lengths.max), ", \"p50\": ", OrNull(count, lengths.p50),
               ", \"p90\": ", OrNull(count, lengths.p90), ", \"p99\": ", OrNull(count, lengths.p99),
               ", \"sum\": ", lengths.sum);
}

// Values with the most occurrences first, then by name.
void AppendValues(const ValueTally& tally, std::string* out) {
  *out += "{\"values\": {";
  std::string_view separator = "";
  for (const auto& [value, count] : ByCount(tally)) {
    text::Append(out, separator);
    json::AppendString(value, out);
    text::Append(out, ": ", count);
    separator = ", ";
  }
  text::Append(out, "}, \"others\": ", tally.others(), "}");
}

void AppendScripts(const GroupTally& group, std::string* out) {
  *out += "{";
  std::string_view separator = "";
  for (const auto& [script, tally] : ScriptsByCount(group)) {
    text::Append(out, separator, "\"", text::ScriptName(script),
                 "\": {\"records\": ", tally.records, ", \"characters\": ", tally.characters, "}");
    separator = ", ";
  }
  *out += "}";
}

void AppendKindsAndFormats(const GroupTally& group, std::string_view indent, std::string* out) {
  text::Append(out, indent, "\"formats\": {");
  std::string_view separator = "";
  for (size_t i = 0; i < kKindCount; ++i) {
    if (group.kinds[i] == 0) continue;
    text::Append(out, separator, "\"", KindKey(static_cast<Kind>(i)), "\": ", group.kinds[i]);
    separator = ", ";
  }
  text::Append(out, "},\n", indent, "\"record_formats\": {");
  separator = "";
  for (const record::Format* format : record::All()) {
    auto found = group.formats.find(format);
    if (found == group.formats.end()) continue;
    text::Append(out, separator, "\"", format->name(), "\": ", found->second);
    separator = ", ";
  }
  *out += "},\n";
}

}  // namespace

std::string JsonNumber(double value) {
  char digits[32];
  return std::string(digits, std::to_chars(digits, digits + sizeof(digits), value).ptr);
}

std::string JsonQuotient(uint64_t part, uint64_t whole) {
  if (whole == 0) return "null";
  return JsonNumber(static_cast<double>(part) / static_cast<double>(whole));
}

void AppendCountedLengths(const LengthHistogram& histogram, std::string* out) {
  const LengthSummary lengths = Summarize(histogram);
  text::Append(out, "{\"records\": ", lengths.count, ", ");
  AppendLengths(lengths, out);
  *out += "}";
}

void AppendGroupMembers(const GroupTally& group, std::string_view indent, std::string* out) {
  AppendKindsAndFormats(group, indent, out);
  const LengthSummary lengths = Summarize(group.response_lengths());
  text::Append(out, indent, "\"responses\": ", lengths.count, ",\n", indent, "\"length\": {");
  AppendLengths(lengths, out);
  text::Append(out, "},\n", indent, "\"valid_json\": {\"count\": ", group.valid_json,
               ", \"rate\": ", JsonQuotient(group.valid_json, lengths.count), "},\n");
  text::Append(out, indent, "\"distinct_responses\": {\"count\": ", group.responses.Count(),
               ", \"exact\": ", group.responses.exact() ? "true" : "false", "}");
  for (Part part : {Part::kInstruction, Part::kContext, Part::kText}) {
    text::Append(out, ",\n", indent, "\"", PartKey(part), "\": ");
    AppendCountedLengths(group.lengths[static_cast<size_t>(part)], out);
  }
  text::Append(out, ",\n", indent, "\"turns\": ");
  AppendCountedLengths(group.turns, out);
  text::Append(out, ",\n", indent, "\"roles\": ");
  AppendValues(group.roles, out);
  text::Append(out, ",\n", indent, "\"scripts\": ");
  AppendScripts(group, out);
  for (size_t i = 0; i < kLabelCount; ++i) {
    text::Append(out, ",\n", indent, "\"", LabelKey(static_cast<Label>(i)), "\": ");
    AppendValues(group.labels[i], out);
  }
}

void AppendTokenMembers(const TokenTally& tokens, std::string* out) {
  *out += "{\"prompt\": ";
  AppendCountedLengths(tokens.prompts, out);
  *out += ", \"response\": ";
  AppendCountedLengths(tokens.responses, out);
  *out += ", \"record\": ";
  AppendCountedLengths(tokens.records, out);
}

}  // namespace jsonl::stats
