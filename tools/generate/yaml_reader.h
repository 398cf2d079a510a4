// YAML (1.2, by yaml-cpp) as a small tree with line numbers.
//
// Made for files that may be hostile: aliases are not taken, so that no bomb can unfold, and depth,
// number of nodes and size have limits, which are checked while the file is read.

#ifndef JSONL_TOOLS_GENERATE_YAML_READER_H_
#define JSONL_TOOLS_GENERATE_YAML_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/report/diagnostic.h"

namespace jsonl::generate {

struct YamlNode {
  enum class Kind : uint8_t { kScalar, kSequence, kMapping };

  Kind kind = Kind::kScalar;
  bool plain = false;              // a scalar without quotes, which may be a number, true, null ...
  std::string tag;                 // "!json"; empty if there is none
  uint32_t line = 0;               // from 1
  std::string text;                // of a scalar
  std::vector<YamlNode> children;  // of a mapping: key, value, key, value ...

  // "a string", "a number", "true or false", "null", "a list", "a mapping": for messages.
  std::string_view TypeName() const;
  // A scalar in quotes, or one that is no number, true, false or null.
  bool IsString() const { return TypeName() == "a string"; }
};

// The value of a mapping's member; null if it has none of that name.
const YamlNode* FindMember(const YamlNode& mapping, std::string_view key);

// A finding about a line of a file.
struct LineFinding {
  uint32_t line = 0;
  report::Finding finding;
};

inline constexpr size_t kMaxYamlDepth = 32;
inline constexpr size_t kMaxYamlNodes = 100'000;

// Appends the documents of a file, without empty ones. What is wrong with the file is appended to
// `findings`; the documents before it are there then.
void ReadYaml(std::string_view text, std::vector<YamlNode>* documents,
              std::vector<LineFinding>* findings);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_YAML_READER_H_
