#include "tools/generate/node_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "common/json/field_path.h"
#include "common/json/writer.h"
#include "common/text/utf8.h"

namespace jsonl::generate {
namespace {

constexpr uint16_t kMaxHeight = 200;
constexpr size_t kNodeSize = sizeof(ValueNode) + 64;

ValueNode NewNode(ValueNode::Kind kind) {
  ValueNode node;
  node.kind = kind;
  return node;
}

std::string KeyOf(char kind, std::string_view name, const std::vector<uint32_t>& inputs) {
  std::string key(1, kind);
  key += name;
  for (uint32_t input : inputs) text::Append(&key, ",", input);
  return key;
}

}  // namespace

uint32_t NodeTable::Intern(std::string key, ValueNode node) {
  const auto [at, is_new] =
      index_.try_emplace(std::move(key), static_cast<uint32_t>(nodes_.size()));
  if (is_new) {
    size_ += kNodeSize + 2 * at->first.size() + sizeof(uint32_t) * node.inputs.size();
    nodes_.push_back(std::move(node));
  }
  return at->second;
}

absl::StatusOr<uint32_t> NodeTable::InternInner(std::string key, ValueNode node) {
  for (uint32_t input : node.inputs) {
    const ValueNode& from = nodes_[input];
    node.by_example = node.by_example || from.by_example;
    node.height = std::max<uint16_t>(node.height, static_cast<uint16_t>(from.height + 1));
  }
  if (node.height > kMaxHeight) {
    return absl::ResourceExhaustedError(
        text::Cat("Variables that use variables are nested more than ", kMaxHeight, " deep"));
  }
  return Intern(std::move(key), std::move(node));
}

uint32_t NodeTable::Text(std::string text) {
  ValueNode node = NewNode(ValueNode::Kind::kText);
  node.text = text;
  return Intern("t" + text, std::move(node));
}

uint32_t NodeTable::Record() { return Intern("r", NewNode(ValueNode::Kind::kRecord)); }

uint32_t NodeTable::Id() {
  ValueNode node = NewNode(ValueNode::Kind::kId);
  node.by_example = true;
  return Intern("i", std::move(node));
}

absl::StatusOr<uint32_t> NodeTable::Field(const std::string& path) {
  absl::StatusOr<json::FieldPath> parsed = json::FieldPath::Parse(path);
  if (!parsed.ok()) return parsed.status();
  ValueNode node = NewNode(ValueNode::Kind::kField);
  node.text = path;
  node.path = *std::move(parsed);
  return Intern("f" + path, std::move(node));
}

absl::StatusOr<uint32_t> NodeTable::Call(const Function& function, std::vector<uint32_t> inputs) {
  if (absl::Status status = CheckRoom(); !status.ok()) return status;
  std::string key = KeyOf('c', function.name, inputs);
  if (const auto known = index_.find(key); known != index_.end()) return known->second;
  if (function.chooses || !IsConstant(inputs)) {
    ValueNode node = NewNode(ValueNode::Kind::kCall);
    node.function = &function;
    node.by_example = function.chooses;
    node.inputs = std::move(inputs);
    return InternInner(std::move(key), std::move(node));
  }
  std::vector<Argument> arguments;
  for (uint32_t input : inputs) arguments.push_back({nodes_[input].text, {}});
  const generate::Call call{.arguments = arguments,
                            .seed = 0,
                            .parser = &parser_,
                            .checker = &checker_,
                            .trees = &trees_};
  std::string result;
  std::string why;
  if (!function.evaluate(call, &result, &why)) {
    return absl::InvalidArgumentError(
        text::Cat(function.name, "(", function.parameters, "): ", why));
  }
  const uint32_t text = Text(std::move(result));
  index_.try_emplace(std::move(key), text);
  return text;
}

absl::StatusOr<uint32_t> NodeTable::Joined(std::vector<uint32_t> inputs) {
  if (inputs.size() == 1) return inputs[0];
  if (absl::Status status = CheckRoom(); !status.ok()) return status;
  std::string key = KeyOf('j', "", inputs);
  if (const auto known = index_.find(key); known != index_.end()) return known->second;
  if (!IsConstant(inputs)) {
    ValueNode node = NewNode(ValueNode::Kind::kJoined);
    node.inputs = std::move(inputs);
    return InternInner(std::move(key), std::move(node));
  }
  std::string joined;
  for (uint32_t input : inputs) {
    joined += nodes_[input].text;
    if (absl::Status status = CheckRoom(joined.size()); !status.ok()) return status;
  }
  return Text(std::move(joined));
}

absl::StatusOr<uint32_t> NodeTable::Match(uint32_t input, const std::string& pattern) {
  if (absl::Status status = CheckRoom(); !status.ok()) return status;
  std::string key = KeyOf('m', pattern, {input});
  if (const auto known = index_.find(key); known != index_.end()) return known->second;
  RE2::Options options;
  options.set_log_errors(false);
  ValueNode node = NewNode(ValueNode::Kind::kMatch);
  node.inputs = {input};
  node.pattern = std::make_shared<const RE2>(pattern, options);
  return InternInner(std::move(key), std::move(node));
}

absl::StatusOr<std::string> NodeTable::ToJson(uint32_t text) {
  const json::Value value = checker_.Parse(nodes_[text].text);
  if (!value) {
    return absl::InvalidArgumentError(
        text::Cat("!json: '", text::Shortened(nodes_[text].text), "' is not JSON"));
  }
  std::string out;
  json::AppendCompact(value, &out);
  return out;
}

absl::Status NodeTable::CheckRoom(size_t more) const {
  if (size_ + more <= kMaxCompiledSize) return absl::OkStatus();
  return absl::ResourceExhaustedError(text::Cat("The variations of all templates take more than ",
                                                kMaxCompiledSize >> 20, " MiB: vary less"));
}

void NodeTable::ReturnTo(const Mark& mark) {
  nodes_.resize(mark.nodes);
  absl::erase_if(index_, [&](const auto& entry) { return entry.second >= mark.nodes; });
  size_ = mark.size;
}

bool NodeTable::IsConstant(const std::vector<uint32_t>& inputs) const {
  return std::all_of(inputs.begin(), inputs.end(), [this](uint32_t input) {
    return nodes_[input].kind == ValueNode::Kind::kText;
  });
}

}  // namespace jsonl::generate
