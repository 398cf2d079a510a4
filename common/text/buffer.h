// A text that grows by many short pieces.

#ifndef JSONL_COMMON_TEXT_BUFFER_H_
#define JSONL_COMMON_TEXT_BUFFER_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace jsonl::text {

// Appends like std::string, at a third of the instructions. It is not terminated by '\0'.
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(std::string_view text) { append(text); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }

  // Like those of std::string. What is appended must not lie in the buffer.
  void append(std::string_view piece) {
    if (piece.empty()) return;  // its data may be null
    if (piece.size() > capacity_ - size_) [[unlikely]]
      Grow(piece.size());
    std::memcpy(data_.get() + size_, piece.data(), piece.size());
    size_ += piece.size();
  }
  void append(const char* data, size_t size) { append(std::string_view(data, size)); }
  void push_back(char c) {
    if (size_ == capacity_) [[unlikely]]
      Grow(1);
    data_[size_++] = c;
  }
  void assign(std::string_view text) {
    clear();
    append(text);
  }
  void clear() { size_ = 0; }
  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  char back() const { return data_[size_ - 1]; }
  const char* data() const { return data_.get(); }
  operator std::string_view() const { return {data_.get(), size_}; }  // NOLINT
  friend bool operator==(const Buffer& a, std::string_view b) { return std::string_view(a) == b; }

  // Room for `size` bytes more, which the caller fills.
  char* Extend(size_t size) {
    if (size > capacity_ - size_) Grow(size);
    size_ += size;
    return data_.get() + size_ - size;
  }
  // Forgets what is behind the first `size` bytes.
  void Truncate(size_t size) { size_ = size; }

 private:
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  void Grow(size_t more);

  std::unique_ptr<char[]> data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace jsonl::text

#endif  // JSONL_COMMON_TEXT_BUFFER_H_
