// Cuts inputs into blocks of whole lines.

#ifndef JSONL_COMMON_IO_LINE_SOURCE_H_
#define JSONL_COMMON_IO_LINE_SOURCE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/io/block.h"
#include "common/io/input.h"
#include "common/io/splitter.h"

namespace jsonl::io {

struct LineOptions {
  size_t block_size = BlockSource::kDefaultBlockSize;
  // Lines of more bytes, without their '\n', come in parts (Block::Part).
  size_t max_line = 64 << 20;
  // Names what to do about an input that is a JSON array where lines are expected; empty: such an
  // input is not looked for.
  std::string array_advice;
  // What the inputs are; none: each is what its first bytes say.
  std::optional<Container> container = Container::kLines;
};

// Reads the inputs one after the other; the records of other containers than lines are listed in
// Block::records. Blocks never span two inputs; a byte-order mark at the
// start of an input is skipped; an input whose last line has no '\n' gets one. When the input
// would block, the whole lines there are make a block; where there are none, an empty block flushes
// what is made of those before it. INVALID_ARGUMENT: an input is a JSON array where lines are
// expected.
class LineSource : public BlockSource {
 public:
  LineSource(std::vector<Input> inputs, LineOptions options);

  absl::StatusOr<bool> Next(Block* block) override;
  void Cancel() override { cancelled_.store(true, std::memory_order_relaxed); }

  // The file behind the input read last, if it can be read again.
  const std::optional<FileIdentity>& file() const { return open_.file; }

 private:
  absl::StatusOr<bool> OpenNext();
  absl::Status Fill(Block* block, bool* found_line);
  absl::Status CheckStart(Block* block);
  absl::StatusOr<Container> FindContainer();
  absl::StatusOr<bool> NextRecords(Block* block);
  bool IsTooLong(const Block& block) const;
  void CutAt(Block* block, size_t size);
  void HoldBack(Block* block);
  bool HandOut(Block* block);

  std::vector<Input> inputs_;
  LineOptions options_;
  size_t next_input_ = 0;
  std::vector<std::unique_ptr<Origin>> origins_;  // blocks point to them

  std::atomic<bool> cancelled_ = false;
  OpenInput open_;
  bool at_end_ = true;      // of the current input
  bool at_start_ = false;   // of the current input: nothing but white space so far
  bool oversize_ = false;   // within a line that comes in parts
  bool unflushed_ = false;  // the block before was handed out without Block::flush
  uint64_t offset_ = 0;     // of the next block
  uint64_t sequence_ = 0;
  std::string carry_;                   // the start of a record whose end is yet to be read
  std::unique_ptr<Splitter> splitter_;  // of the current input; null: lines
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_LINE_SOURCE_H_
