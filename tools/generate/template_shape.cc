#include "tools/generate/template_shape.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/node_reader.h"

namespace jsonl::generate {
namespace {

using report::Code;
using Kind = YamlNode::Kind;

class ShapeChecker {
 public:
  ShapeChecker(const Template& from, std::vector<LineFinding>* findings)
      : from_(from), findings_(*findings) {}

  // What each format demands, and what is added to it by itself.
  void Check(const YamlNode& record) {
    if (record.children.empty()) {
      return Find(record, Code::kEmptyField, "'record' is empty");
    }
    if (from_.format == TargetFormat::kAny) {
      if (!from_.system.empty()) {
        Find(record, Code::kBadTemplate,
             "'system' is for alpaca, task and multitask: with format any, put it into 'record'");
      }
      return;
    }
    if (const YamlNode* meta = FindMember(record, "meta");
        meta != nullptr && meta->kind != Kind::kMapping) {
      Find(*meta, Code::kWrongType,
           text::Cat("'record.meta' must be a mapping, found ", meta->TypeName()));
    }
    switch (from_.format) {
      case TargetFormat::kAlpaca: {
        Demand(record, "instruction", Kind::kScalar, "record.");
        Demand(record, "output", Kind::kScalar, "record.");
        if (FindMember(record, "input") != nullptr) {
          Demand(record, "input", Kind::kScalar, "record.");
        }
        static constexpr std::array<std::string_view, 4> kAlpaca = {"instruction", "input",
                                                                    "output", "meta"};
        for (size_t i = 0; i < record.children.size(); i += 2) {
          const YamlNode& key = record.children[i];
          if (std::find(kAlpaca.begin(), kAlpaca.end(), key.text) == kAlpaca.end()) {
            Find(key, Code::kUnknownField,
                 text::Cat("'record.", text::Shortened(key.text),
                           "': alpaca has instruction, input, output and meta"));
          }
        }
        break;
      }
      case TargetFormat::kTask: {
        Forbid(record, "task");
        Demand(record, "input", Kind::kMapping, "record.");
        if (const YamlNode* input = FindMember(record, "input");
            input && input->kind == Kind::kMapping) {
          Demand(*input, "instruction", Kind::kScalar, "record.input.");
        }
        const bool pair =
            FindMember(record, "chosen") != nullptr || FindMember(record, "rejected") != nullptr;
        if (!pair) return Demand(record, "output", Kind::kScalar, "record.");
        Demand(record, "chosen", Kind::kScalar, "record.");
        Demand(record, "rejected", Kind::kScalar, "record.");
        if (const YamlNode* output = FindMember(record, "output")) {
          Find(*output, Code::kAmbiguousFormat, "'record' has both 'output' and 'chosen'");
        }
        break;
      }
      case TargetFormat::kMultitask:
        Forbid(record, "task");
        Forbid(record, "id");
        Demand(record, "input", Kind::kMapping, "record.");
        Demand(record, "target", Kind::kMapping, "record.");
        break;
      case TargetFormat::kAny:
        break;
    }
  }

 private:
  void Find(const YamlNode& node, Code code, std::string message) {
    findings_.push_back({node.line, {code, "", std::move(message)}});
  }

  void Demand(const YamlNode& mapping, std::string_view key, Kind kind, std::string_view where) {
    const YamlNode* node = FindMember(mapping, key);
    const std::string name = text::Cat("'", where, key, "'");
    if (node == nullptr) {
      return Find(mapping, Code::kMissingField, text::Cat("Missing ", name));
    }
    if (node->kind != kind) {
      Find(*node, Code::kWrongType,
           text::Cat(name, kind == Kind::kMapping ? " must be a mapping" : " must be a string",
                     ", found ", node->TypeName()));
    } else if (kind == Kind::kScalar && node->tag == kJsonTag) {
      Find(*node, Code::kWrongType, text::Cat(name, " must be a string: leave ", kJsonTag, " out"));
    }
  }
  void Forbid(const YamlNode& mapping, std::string_view key) {
    if (const YamlNode* node = FindMember(mapping, key)) {
      Find(*node, Code::kUnknownField,
           text::Cat("'record.", key, "' is written by itself: leave it out"));
    }
  }

  const Template& from_;
  std::vector<LineFinding>& findings_;
};

}  // namespace

void CheckShape(const YamlNode& record, const Template& from, std::vector<LineFinding>* findings) {
  ShapeChecker(from, findings).Check(record);
}

}  // namespace jsonl::generate
