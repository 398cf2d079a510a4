// Blocks: what flows from the inputs through the engine.

#ifndef JSONL_COMMON_IO_BLOCK_H_
#define JSONL_COMMON_IO_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace jsonl::io {

// How records lie in an input.
enum class Container : uint8_t {
  kLines,
  kJsonArray,  // the elements of one array
  kDelimited,  // messages, each with its length before it
  kCsv,        // comma-separated values under a row of names (csv.h)
  kTsv,        // the same, separated by tabs
  kNpy,        // the rows of a NumPy array (npy.h)
};

// An input as diagnostics name it. Inputs are numbered from 0 in the order they are read.
struct Origin {
  std::string name;
  uint32_t number = 0;
  Container container = Container::kLines;
  // What stands before the records and tells what they are (Splitter::head).
  std::string head = {};
};

// A growing buffer with kPadding readable bytes past its capacity, as json::Parser wants them.
class Buffer {
 public:
  static constexpr size_t kPadding = 64;

  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  size_t capacity() const { return capacity_; }
  // Makes room for `capacity` bytes; the first `keep` bytes survive.
  void Reserve(size_t capacity, size_t keep);
  // Gives memory back if the capacity is far above `capacity`. The content is lost.
  void Trim(size_t capacity);

 private:
  std::unique_ptr<char[]> data_;
  size_t capacity_ = 0;
};

// Where a record lies when records are not simply lines.
struct RecordSpan {
  uint32_t begin;
  uint32_t end;
  uint32_t line;  // lines of the input before it, counted from the start of the block
};

// Whole records of one input, or a part of a line too long to be held.
struct Block {
  // A line of more bytes than allowed comes as one kOversizeStart, any number of kOversizeMore
  // and one kOversizeEnd, whose last byte is the '\n'. So does an element of an array, without one.
  enum class Part : uint8_t { kRecords, kOversizeStart, kOversizeMore, kOversizeEnd };

  const Origin* origin = nullptr;
  Part part = Part::kRecords;
  // The input has no more bytes for now: what is made of this block and those before it should go
  // out at once. The text of a block that flushes may be empty.
  bool flush = false;
  // Where the text starts in the (decompressed) input, in bytes.
  uint64_t offset = 0;
  // Blocks are numbered from 0 over all inputs.
  uint64_t sequence = 0;
  // Of an input that holds lines: empty, every line is a record. Lines end in '\n', the last one
  // too, even if the input lacks it. Of others, there may be none in a block.
  std::vector<RecordSpan> records;

  Buffer buffer;
  size_t begin = 0;  // the text lies in buffer[begin, end)
  size_t end = 0;

  std::string_view text() const { return {buffer.data() + begin, end - begin}; }
};

// A stream of blocks.
class BlockSource {
 public:
  using Item = Block;
  static constexpr size_t kDefaultBlockSize = 1 << 20;

  virtual ~BlockSource() = default;
  // Fills the block with what comes next; false at the end. Called by one thread at a time.
  virtual absl::StatusOr<bool> Next(Block* block) = 0;
  // Makes a Next that waits for a writer return CANCELLED. From any thread.
  virtual void Cancel() {}
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_BLOCK_H_
