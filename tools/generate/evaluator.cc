#include "tools/generate/evaluator.h"

#include <re2/re2.h>

#include <string>

#include "absl/container/inlined_vector.h"
#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl::generate {
namespace {

using Kind = ValueNode::Kind;

// Of one value that is made.
constexpr size_t kMaxMade = size_t{64} << 20;

// Says why, if someone asks.
template <typename... Pieces>
bool Fail(std::string* why, const Pieces&... pieces) {
  if (why != nullptr) *why = text::Cat(pieces...);
  return false;
}

}  // namespace

Evaluator::Evaluator(const Library& library) : library_(library), slots_(library.nodes.size()) {}

void Evaluator::StartRecord(json::Value root) {
  trees_.Clear();
  root_ = root;
  word_ = {};
  record_epoch_ = ++epoch_;
}

void Evaluator::StartWord(std::string_view word) {
  root_ = {};
  word_ = word;
  record_epoch_ = ++epoch_;
}

void Evaluator::StartExample(hash::Fingerprint id) {
  id_ = id;
  ++epoch_;
}

// NOLINTNEXTLINE(misc-no-recursion): no deeper than the compiler lets nodes be.
const Argument* Evaluator::Evaluate(uint32_t index, std::string* why) {
  const ValueNode& node = library_.nodes[index];
  Slot& slot = slots_[index];
  const uint64_t epoch = node.by_example ? epoch_ : record_epoch_;
  // Where it failed before and the reason is asked for now, it is made again.
  if (slot.epoch != epoch || (!slot.there && why != nullptr)) {
    slot.epoch = epoch;
    slot.is_escaped = false;
    slot.there = Make(node, &slot, why);
  }
  return slot.there ? &slot.value : nullptr;
}

bool Evaluator::AppendInString(uint32_t index, text::Buffer* out, std::string* why) {
  if (Evaluate(index, why) == nullptr) return false;
  Slot& slot = slots_[index];
  if (!slot.is_escaped) {
    slot.escaped.clear();
    json::AppendEscaped(slot.value.text, &slot.escaped);
    slot.escaped_text = slot.escaped;
    slot.is_escaped = true;
  }
  out->append(slot.escaped_text);
  return true;
}

bool Evaluator::AppendAsJson(uint32_t index, text::Buffer* out, std::string* why) {
  const Argument* value = Evaluate(index, why);
  if (value == nullptr) return false;
  const Kind kind = library_.nodes[index].kind;
  if (value->value) {
    json::AppendCompact(value->value, out);
  } else if (kind == Kind::kField || kind == Kind::kId) {
    json::AppendString(value->text, out);
  } else {
    const json::Value parsed = checker_.Parse(value->text);
    if (!parsed) return Fail(why, "what stands behind !json is not JSON");
    json::AppendCompact(parsed, out);
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool Evaluator::Make(const ValueNode& node, Slot* slot, std::string* why) {
  switch (node.kind) {
    case Kind::kText:
      slot->value = {node.text, {}};
      return true;
    case Kind::kRecord:
      if (!root_) return Fail(why, "a word is no record");
      SetValue(root_, slot);
      return true;
    case Kind::kField:
      return MakeField(node, slot, why);
    case Kind::kId:
      slot->made = ToUuid(id_);
      slot->value = {slot->made, {}};
      return true;
    case Kind::kCall:
      return MakeCall(node, slot, why);
    case Kind::kJoined:
      return MakeJoined(node, slot, why);
    case Kind::kMatch:
      return MakeMatch(node, slot, why);
  }
  return false;
}

void Evaluator::SetValue(json::Value value, Slot* slot) const {
  if (!value.is_string()) {
    slot->value = {value.raw(), value};
    return;
  }
  slot->value = {value.string(), {}};
  if (value.as_written()) {
    slot->escaped_text = value.string();
    slot->is_escaped = true;
  }
}

bool Evaluator::MakeField(const ValueNode& node, Slot* slot, std::string* why) const {
  if (!root_ && node.text == "word") {
    slot->value = {word_, {}};
    return true;
  }
  const json::Value value = root_ ? node.path->Find(root_) : json::Value();
  if (!value) {
    return Fail(why, "there is no field '", node.text, "'");
  }
  if (value.is_null()) {
    return Fail(why, "field '", node.text, "' is null");
  }
  SetValue(value, slot);
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool Evaluator::MakeCall(const ValueNode& node, Slot* slot, std::string* why) {
  absl::InlinedVector<Argument, 4> arguments;
  for (uint32_t input : node.inputs) {
    const Argument* argument = Evaluate(input, why);
    if (argument == nullptr) return false;
    arguments.push_back(*argument);
  }
  slot->made.clear();
  std::string reason;
  const Call call{.arguments = arguments,
                  .seed = id_.low,
                  .parser = &parser_,
                  .checker = &checker_,
                  .trees = &trees_};
  if (!node.function->evaluate(call, &slot->made, &reason)) {
    return Fail(why, node.function->name, "(", node.function->parameters, "): ", reason);
  }
  slot->value = {slot->made, {}};
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool Evaluator::MakeJoined(const ValueNode& node, Slot* slot, std::string* why) {
  slot->made.clear();
  for (uint32_t input : node.inputs) {
    const Argument* argument = Evaluate(input, why);
    if (argument == nullptr) return false;
    if (slot->made.size() + argument->text.size() > kMaxMade)
      return Fail(why, "a text is too long");
    slot->made += argument->text;
  }
  slot->value = {slot->made, {}};
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion)
bool Evaluator::MakeMatch(const ValueNode& node, Slot* slot, std::string* why) {
  const Argument* input = Evaluate(node.inputs[0], why);
  if (input == nullptr) return false;
  const bool matches = RE2::PartialMatch({input->text.data(), input->text.size()}, *node.pattern);
  slot->value = {matches ? "1" : "", {}};
  return true;
}

std::string ToUuid(hash::Fingerprint id) {
  static constexpr char kHex[] = "0123456789abcdef";
  uint64_t words[2] = {id.high, id.low};
  words[0] = (words[0] & ~uint64_t{0xf000}) | 0x8000;                // version 8
  words[1] = (words[1] & ~(uint64_t{3} << 62)) | uint64_t{2} << 62;  // variant
  std::string out;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) out.push_back('-');
    out.push_back(kHex[words[i / 16] >> (60 - 4 * (i % 16)) & 15]);
  }
  return out;
}

}  // namespace jsonl::generate
