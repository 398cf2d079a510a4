#include "tools/generate/compiler.h"

#include <cmath>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/report/diagnostic.h"
#include "common/text/strings.h"
#include "tools/generate/name_check.h"
#include "tools/generate/variation.h"

namespace jsonl::generate {

using report::Code;
using report::Severity;

void Compiler::Add(const Template& from, std::vector<LineFinding>* findings) {
  const auto find = [&](uint32_t line, Code code, Severity severity, std::string message) {
    findings->push_back({line, {code, "", std::move(message), severity}});
  };
  if (from.variables.size() > kMaxVariables) {
    return find(from.line, Code::kBadTemplate, Severity::kError,
                text::Cat("More than ", kMaxVariables, " variables: make several templates"));
  }
  if (!CheckNames(from, findings)) return;
  size_t count = 1;
  for (const Variable& variable : from.variables) {
    count *= variable.choices.size();
    if (count > kMaxVariations) {
      return find(from.line, Code::kBadTemplate, Severity::kError,
                  text::Cat("More than ", kMaxVariations, " variations: make several templates"));
    }
  }
  const auto source = static_cast<uint32_t>(library_.templates.size());
  const NodeTable::Mark before = nodes_.Here();
  TemplateInfo info{.name = from.name,
                    .difficulty = from.difficulty,
                    .share = UINT64_MAX,
                    .needs = {},
                    .begin = library_.programs.size()};
  if (from.weight < 1) info.share = static_cast<uint64_t>(std::ldexp(from.weight, 64));
  VariationCompiler variation(from, &nodes_);
  for (const std::string& field : from.needs) {
    if (absl::StatusOr<uint32_t> node = nodes_.Field(field); node.ok()) {
      info.needs.push_back(*node);
    }
  }
  const auto place = static_cast<uint32_t>(places_.size());
  places_.push_back({from.name, from.file, from.line});

  std::vector<size_t> choices(from.variables.size(), 0);
  size_t unreachable = 0;
  size_t repeated = 0;
  std::string why;
  std::optional<uint32_t> other;  // a template with a text of this one
  for (size_t i = 0; i < count; ++i) {
    hash::Fingerprint body;
    absl::StatusOr<Program> program = variation.Compile(choices, &body);
    if (!program.ok() && absl::IsResourceExhausted(program.status())) {
      library_.programs.resize(info.begin);
      nodes_.ReturnTo(before);
      return find(from.line, Code::kBadTemplate, Severity::kError,
                  std::string(text::FromAbsl(program.status().message())));
    }
    if (!program.ok()) {
      if (unreachable++ == 0) why = std::string(text::FromAbsl(program.status().message()));
    } else {
      const auto [same, is_new] = bodies_.try_emplace(body, place);
      if (!is_new && same->second == place) {
        ++repeated;
      } else {
        if (!is_new && !other.has_value()) other = same->second;
        program->source = source;
        library_.programs.push_back(*std::move(program));
      }
    }
    // The last variable turns fastest.
    for (size_t v = choices.size(); v-- > 0;) {
      if (++choices[v] < from.variables[v].choices.size()) break;
      choices[v] = 0;
    }
  }
  info.end = library_.programs.size();
  if (unreachable > 0) {
    find(from.line, Code::kUnreachableVariation, Severity::kWarning,
         text::Cat(unreachable, " of ", count, " variations cannot be had for any record: ", why));
  }
  if (repeated > 0) {
    find(from.line, Code::kUnreachableVariation, Severity::kWarning,
         text::Cat(repeated, " of ", count, " variations give the text of another one"));
  }
  if (other.has_value()) {
    const Place& earlier = places_[*other];
    find(from.line, Code::kDuplicateTemplate, Severity::kWarning,
         text::Cat("Generates the same text as template '", earlier.name, "' (", earlier.file, ":",
                   earlier.line, ")"));
  }
  library_.templates.push_back(std::move(info));
}

}  // namespace jsonl::generate
