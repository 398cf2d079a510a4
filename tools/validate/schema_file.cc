#include "tools/validate/schema_file.h"

#include <algorithm>

#include "absl/status/status.h"
#include "common/io/read_file.h"
#include "common/json/parser.h"
#include "common/json/syntax_error.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

std::string NotJson(json::SyntaxError error, std::string_view text) {
  const std::string_view before = text.substr(0, error.offset);
  const size_t lines = static_cast<size_t>(std::count(before.begin(), before.end(), '\n'));
  const size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
  error.offset -= static_cast<uint32_t>(begin);
  return text::Cat("no JSON: line ", lines + 1, ", ", json::Describe(error, text.substr(begin)));
}

}  // namespace

absl::StatusOr<schema::Schema> LoadSchema(const std::string& path,
                                          const schema::CompileOptions& options) {
  absl::StatusOr<std::string> text = io::ReadFile(path);
  if (!text.ok()) return text.status();
  const size_t size = text->size();
  text->append(json::Parser::kPadding, '\0');
  const std::string_view source = std::string_view(*text).substr(0, size);
  json::Parser parser;
  if (const json::SyntaxError error = parser.Parse(source)) {
    return absl::InvalidArgumentError(text::Cat(path, ": ", NotJson(error, source)));
  }
  absl::StatusOr<schema::Schema> schema = schema::Schema::Compile(parser.root(), options);
  if (schema.ok()) return schema;
  return absl::InvalidArgumentError(
      text::Cat(path, ": ", text::FromAbsl(schema.status().message())));
}

}  // namespace jsonl
