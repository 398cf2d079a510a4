// The templates of a directory.

#ifndef JSONL_TOOLS_GENERATE_TEMPLATE_FILES_H_
#define JSONL_TOOLS_GENERATE_TEMPLATE_FILES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/report/diagnostic.h"
#include "tools/generate/library.h"

namespace jsonl::generate {

struct FileFinding {
  std::string file;
  uint64_t line = 0;
  report::Finding finding;
};

inline constexpr size_t kMaxFileSize = 1 << 20;
inline constexpr size_t kMaxFiles = 10'000;

// Makes the templates ready that are in files called *.yaml or *.yml below the directories, or in
// the files that are named themselves; in the order of their names. A template is called as its
// file is below the directory, without the extension, unless it has a name; further ones of a file
// get -2, -3 ... behind it. A file that is there twice is taken once. What is wrong with one is a
// finding, and the others are taken. NOT_FOUND if a path is not there, INVALID_ARGUMENT if there is
// no template file below it.
absl::Status LoadTemplates(const std::vector<std::string>& paths, Library* library,
                           std::vector<FileFinding>* findings);

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_TEMPLATE_FILES_H_
