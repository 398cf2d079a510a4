#include "common/io/splitter.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "common/text/strings.h"

namespace jsonl::io {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kNpyMagic = "\x93NUMPY";

// The offset past the string that starts at `i`; npos if it does not end.
size_t SkipString(std::string_view bytes, size_t i) {
  while (true) {
    i = bytes.find_first_of("\"\\", i + 1);
    if (i == bytes.npos) return i;
    if (bytes[i] == '"') return i + 1;
    ++i;  // what is escaped
    if (i >= bytes.size()) return bytes.npos;
  }
}

// The offset past the array element that starts at `i`; npos if it does not end. Brackets are
// only counted.
size_t SkipElement(std::string_view bytes, size_t i) {
  size_t depth = 0;
  while (i < bytes.size()) {
    switch (bytes[i]) {
      case '"':
        i = SkipString(bytes, i);
        if (i == bytes.npos) return i;
        break;
      case '{':
      case '[':
        ++depth;
        ++i;
        break;
      case '}':
      case ']':
        if (depth == 0) return i;
        --depth;
        ++i;
        break;
      case ',':
        if (depth == 0) return i;
        ++i;
        break;
      default:
        ++i;
    }
  }
  return bytes.npos;
}

class ArraySplitter : public Splitter {
 public:
  absl::StatusOr<size_t> Split(std::string_view bytes, bool at_end,
                               std::vector<RecordSpan>* records) override {
    size_t used = 0;
    size_t counted = 0;  // where line ends have been counted up to
    uint32_t lines = 0;
    while (true) {
      size_t i = std::min(bytes.find_first_not_of(kSpace, used), bytes.size());
      if (i == bytes.size()) {
        if (at_end && state_ != State::kAfterArray) {
          return absl::DataLossError("the JSON array is cut off: no ']' at its end");
        }
        return i;
      }
      if (state_ == State::kBeforeArray) {
        if (bytes[i] != '[') return absl::DataLossError("not a JSON array: no '[' at its start");
        state_ = State::kBeforeFirst;
        used = i + 1;
        continue;
      }
      if (state_ == State::kAfterArray) {
        return absl::DataLossError("unexpected content after the JSON array");
      }
      if (bytes[i] == ']' && state_ != State::kAfterComma) {
        state_ = State::kAfterArray;
        used = i + 1;
        continue;
      }
      if (state_ == State::kAfterElement) {
        if (bytes[i] != ',') {
          return absl::DataLossError("expected ',' or ']' after an element of the JSON array");
        }
        state_ = State::kAfterComma;
        used = i + 1;
        continue;
      }
      size_t end = SkipElement(bytes, i);
      if (end == bytes.npos) {
        if (at_end) return CutOff();
        return i;
      }
      if (end == i) return absl::DataLossError("expected an element of the JSON array");
      lines += static_cast<uint32_t>(std::count(bytes.begin() + static_cast<int64_t>(counted),
                                                bytes.begin() + static_cast<int64_t>(i), '\n'));
      counted = i;
      size_t last = bytes.find_last_not_of(kSpace, end - 1) + 1;
      records->push_back({static_cast<uint32_t>(i), static_cast<uint32_t>(last), lines});
      state_ = State::kAfterElement;
      used = end;
    }
  }

  absl::StatusOr<size_t> Skip(std::string_view bytes, bool at_end, bool* done) override {
    if (state_ == State::kAfterElement) return Skipped(0, done);
    for (size_t i = 0; i < bytes.size(); ++i) {
      char c = bytes[i];
      if (escaped_) {
        escaped_ = false;
      } else if (in_string_) {
        escaped_ = c == '\\';
        in_string_ = c != '"';
        if (c == '"' && depth_ == 0) return Skipped(i + 1, done);
      } else if (c == '"') {
        in_string_ = true;
      } else if (c == '{' || c == '[') {
        ++depth_;
      } else if (depth_ == 0) {
        bool goes_on = c != ',' && c != ']' && c != '}' && kSpace.find(c) == kSpace.npos;
        if (!goes_on) return Skipped(i, done);
      } else if ((c == '}' || c == ']') && --depth_ == 0) {
        return Skipped(i + 1, done);
      }
    }
    if (at_end) return CutOff();
    *done = false;
    return bytes.size();
  }

 private:
  static absl::Status CutOff() {
    return absl::DataLossError("the JSON array is cut off within an element");
  }

  size_t Skipped(size_t used, bool* done) {
    state_ = State::kAfterElement;
    *done = true;
    return used;
  }

  enum class State { kBeforeArray, kBeforeFirst, kAfterElement, kAfterComma, kAfterArray };
  State state_ = State::kBeforeArray;
  // Where Skip is in the element.
  size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

constexpr int kLongestVarint = 5;

// Reads a varint at `i` and moves past it; none if it does not end or is longer than five bytes.
std::optional<uint64_t> ReadVarint(std::string_view bytes, size_t* i) {
  uint64_t value = 0;
  for (int shift = 0; shift < 7 * kLongestVarint && *i < bytes.size(); shift += 7) {
    auto byte = static_cast<unsigned char>(bytes[(*i)++]);
    value |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

class VarintSplitter : public Splitter {
 public:
  explicit VarintSplitter(size_t max_size) : max_size_(max_size) {}

  absl::StatusOr<size_t> Split(std::string_view bytes, bool at_end,
                               std::vector<RecordSpan>* records) override {
    size_t used = 0;
    uint32_t number = 0;
    while (used < bytes.size()) {
      size_t i = used;
      std::optional<uint64_t> size = ReadVarint(bytes, &i);
      if ((!size.has_value() && bytes.size() - used >= 5) ||
          (size.has_value() && *size > max_size_)) {
        return absl::DataLossError("not a sequence of messages, or one is larger than --max-line");
      }
      if (!size.has_value() || *size > bytes.size() - i) {
        if (at_end) return absl::DataLossError("the last message is cut off");
        break;
      }
      used = i + *size;
      records->push_back({static_cast<uint32_t>(i), static_cast<uint32_t>(used), number++});
    }
    return used;
  }

  // Split refuses what is too long.
  absl::StatusOr<size_t> Skip(std::string_view, bool, bool*) override {
    return absl::InternalError("messages are not skipped");
  }

 private:
  size_t max_size_;
};

// The same as Recognise for a text that starts with '['.
std::optional<Container> RecogniseArray(std::string_view text, bool over) {
  const std::optional<Container> undecided;
  size_t i = text.find_first_not_of(" \t\r", 1);
  if (i == text.npos) return over ? Container::kJsonArray : undecided;
  if (text[i] == '\n' || text[i] == '{') return Container::kJsonArray;
  std::string_view line = text.substr(0, text.find('\n'));
  bool line_over = line.size() < text.size() || over;
  size_t depth = 1;
  while (depth > 0) {
    i = line.find_first_of("[]{}\"", i);
    if (i == line.npos) {
      if (!line_over) return undecided;
      char last = line[line.find_last_not_of(kSpace)];
      bool goes_on = last == ',' || last == '[' || last == '{';
      return goes_on ? Container::kJsonArray : Container::kLines;
    }
    if (line[i] == '"') {
      i = SkipString(line, i);
      if (i == line.npos) return line_over ? Container::kLines : undecided;
      continue;
    }
    bool opens = line[i] == '[' || line[i] == '{';
    depth = opens ? depth + 1 : depth - 1;
    ++i;
  }
  if (text.find_first_not_of(kSpace, i) != text.npos) return Container::kLines;
  return over ? Container::kJsonArray : undecided;
}

}  // namespace

std::unique_ptr<Splitter> JsonArraySplitter() { return std::make_unique<ArraySplitter>(); }

std::unique_ptr<Splitter> DelimitedSplitter(size_t max_size) {
  return std::make_unique<VarintSplitter>(max_size);
}

std::optional<Container> Recognise(std::string_view head, bool over) {
  size_t start = head.find_first_not_of(kSpace);
  if (!head.empty() && kNpyMagic.starts_with(head.substr(0, kNpyMagic.size()))) {
    if (head.size() >= kNpyMagic.size()) return Container::kNpy;
    return over ? std::optional(Container::kLines) : std::nullopt;
  }
  if (start != head.npos && head[start] == '[') return RecogniseArray(head.substr(start), over);
  if (start == head.npos) return over ? std::optional(Container::kLines) : std::nullopt;
  constexpr char kFormatTag = 0x0a;  // field 1, length-delimited
  size_t i = 0;
  bool varint = ReadVarint(head, &i).has_value();
  if (varint ? i < head.size() && head[i] != kFormatTag : i == kLongestVarint) {
    return Container::kLines;
  }
  if (varint && i + 2 < head.size()) {
    auto length = static_cast<unsigned char>(head[i + 1]);
    std::string_view name = head.substr(i + 2, length);
    bool is_name = length > 0 && length < 64 && std::all_of(name.begin(), name.end(), [](char c) {
                     return (c >= 'a' && c <= 'z') || c == '-';
                   });
    if (!is_name) return Container::kLines;
    if (over || name.size() == length) return Container::kDelimited;
  }
  return over ? std::optional(Container::kLines) : std::nullopt;
}

}  // namespace jsonl::io
