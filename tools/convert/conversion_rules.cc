#include "tools/convert/conversion_rules.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/strings.h"

namespace jsonl {
namespace {

using io::Container;

template <typename T>
absl::StatusOr<T> Choose(std::string_view option, std::string_view value,
                         const std::vector<std::pair<std::string_view, T>>& choices) {
  std::string names;
  for (const auto& [name, choice] : choices) {
    if (name == value) return choice;
    text::Append(&names, names.empty() ? "" : ", ", name);
  }
  return absl::InvalidArgumentError(text::Cat(option, " is one of ", names, ", not '", value, "'"));
}

}  // namespace

absl::StatusOr<ConversionRules> RulesOf(const ConvertOptions& options, const Spec& from,
                                        const Spec& to) {
  using Meta = record::WriteOptions::Meta;
  using Arguments = record::WriteOptions::Arguments;
  ConversionRules rules;
  rules.from = from.format;
  rules.to = to.format;
  rules.to_examples = to.container == Container::kDelimited;
  if (rules.to_examples && rules.to != nullptr) {
    return absl::InvalidArgumentError(
        "--to protobuf takes no format: an Example keeps the one it was read as");
  }
  if (rules.to_examples && options.canonical) {
    return absl::InvalidArgumentError("--canonical is for JSON, not for --to protobuf");
  }
  rules.canonical = options.canonical;
  for (const std::string& field : options.repair_fields) {
    absl::StatusOr<json::FieldPath> path = json::FieldPath::Parse(field);
    if (!path.ok()) return path.status();
    const bool again = std::any_of(
        rules.repair_fields.begin(), rules.repair_fields.end(),
        [&](const json::FieldPath& other) { return other.Pointer() == path->Pointer(); });
    if (!again) rules.repair_fields.push_back(*std::move(path));
  }
  for (const std::string& pair : options.map) {
    if (absl::Status status = rules.map.Add(pair); !status.ok()) return status;
  }
  absl::StatusOr<Meta> meta =
      Choose<Meta>("--meta", options.meta,
                   {{"nest", Meta::kNest}, {"flatten", Meta::kFlatten}, {"drop", Meta::kDrop}});
  if (!meta.ok()) return meta.status();
  rules.write.meta = *meta;
  absl::StatusOr<Arguments> arguments = Choose<Arguments>("--arguments", options.arguments,
                                                          {{"as-read", Arguments::kAsRead},
                                                           {"string", Arguments::kString},
                                                           {"object", Arguments::kObject}});
  if (!arguments.ok()) return arguments.status();
  rules.write.arguments = *arguments;
  absl::StatusOr<bool> drop =
      Choose<bool>("--on-loss", options.on_loss, {{"error", false}, {"drop", true}});
  if (!drop.ok()) return drop.status();
  rules.write.drop_losses = *drop;
  if (rules.to_examples && (options.meta != "nest" || options.arguments != "as-read" || *drop)) {
    return absl::InvalidArgumentError(
        "--to protobuf takes no --meta, --arguments or --on-loss: an Example holds all of a "
        "record");
  }
  if (!options.system.empty()) {
    if (rules.to_examples || (rules.to != nullptr && rules.to->name() == "any")) {
      return absl::InvalidArgumentError(
          text::Cat("--system is not for --to ", options.to, ": records stay as they are"));
    }
    absl::StatusOr<std::shared_ptr<const SystemPrompts>> system =
        SystemPrompts::Read(options.system);
    if (!system.ok()) return system.status();
    rules.system = *std::move(system);
  }
  if (rules.to != nullptr && rules.to->name() == "words") {
    return absl::InvalidArgumentError("--to words: lists of words are only read, not written");
  }
  const bool words = rules.from != nullptr && rules.from->name() == "words";
  const Container container = from.container.value_or(Container::kLines);
  if (words && container != Container::kLines && container != Container::kJsonArray) {
    return absl::InvalidArgumentError(text::Cat(
        "--from ", options.from,
        ": words are a word a line, or a JSON array; of a table, give the column of words "
        "without its name to --from words"));
  }
  if (!options.instruction.empty()) {
    if (rules.from != nullptr && !words) {
      return absl::InvalidArgumentError(
          text::Cat("--instruction is for --from words, not ", rules.from->name()));
    }
    absl::StatusOr<InstructionTemplate> instruction =
        InstructionTemplate::Parse(options.instruction);
    if (!instruction.ok()) return instruction.status();
    rules.instruction = std::make_shared<InstructionTemplate>(*std::move(instruction));
  }
  return rules;
}

}  // namespace jsonl
