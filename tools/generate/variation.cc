#include "tools/generate/variation.h"

#include <algorithm>
#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "tools/generate/function.h"

namespace jsonl::generate {
namespace {

// As if it took that many bytes, so that what all templates may take bounds the time as well.
constexpr size_t kResolveCost = 16;

}  // namespace

void PieceWriter::String(std::string_view text) { json::AppendString(text, &pending_); }

// NOLINTNEXTLINE(misc-no-recursion): no deeper than NodeTable lets nodes be.
void PieceWriter::Node(uint32_t node, bool as_json) {
  const ValueNode& value = nodes_.node(node);
  if (!as_json && value.kind == ValueNode::Kind::kText) {
    return json::AppendEscaped(value.text, &pending_);
  }
  if (!as_json && value.kind == ValueNode::Kind::kJoined) {
    // What is too large is refused when it is written; until then, no more is added.
    for (uint32_t input : value.inputs) {
      if (size() <= kMaxCompiledSize) Node(input, false);
    }
    return;
  }
  size_ += pending_.size() + sizeof(Piece);
  pieces_.push_back({std::move(pending_), node, as_json});
  pending_.clear();
}

hash::Fingerprint PieceWriter::Hash() const {
  std::string all;
  for (const Piece& piece : pieces_) {
    text::Append(&all, piece.before.size(), ":", piece.before, piece.node,
                 piece.as_json ? "j" : "s");
  }
  all += pending_;
  return hash::Hash(all);
}

void PieceWriter::MoveTo(Program* program) {
  program->pieces = std::move(pieces_);
  program->tail = std::move(pending_);
}

VariationCompiler::VariationCompiler(const Template& from, NodeTable* nodes)
    : from_(from), nodes_(*nodes), names_(from.variables.size()) {}

absl::StatusOr<Program> VariationCompiler::Compile(const std::vector<size_t>& choices,
                                                   hash::Fingerprint* body) {
  if (absl::Status room = nodes_.CheckRoom(); !room.ok()) return room;
  Program program;
  std::string key = from_.name;
  for (size_t v = 0; v < from_.variables.size(); ++v) {
    const Variable& variable = from_.variables[v];
    std::vector<Named> resolved;
    known_ = v;
    for (const auto& [name, text] : variable.choices[choices[v]]) {
      absl::StatusOr<uint32_t> node = ResolveText(text);
      if (!node.ok()) return node.status();
      resolved.push_back({name, *node});
      key.push_back('\0');
      text::Append(&key, variable.name, ".", name, "=", text.source);
    }
    names_[v] = std::move(resolved);
  }
  known_ = from_.variables.size();
  program.key = hash::Hash(key);
  std::string guards;
  for (const Condition& condition : from_.where) {
    absl::StatusOr<uint32_t> node = ResolveText(condition.text);
    if (!node.ok()) return node.status();
    absl::StatusOr<uint32_t> match = nodes_.Match(*node, condition.pattern);
    if (!match.ok()) return match.status();
    text::Append(&guards, *match, ",");
    program.guards.push_back(*match);
  }
  PieceWriter out(nodes_);
  absl::Status status;
  if (from_.format == TargetFormat::kAny) {
    status = WriteValue(from_.record, &out);
    *body = out.Hash();
  } else {
    status = from_.format == TargetFormat::kAlpaca ? WriteAlpaca(&out) : WriteTask(&out);
    *body = out.Hash();
    if (status.ok()) status = WriteMeta(&out);
  }
  if (!status.ok()) return status;
  *body = hash::Mix(*body, hash::Hash(guards));
  nodes_.Take(out.size() + key.size() + sizeof(Program));
  out.MoveTo(&program);
  return program;
}

absl::StatusOr<uint32_t> VariationCompiler::ResolveName(std::string_view path) {
  const std::string_view head = path.substr(0, path.find('.'));
  const std::string_view rest = path.substr(std::min(path.size(), head.size() + 1));
  if (head == "id") return nodes_.Id();
  if (head == "record") return rest.empty() ? nodes_.Record() : nodes_.Field(std::string(rest));
  for (size_t v = 0; v < known_; ++v) {
    if (from_.variables[v].name != head) continue;
    for (const Named& named : names_[v]) {
      if (named.name == rest) return named.node;
    }
  }
  return nodes_.Field(std::string(path));
}

// NOLINTNEXTLINE(misc-no-recursion): no deeper than ParseText takes it.
absl::StatusOr<uint32_t> VariationCompiler::Resolve(const Expression& expression) {
  nodes_.Take(kResolveCost);
  if (expression.kind == Expression::Kind::kText) return nodes_.Text(expression.text);
  if (expression.kind == Expression::Kind::kName) return ResolveName(expression.text);
  std::vector<uint32_t> inputs;
  for (const Expression& argument : expression.arguments) {
    absl::StatusOr<uint32_t> input = Resolve(argument);
    if (!input.ok()) return input;
    inputs.push_back(*input);
  }
  return nodes_.Call(*FindFunction(expression.text), std::move(inputs));
}

absl::StatusOr<uint32_t> VariationCompiler::ResolveText(const TextTemplate& text) {
  std::vector<uint32_t> inputs;
  for (const Expression& part : text.parts) {
    absl::StatusOr<uint32_t> input = Resolve(part);
    if (!input.ok()) return input;
    inputs.push_back(*input);
  }
  return nodes_.Joined(std::move(inputs));
}

const ValueTemplate* VariationCompiler::Find(std::string_view key) const {
  const auto& keys = from_.record.keys;
  const auto at = std::find(keys.begin(), keys.end(), key);
  if (at == keys.end()) return nullptr;
  return &from_.record.elements[static_cast<size_t>(at - keys.begin())];
}

// NOLINTNEXTLINE(misc-no-recursion): at most kMaxYamlDepth deep.
absl::Status VariationCompiler::WriteValue(const ValueTemplate& value, PieceWriter* out) {
  if (value.kind == ValueTemplate::Kind::kArray || value.kind == ValueTemplate::Kind::kObject) {
    const bool object = value.kind == ValueTemplate::Kind::kObject;
    out->Literal(object ? "{" : "[");
    for (size_t i = 0; i < value.elements.size(); ++i) {
      if (i > 0) out->Literal(",");
      absl::Status status = object ? WriteMember(value.keys[i], value.elements[i], out)
                                   : WriteValue(value.elements[i], out);
      if (!status.ok()) return status;
    }
    out->Literal(object ? "}" : "]");
    return absl::OkStatus();
  }
  const bool as_json = value.kind == ValueTemplate::Kind::kJson;
  if (!as_json) out->Literal("\"");
  for (const Expression& part : value.text.parts) {
    absl::StatusOr<uint32_t> node = Resolve(part);
    if (!node.ok()) return node.status();
    if (as_json && nodes_.node(*node).kind == ValueNode::Kind::kText) {
      absl::StatusOr<std::string> json = nodes_.ToJson(*node);
      if (!json.ok()) return json.status();
      out->Literal(*json);
    } else {
      out->Node(*node, as_json);
    }
    if (absl::Status status = nodes_.CheckRoom(out->size()); !status.ok()) return status;
  }
  if (!as_json) out->Literal("\"");
  return absl::OkStatus();
}

absl::Status VariationCompiler::WriteMember(std::string_view key, const ValueTemplate& value,
                                            PieceWriter* out) {
  out->String(key);
  out->Literal(":");
  return WriteValue(value, out);
}

absl::Status VariationCompiler::WriteAlpaca(PieceWriter* out) {
  std::string_view before = "{";
  for (std::string_view key : {"instruction", "input", "output"}) {
    out->Literal(std::exchange(before, ","));
    if (const ValueTemplate* value = Find(key)) {
      if (absl::Status status = WriteMember(key, *value, out); !status.ok()) return status;
    } else {
      out->Literal("\"input\":\"\"");
    }
  }
  return absl::OkStatus();
}

absl::Status VariationCompiler::WriteTask(PieceWriter* out) {
  out->Literal("{");
  if (from_.format == TargetFormat::kMultitask) {
    out->Literal("\"id\":\"");
    out->Node(nodes_.Id(), false);
    out->Literal("\",");
  }
  out->Literal("\"task\":");
  out->String(from_.task);
  for (size_t i = 0; i < from_.record.keys.size(); ++i) {
    if (from_.record.keys[i] == "meta") continue;
    out->Literal(",");
    absl::Status status = WriteMember(from_.record.keys[i], from_.record.elements[i], out);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status VariationCompiler::WriteMeta(PieceWriter* out) {
  out->Literal(",\"meta\":{");
  std::string_view before;
  const ValueTemplate* meta = Find("meta");
  for (size_t i = 0; meta != nullptr && i < meta->keys.size(); ++i) {
    out->Literal(std::exchange(before, ","));
    absl::Status status = WriteMember(meta->keys[i], meta->elements[i], out);
    if (!status.ok()) return status;
  }
  const std::pair<std::string_view, const std::string&> own[] = {
      {"template", from_.name},
      {"template_category", from_.category},
      {"template_style", from_.style},
      {"difficulty", from_.difficulty},
      {"system", from_.system}};
  for (const auto& [key, value] : own) {
    const bool said =
        meta != nullptr && std::find(meta->keys.begin(), meta->keys.end(), key) != meta->keys.end();
    if (said || value.empty()) continue;
    out->Literal(std::exchange(before, ","));
    out->String(key);
    out->Literal(":");
    out->String(value);
  }
  out->Literal("}}");
  return absl::OkStatus();
}

}  // namespace jsonl::generate
