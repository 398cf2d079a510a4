// The tools of a chat as Harmony's developer message tells them: types of TypeScript.
//
//   # Tools
//
//   ## functions
//
//   namespace functions {
//
//   // Gets the weather.
//   type get_weather = (_: {
//   // The city
//   location: string,
//   format?: "celsius" | "fahrenheit", // default: celsius
//   }) => any;
//
//   } // namespace functions

#ifndef JSONL_COMMON_RECORD_HARMONY_TOOLS_H_
#define JSONL_COMMON_RECORD_HARMONY_TOOLS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/json/document.h"

namespace jsonl::record::harmony {

inline constexpr std::string_view kToolsHead = "# Tools\n\n## functions\n\nnamespace functions {\n";

// Appends that text for a list of tools, as messages or sharegpt have it: {"type": "function",
// "function": {"name", "description", "parameters"}}, or the functions alone; parameters are a JSON
// Schema. The text is that of OpenAI's library, openai-harmony 0.0.8. Nothing for an empty list.
// Fails with InvalidArgument for a tool without a name, and schemas nested too deep: they are
// indented by their depth.
absl::Status AppendTools(json::Value tools, std::string* out);

}  // namespace jsonl::record::harmony

#endif  // JSONL_COMMON_RECORD_HARMONY_TOOLS_H_
