// Files for tests to work on.

#ifndef JSONL_COMMON_TESTING_SCRATCH_DIR_H_
#define JSONL_COMMON_TESTING_SCRATCH_DIR_H_

#include <string>
#include <string_view>
#include <vector>

namespace jsonl::test {

// An empty directory of a test's own, which is removed with all that is in it.
class ScratchDir {
 public:
  ScratchDir();
  ~ScratchDir();
  ScratchDir(const ScratchDir&) = delete;
  ScratchDir& operator=(const ScratchDir&) = delete;

  const std::string& path() const { return path_; }
  // The path of a file in it.
  std::string Path(std::string_view name) const { return path_ + "/" + std::string(name); }
  // Writes a file and returns its path.
  std::string Write(std::string_view name, std::string_view bytes) const;
  // The names of all that is in it, hidden files too, sorted.
  std::vector<std::string> List() const;

 private:
  std::string path_;
};

// The content of a file; fails the test if there is none.
std::string ReadFile(const std::string& path);

}  // namespace jsonl::test

#endif  // JSONL_COMMON_TESTING_SCRATCH_DIR_H_
