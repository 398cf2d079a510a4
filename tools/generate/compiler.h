// Makes templates ready.

#ifndef JSONL_TOOLS_GENERATE_COMPILER_H_
#define JSONL_TOOLS_GENERATE_COMPILER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/hash/fingerprint.h"
#include "tools/generate/library.h"
#include "tools/generate/node_table.h"
#include "tools/generate/template.h"
#include "tools/generate/yaml_reader.h"

namespace jsonl::generate {

// Of one template.
inline constexpr size_t kMaxVariations = 10'000;
inline constexpr size_t kMaxVariables = 100;

class Compiler {
 public:
  explicit Compiler(Library* library) : library_(*library), nodes_(&library->nodes) {}

  // Adds the template, unless something is wrong with it. Warnings are of variations that generate
  // nothing of their own, which are left out, and of texts that a template before has, too.
  void Add(const Template& from, std::vector<LineFinding>* findings);

 private:
  struct Place {  // a template's, for messages
    std::string name;
    std::string file;
    uint32_t line;
  };

  Library& library_;
  NodeTable nodes_;
  absl::flat_hash_map<hash::Fingerprint, uint32_t> bodies_;  // of programs: index of the place
  std::vector<Place> places_;                                // of templates, also of those left out
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_COMPILER_H_
