#include "common/report/sarif_reporter.h"

#include <string_view>
#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::report {
namespace {

void AppendMessage(std::string_view name, std::string_view message, std::string* out) {
  text::Append(out, "\"", name, "\":{\"text\":");
  json::AppendString(message, out);
  out->push_back('}');
}

// A rule's help, from the words of the manual.
std::string Help(const CodeText& code) {
  return text::Cat("What to do: ", code.advice,
                   ". See the table of codes in the manual of jsonl-validate.");
}

void AppendRules(std::string* out) {
  for (size_t i = 0; i < kCodeCount; ++i) {
    const CodeText& code = TextOf(static_cast<Code>(i));
    text::Append(out, i == 0 ? "" : ",", "\n{\"id\":\"", code.name, "\",");
    AppendMessage("shortDescription", text::Cat("The record ", code.meaning), out);
    out->push_back(',');
    AppendMessage("help", Help(code), out);
    out->push_back('}');
  }
}

bool IsUriByte(char c) {
  constexpr std::string_view kOthers = "-._~/!$&'()*+,;=@";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kOthers.find(c) != std::string_view::npos;
}

// A path as a URI reference (RFC 3986), which a relative one stays.
std::string UriOf(std::string_view path) {
  std::string out;
  if (path.starts_with('/')) out = "file://";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (char c : path) {
    if (IsUriByte(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

}  // namespace

SarifReporter::SarifReporter(std::unique_ptr<io::Sink> sink, const ReporterOptions& options)
    : SinkReporter(std::move(sink)) {
  text_ =
      "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
      "\"runs\":[{\"tool\":{\"driver\":{\"name\":";
  json::AppendString(options.tool, &text_);
  if (!options.version.empty()) {
    text_ += ",\"version\":";
    json::AppendString(options.version, &text_);
  }
  text_ += ",\"rules\":[";
  AppendRules(&text_);
  text_ += "]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[";
  Write(text_);
}

void SarifReporter::Report(const Diagnostic& diagnostic) {
  const Finding& finding = *diagnostic.finding;
  text_ = std::exchange(first_, false) ? "\n" : ",\n";
  text::Append(&text_, "{\"ruleId\":\"", CodeName(finding.code),
               "\",\"ruleIndex\":", static_cast<size_t>(finding.code), ",\"level\":\"",
               SeverityName(finding.severity), "\",");
  AppendMessage("message", finding.message, &text_);
  text::Append(&text_, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"",
               UriOf(diagnostic.file), "\"},\"region\":{\"startLine\":", diagnostic.line);
  if (finding.spot.column > 0) text::Append(&text_, ",\"startColumn\":", finding.spot.column);
  text::Append(&text_, ",\"byteOffset\":", diagnostic.offset + finding.spot.byte, "}}");
  if (!finding.pointer.empty()) {
    text_ += ",\"logicalLocations\":[{\"fullyQualifiedName\":";
    json::AppendString(finding.pointer, &text_);
    text_ += "}]";
  }
  text_ += "}]}";
  Write(text_);
}

void SarifReporter::Notify(Severity severity, std::string_view message) {
  text::Append(&notifications_, notifications_.empty() ? "\n" : ",\n", "{\"level\":\"",
               SeverityName(severity), "\",");
  AppendMessage("message", message, &notifications_);
  notifications_.push_back('}');
}

absl::Status SarifReporter::Finish() {
  text_ = "],\n\"invocations\":[{\"executionSuccessful\":";
  text_ += successful_ ? "true" : "false";
  if (!notifications_.empty()) {
    text::Append(&text_, ",\"toolExecutionNotifications\":[", notifications_, "]");
  }
  text_ += "}]}]}\n";
  Write(text_);
  return SinkReporter::Finish();
}

}  // namespace jsonl::report
