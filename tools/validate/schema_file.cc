#include "tools/validate/schema_file.h"

#include <algorithm>

#include "absl/status/status.h"
#include "common/io/read_file.h"
#include "common/json/duplicate_keys.h"
#include "common/json/parser.h"
#include "common/json/pointer.h"
#include "common/json/syntax_error.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

size_t LineOf(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return static_cast<size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::string NotJson(json::SyntaxError error, std::string_view text) {
  const size_t line = LineOf(text, error.offset);
  const size_t begin = text.substr(0, error.offset).rfind('\n') + 1;  // npos + 1 is 0
  error.offset -= static_cast<uint32_t>(begin);
  return text::Cat("no JSON: line ", line, ", ", json::Describe(error, text.substr(begin)));
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
  if (const json::Value key = json::FindDuplicateKey(parser.root())) {
    return absl::InvalidArgumentError(
        text::Cat(path, ": line ", LineOf(source, key.begin()), ": ",
                  json::PointerTo(parser.root(), key.index()),
                  " is there twice, and only one of them would count"));
  }
  absl::StatusOr<schema::Schema> schema = schema::Schema::Compile(parser.root(), options);
  if (schema.ok()) return schema;
  return absl::InvalidArgumentError(
      text::Cat(path, ": ", text::FromAbsl(schema.status().message())));
}

}  // namespace jsonl
