#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/fault_injector.h"
#include "tools/generate/function.h"
#include "tools/generate/json_tree.h"
#include "tools/generate/random.h"

namespace jsonl::generate {
namespace {

using Kind = JsonTree::Kind;

// The levels of difficulty: how many faults, and what the JSON must be like.
struct Level {
  std::string_view name;
  size_t fewest;
  size_t most;
  size_t depth;
  bool unicode;
};
constexpr Level kLevels[] = {
    {"easy", 1, 1, 0, false}, {"medium", 2, 3, 0, false}, {"hard", 4, 6, 3, true}};

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
bool HasUnicode(const JsonTree& tree) {
  const auto has = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
  };
  if (has(tree.text) || std::any_of(tree.keys.begin(), tree.keys.end(), has)) return true;
  return std::any_of(tree.elements.begin(), tree.elements.end(), HasUnicode);
}

bool AddFaults(std::string_view level_or_fault, const JsonTree& tree, FaultInjector* injector,
               std::string* why) {
  const auto* fault = std::find(kFaultNames.begin(), kFaultNames.end(), level_or_fault);
  if (fault != kFaultNames.end()) {
    if (injector->Add(static_cast<Fault>(fault - kFaultNames.begin()))) return true;
    *why = text::Cat("there is no place for a ", level_or_fault);
    return false;
  }
  for (const Level& level : kLevels) {
    if (level.name != level_or_fault) continue;
    if (DepthOf(tree) < level.depth || (level.unicode && !HasUnicode(tree))) {
      *why = text::Cat("a ", level.name, " one is nested ", level.depth,
                       " deep and has other letters than ASCII: nested() makes it so");
      return false;
    }
    const size_t wanted = level.fewest + injector->random().Below(level.most - level.fewest + 1);
    if (injector->AddAny(wanted) >= level.fewest) return true;
    *why = text::Cat("there is place for ", injector->faults(), " faults only");
    return false;
  }
  *why = text::Cat("'", text::Shortened(level_or_fault),
                   "' is neither easy, medium or hard nor the name of a fault");
  return false;
}

bool Break(const Call& call, bool mend_some, std::string* out, std::string* why) {
  const JsonTree* tree = call.Tree(0, why);
  if (tree == nullptr) return false;
  FaultInjector injector(*tree, call.seed);
  if (!AddFaults(call.text(1), *tree, &injector, why)) return false;
  if (mend_some) {
    if (injector.faults() < 2) {
      *why = "one fault cannot be mended in part";
      return false;
    }
    injector.MendSome();
  }
  const size_t begin = out->size();
  injector.Write(out);
  if (!call.checker->Parse(std::string_view(*out).substr(begin))) return true;
  out->resize(begin);
  *why = "the faults make another JSON of it";
  return false;
}

bool Broken(const Call& call, std::string* out, std::string* why) {
  return Break(call, false, out, why);
}

bool PartlyFixed(const Call& call, std::string* out, std::string* why) {
  return Break(call, true, out, why);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
void FindScalars(JsonTree* tree, std::vector<JsonTree*>* scalars) {
  if (tree->kind == Kind::kString || tree->kind == Kind::kOther) scalars->push_back(tree);
  for (JsonTree& element : tree->elements) FindScalars(&element, scalars);
}

// Well-formed, and not what it was: a number or literal as a string, a string cut or made up.
bool OverFixed(const Call& call, std::string* out, std::string* why) {
  const JsonTree* read = call.Tree(0, why);
  if (read == nullptr) return false;
  JsonTree tree = *read;
  TextPool texts;
  std::vector<JsonTree*> scalars;
  FindScalars(&tree, &scalars);
  if (scalars.empty()) {
    *why = "it has no value that could be changed";
    return false;
  }
  JsonTree& changed = *scalars[Random(call.seed ^ 0x6f766572).Below(scalars.size())];
  if (changed.kind == Kind::kOther) {
    changed.kind = Kind::kString;
    if (changed.text == "null") changed.text = "";
  } else if (text::CountCodePoints(changed.text) > 8 &&
             changed.text.find(' ') != changed.text.npos) {
    changed.text = changed.text.substr(0, changed.text.rfind(' '));
  } else {
    changed.text = changed.text.empty() ? "unknown" : texts.Keep(text::Cat(changed.text, "."));
  }
  return WriteNormalized(tree, out);
}

JsonTree String(std::string_view text) {
  return {.kind = Kind::kString, .text = text, .elements = {}, .keys = {}};
}

bool Nested(const Call& call, std::string* out, std::string* why) {
  static constexpr std::string_view kPlaces[] = {"São Paulo", "Zürich",  "東京", "Αθήνα",
                                                 "Київ",      "القاهرة", "मुंबई",  "Łódź"};
  static constexpr std::string_view kKeys[] = {"items", "records", "entries", "results"};
  const JsonTree* inner = call.Tree(0, why);
  if (inner == nullptr) return false;
  Random random(call.seed ^ 0x6e6573746564);
  JsonTree list{.kind = Kind::kArray, .text = {}, .elements = {}, .keys = {}};
  list.elements.push_back(*inner);
  JsonTree data{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {}};
  data.keys = {"origin", kKeys[random.Below(std::size(kKeys))]};
  data.elements.push_back(String(kPlaces[random.Below(std::size(kPlaces))]));
  data.elements.push_back(std::move(list));
  JsonTree outer{.kind = Kind::kObject, .text = {}, .elements = {}, .keys = {"data"}};
  outer.elements.push_back(std::move(data));
  WriteCompact(outer, out);
  return true;
}

constexpr Function kFunctions[] = {
    {"broken", "json, level",
     "broken: easy (1 fault), medium (2 or 3), hard (4 to 6, in JSON that is nested three deep and "
     "has other letters than ASCII); or by the fault named: trailing_comma, missing_comma, "
     "missing_quote, wrong_bracket, malformed_escape, missing_bracket",
     2, 2, true, Broken},
    {"partly_fixed", "json, level", "broken(json, level) with some of its faults mended, not all",
     2, 2, true, PartlyFixed},
    {"overfixed", "json", "in normal form, but with one value changed that was right", 1, 1, true,
     OverFixed},
    {"nested", "json", "within other objects, two deep, with a name in another script beside it", 1,
     1, true, Nested},
};

}  // namespace

absl::Span<const Function> JsonFaults() { return kFunctions; }

}  // namespace jsonl::generate
