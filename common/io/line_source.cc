#include "common/io/line_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/io/container_splitter.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kSpace = " \t\r\n";

}  // namespace

LineSource::LineSource(std::vector<Input> inputs, LineOptions options)
    : inputs_(std::move(inputs)), options_(std::move(options)) {}

absl::StatusOr<bool> LineSource::OpenNext() {
  if (next_input_ == inputs_.size()) return false;
  const Input& input = inputs_[next_input_];
  absl::StatusOr<OpenInput> opened = input.Open(&cancelled_);
  if (!opened.ok()) return opened.status();
  open_ = *std::move(opened);
  absl::StatusOr<Container> container =
      options_.container.has_value() ? *options_.container : FindContainer();
  if (!container.ok()) return container.status();
  splitter_ = NewSplitter(*container, options_.max_line);
  origins_.push_back(std::make_unique<Origin>(
      Origin{input.name(), static_cast<uint32_t>(next_input_), *container, ""}));
  ++next_input_;
  at_end_ = false;
  at_start_ = true;
  oversize_ = false;
  offset_ = 0;
  return true;
}

// Looks at the first bytes of the current input, which stay to be read.
absl::StatusOr<Container> LineSource::FindContainer() {
  constexpr size_t kHead = 256;  // mostly does
  constexpr size_t kMostHead = 64 << 10;
  carry_.clear();
  for (size_t limit = kHead;;) {
    size_t size = carry_.size();
    if (size == limit) limit *= 2;
    carry_.resize(limit);
    absl::StatusOr<size_t> got = open_.bytes->Read(carry_.data() + size, limit - size);
    if (!got.ok()) return got.status();
    carry_.resize(size + *got);
    std::string_view head = carry_;
    if (head.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      head.remove_prefix(kByteOrderMark.size());
    } else if (*got > 0 && kByteOrderMark.substr(0, head.size()) == head) {
      continue;
    }
    std::optional<Container> container = Recognise(head, /*over=*/*got == 0);
    if (container.has_value()) return *container;
    if (carry_.size() == kMostHead) {
      bool array = head.find_first_not_of(kSpace) != head.npos;
      return array ? Container::kJsonArray : Container::kLines;
    }
  }
}

// The next block of an input with a splitter; false at its end.
absl::StatusOr<bool> LineSource::NextRecords(Block* block) {
  size_t capacity = std::max(options_.block_size, carry_.size());
  block->buffer.Reserve(capacity, 0);
  if (!carry_.empty()) std::memcpy(block->buffer.data(), carry_.data(), carry_.size());
  block->begin = 0;
  block->end = carry_.size();
  block->part = Block::Part::kRecords;
  block->flush = false;
  block->offset = offset_;
  carry_.clear();
  while (true) {
    block->flush = false;
    while (!at_end_) {
      block->flush = (block->end > 0 || unflushed_) && open_.bytes->WouldBlock();
      if (block->flush || block->end == capacity) break;
      absl::StatusOr<size_t> got =
          open_.bytes->Read(block->buffer.data() + block->end, capacity - block->end);
      if (!got.ok()) return got.status();
      at_end_ = *got == 0;
      block->end += *got;
    }
    if (at_start_ && block->text().substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      block->begin = kByteOrderMark.size();
      block->offset += block->begin;
    }
    bool skipping = oversize_;
    bool skipped = false;
    absl::StatusOr<size_t> used = skipping
                                      ? splitter_->Skip(block->text(), at_end_, &skipped)
                                      : splitter_->Split(block->text(), at_end_, &block->records);
    if (used.ok() && *used == 0 && !skipping && !at_end_ && IsTooLong(*block)) {
      used = splitter_->Skip(block->text(), at_end_, &skipped);
      skipped = false;  // its end has a block of its own
      oversize_ = true;
    }
    if (used.ok() && skipped && at_end_ && *used == block->text().size()) {
      used = splitter_->Split({}, at_end_, &block->records);  // says what is missing
    }
    if (!used.ok()) {
      const std::string& name = inputs_[next_input_ - 1].name();
      return absl::Status(used.status().code(),
                          text::Cat(name, ": ", text::FromAbsl(used.status().message())));
    }
    if (origins_.back()->head.empty()) origins_.back()->head = splitter_->head();
    if (oversize_) {
      block->part = !skipping ? Block::Part::kOversizeStart
                    : skipped ? Block::Part::kOversizeEnd
                              : Block::Part::kOversizeMore;
      oversize_ = !skipped;
      CutAt(block, *used);
      return true;
    }
    if (block->records.empty() && !at_end_) {
      // No record is whole yet.
      if (*used == 0 && block->flush && unflushed_) {
        HoldBack(block);
        return true;
      }
      if (*used == 0 && block->end == capacity) {
        capacity *= 2;
        block->buffer.Reserve(capacity, block->end);
      }
      if (*used == 0) {
        // Wait for more.
        absl::StatusOr<size_t> got =
            open_.bytes->Read(block->buffer.data() + block->end, capacity - block->end);
        if (!got.ok()) return got.status();
        at_end_ = *got == 0;
        block->end += *got;
        continue;
      }
    }
    at_start_ = false;
    CutAt(block, *used);
    return !block->text().empty();
  }
}

// Whether the array element or row that fills the block is longer than lines may be.
bool LineSource::IsTooLong(const Block& block) const {
  const Container container = origins_.back()->container;
  std::string_view text = block.text();
  if (text.size() <= options_.max_line || text.size() < options_.block_size) return false;
  if (container == Container::kCsv || container == Container::kTsv) return true;
  if (container != Container::kJsonArray) return false;
  size_t last = text.find_last_not_of(kSpace);
  return last != text.npos && last >= options_.max_line;
}

// Leaves what follows `size` bytes of the text for the next block.
void LineSource::CutAt(Block* block, size_t size) {
  std::string_view rest = block->text().substr(size);
  carry_.assign(rest.data(), rest.size());
  block->end = block->begin + size;
  offset_ = block->offset + size;
}

// Leaves what is in the block for the next one: an empty block goes out and flushes.
void LineSource::HoldBack(Block* block) {
  carry_.assign(block->buffer.data(), block->end);
  block->begin = 0;
  block->end = 0;
  block->offset = offset_;
}

// Reads until the block is full, the input is over, or it would block and there is something to
// hand on: lines, here or in the blocks since the last that flushed.
absl::Status LineSource::Fill(Block* block, bool* found_line) {
  size_t capacity = std::max(options_.block_size, block->end);
  block->buffer.Reserve(capacity + 1, block->end);  // + 1: for a missing '\n'
  *found_line = block->end > 0 && memchr(block->buffer.data(), '\n', block->end) != nullptr;
  while (true) {
    if (block->end >= capacity) {
      if (*found_line || block->end > options_.max_line || oversize_) {
        block->flush = open_.bytes->WouldBlock();
        return absl::OkStatus();
      }
      capacity = std::min(2 * capacity, options_.max_line + 1);
      block->buffer.Reserve(capacity + 1, block->end);
    }
    if ((*found_line || unflushed_) && open_.bytes->WouldBlock()) {
      block->flush = true;
      return absl::OkStatus();
    }
    char* data = block->buffer.data() + block->end;
    absl::StatusOr<size_t> got = open_.bytes->Read(data, capacity - block->end);
    if (!got.ok()) return got.status();
    if (*got == 0) {
      at_end_ = true;
      return absl::OkStatus();
    }
    *found_line = *found_line || memchr(data, '\n', *got) != nullptr;
    block->end += *got;
  }
}

absl::Status LineSource::CheckStart(Block* block) {
  if (block->offset == 0 && block->text().substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    block->begin = kByteOrderMark.size();
  }
  at_start_ = block->text().find_first_not_of(kSpace) == std::string_view::npos;
  if (!options_.array_advice.empty() &&
      Recognise(block->text(), /*over=*/false) == Container::kJsonArray) {
    const std::string& name = inputs_[next_input_ - 1].name();
    return absl::InvalidArgumentError(text::Cat(
        name, ": starts with '[': a JSON array, not a record a line; ", options_.array_advice));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> LineSource::Next(Block* block) {
  block->records.clear();
  while (true) {
    if (at_end_ && carry_.empty()) {
      splitter_.reset();
      absl::StatusOr<bool> opened = OpenNext();
      if (!opened.ok() || !*opened) return opened;
    }
    block->buffer.Trim(options_.block_size);
    if (splitter_ != nullptr) {
      absl::StatusOr<bool> more = NextRecords(block);
      if (!more.ok()) return more;
      if (!*more) continue;
      return HandOut(block);
    }
    block->buffer.Reserve(std::max(options_.block_size, carry_.size()) + 1, 0);
    if (!carry_.empty()) std::memcpy(block->buffer.data(), carry_.data(), carry_.size());
    block->begin = 0;
    block->end = carry_.size();
    block->flush = false;
    carry_.clear();

    bool found_line = false;
    if (!at_end_) {
      if (absl::Status status = Fill(block, &found_line); !status.ok()) return status;
    }
    char* data = block->buffer.data();
    bool lacked_newline = false;
    if (at_end_ && (block->end > 0 || oversize_)) {
      lacked_newline = block->end == 0 || data[block->end - 1] != '\n';
      if (lacked_newline) data[block->end++] = '\n';
      found_line = true;
    }
    bool too_long = block->end > options_.max_line && block->end >= options_.block_size;
    if (block->flush && !found_line && !oversize_ && !too_long) {
      block->part = Block::Part::kRecords;
      HoldBack(block);
      return HandOut(block);
    }
    if (block->end == 0 && !block->flush) continue;

    size_t read_end = block->end;
    if (oversize_) {
      const void* newline = memchr(data, '\n', block->end);
      if (newline != nullptr) {
        block->end = static_cast<const char*>(newline) - data + 1;
        oversize_ = false;
      }
      block->part = newline != nullptr ? Block::Part::kOversizeEnd : Block::Part::kOversizeMore;
    } else if (found_line) {
      block->end = static_cast<const char*>(memrchr(data, '\n', block->end)) - data + 1;
      block->part = Block::Part::kRecords;
    } else {
      block->part = Block::Part::kOversizeStart;
      oversize_ = true;
    }
    carry_.assign(data + block->end, read_end - block->end);

    block->offset = offset_;
    offset_ += block->end;
    if (at_start_) {
      if (absl::Status status = CheckStart(block); !status.ok()) return status;
      block->offset += block->begin;
      if (block->begin > 0 && lacked_newline && block->text() == "\n") continue;  // only the mark
    }
    return HandOut(block);
  }
}

bool LineSource::HandOut(Block* block) {
  block->origin = origins_.back().get();
  block->sequence = sequence_++;
  unflushed_ = !block->flush;
  return true;
}

}  // namespace jsonl::io
