#include "common/record/harmony/tools.h"

#include "common/record/harmony/typescript.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record::harmony {
namespace {

// The text's lines as comments; without their line ends, and without an empty one at the end.
void AppendComments(std::string_view text, std::string* out) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (end != text.npos && line.ends_with('\r')) line.remove_suffix(1);
    text::Append(out, "// ", line, "\n");
  }
}

}  // namespace

absl::Status AppendTools(json::Value tools, std::string* out) {
  if (tools.size() == 0) return absl::OkStatus();
  out->append(kToolsHead);
  for (json::Value tool : tools.elements()) {
    json::Value wrapped = tool.Find("function");
    json::Value function = wrapped ? wrapped : tool;
    json::Value name = function.Find("name");
    if (!name || !name.is_string()) {
      return absl::InvalidArgumentError("a tool has no name, and cannot be told in Harmony");
    }
    out->push_back('\n');
    json::Value description = function.Find("description");
    if (description && description.is_string()) AppendComments(description.string(), out);
    text::Append(out, "type ", name.string(), " = (");
    json::Value parameters = function.Find("parameters");
    if (parameters && !parameters.is_null()) {
      out->append("_: ");
      if (!AppendType(parameters, out)) {
        return absl::InvalidArgumentError(
            text::Cat("the parameters of the tool '", text::Shortened(name.string()),
                      "' are nested more than ", kMaxSchemaDepth, " deep"));
      }
    }
    out->append(") => any;\n");
  }
  out->append("\n} // namespace functions");
  return absl::OkStatus();
}

}  // namespace jsonl::record::harmony
