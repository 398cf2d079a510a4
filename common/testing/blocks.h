// Blocks from texts in memory.

#ifndef JSONL_COMMON_TESTING_BLOCKS_H_
#define JSONL_COMMON_TESTING_BLOCKS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/io/block.h"

namespace jsonl::test {

// Makes `text` the whole content of the block, which is of `origin`.
void SetText(std::string_view text, const io::Origin& origin, io::Block* block);

// A block a text, all of one input.
class TextSource : public io::BlockSource {
 public:
  explicit TextSource(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  absl::StatusOr<bool> Next(io::Block* block) override;

 private:
  std::vector<std::string> texts_;
  io::Origin origin_ = {.name = "memory"};
  size_t next_ = 0;
  size_t offset_ = 0;
};

}  // namespace jsonl::test

#endif  // JSONL_COMMON_TESTING_BLOCKS_H_
