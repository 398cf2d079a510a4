// Templates made ready: each variation of each is a list of pieces to be put one after the other.

#ifndef JSONL_TOOLS_GENERATE_LIBRARY_H_
#define JSONL_TOOLS_GENERATE_LIBRARY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/hash/fingerprint.h"
#include "common/json/field_path.h"
#include "tools/generate/function.h"

namespace re2 {
class RE2;
}

namespace jsonl::generate {

// Something that a record, or an example, has a value for. Equal ones are one node.
struct ValueNode {
  enum class Kind : uint8_t {
    kText,    // the text itself
    kRecord,  // all of the record
    kField,   // a field of it
    kId,      // of the example
    kCall,    // of the function, with the inputs
    kJoined,  // the inputs, one after the other
    kMatch,   // empty, unless the input contains a match of the pattern
  };
  Kind kind = Kind::kText;
  bool by_example = false;  // not the same for all examples of a record
  uint16_t height = 0;      // how deep its inputs are nested
  std::string text;         // of kText; of kField its path
  std::optional<json::FieldPath> path;
  const Function* function = nullptr;
  std::shared_ptr<const re2::RE2> pattern;
  std::vector<uint32_t> inputs;  // indices of nodes
};

struct Piece {
  std::string before;    // JSON, up to the value
  uint32_t node = 0;     // what comes then
  bool as_json = false;  // as JSON of its own; otherwise, as a part of a string
};

// One variation of a template.
struct Program {
  uint32_t source = 0;           // index of the template
  hash::Fingerprint key;         // of the template's name and what is varied
  std::vector<uint32_t> guards;  // nodes of kMatch: there is no example where one is empty
  std::vector<Piece> pieces;
  std::string tail;  // JSON, after the last piece
};

struct TemplateInfo {
  std::string name;
  std::string difficulty;
  uint64_t share = UINT64_MAX;  // examples whose hash is below it; UINT64_MAX: all
  std::vector<uint32_t> needs;  // nodes
  // Its programs are these of Library::programs.
  size_t begin = 0;
  size_t end = 0;
};

struct Library {
  std::vector<TemplateInfo> templates;
  std::vector<ValueNode> nodes;
  std::vector<Program> programs;
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_LIBRARY_H_
