#include "common/io/npy.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

#include "common/text/strings.h"

namespace jsonl::io {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;  // of the items in the file
constexpr size_t kLongestHeader = 64 << 10;

// Reads the dictionary that numpy.save writes: "{'descr': '<i8', 'fortran_order': False, 'shape':
// (3, 4), }", its items in any order.
class Dictionary {
 public:
  explicit Dictionary(std::string_view text) : rest_(text) {}

  bool Read() {
    if (!Skip("{")) return false;
    while (!Skip("}")) {
      std::optional<std::string_view> name = String();
      if (!name.has_value() || !Skip(":")) return false;
      if (*name == "descr") {
        std::optional<std::string_view> value = String();
        if (!value.has_value()) return false;
        descr = *value;
      } else if (*name == "fortran_order") {
        if (Skip("True")) {
          fortran_order = true;
        } else if (!Skip("False")) {
          return false;
        }
      } else if (*name != "shape" || !Shape()) {
        return false;
      }
      if (!Skip(",")) return Skip("}");
    }
    return true;
  }

  std::string_view descr;
  bool fortran_order = false;
  std::vector<uint64_t> shape;

 private:
  bool Skip(std::string_view token) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size()));
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::optional<std::string_view> String() {
    const std::string_view quote = Skip("'") ? "'" : Skip("\"") ? "\"" : "";
    const size_t end = quote.empty() ? rest_.npos : rest_.find(quote);
    if (end == rest_.npos) return std::nullopt;
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return text;
  }

  bool Shape() {
    if (!Skip("(")) return false;
    while (!Skip(")")) {
      Skip("");
      uint64_t size = 0;
      const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
      if (error != std::errc()) return false;
      rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
      shape.push_back(size);
      if (!Skip(",")) return Skip(")");
    }
    return true;
  }

  std::string_view rest_;
};

class RowSplitter : public Splitter {
 public:
  explicit RowSplitter(size_t max_size) : max_size_(max_size) {}

  absl::StatusOr<size_t> Split(std::string_view bytes, bool at_end,
                               std::vector<RecordSpan>* records) override {
    size_t used = 0;
    if (head_.empty()) {
      absl::StatusOr<size_t> size = TakeHead(bytes);
      if (!size.ok()) return size;
      if (*size == 0 && at_end)
        return absl::DataLossError("cut off within the header of the array");
      if (*size == 0) return 0;
      used = *size;
    }
    uint32_t number = 0;
    for (; left_ > 0 && bytes.size() - used >= row_size_; --left_) {
      records->push_back(
          {static_cast<uint32_t>(used), static_cast<uint32_t>(used + row_size_), number++});
      used += row_size_;
    }
    if (left_ == 0 && used < bytes.size()) {
      return absl::DataLossError("goes on after the array");
    }
    if (left_ > 0 && at_end) {
      return absl::DataLossError(text::Cat("cut off: ", left_, " rows of the array are missing"));
    }
    return used;
  }

  // Split refuses what is too long.
  absl::StatusOr<size_t> Skip(std::string_view, bool, bool*) override {
    return absl::InternalError("rows of an array are not skipped");
  }

  std::string_view head() const override { return head_; }

 private:
  // Returns the size of all that stands before the rows; 0 if that is not there yet.
  absl::StatusOr<size_t> TakeHead(std::string_view bytes) {
    if (bytes.substr(0, kMagic.size()) != kMagic.substr(0, bytes.size())) {
      return absl::InvalidArgumentError("not an array of NumPy: no '\\x93NUMPY' at its start");
    }
    constexpr size_t kVersion = 6;
    if (bytes.size() <= kVersion) return 0;
    const char version = bytes[kVersion];
    if (version < 1 || version > 3) {
      return absl::InvalidArgumentError(
          text::Cat("an array in NumPy's format ", int{version}, ", which is not known"));
    }
    const size_t length_size = version == 1 ? 2 : 4;
    const size_t begin = kVersion + 2 + length_size;
    if (bytes.size() < begin) return 0;
    size_t length = 0;
    std::memcpy(&length, bytes.data() + kVersion + 2, length_size);
    if (length > kLongestHeader || length == 0) {
      return absl::InvalidArgumentError("an array with a header of an impossible size");
    }
    if (bytes.size() - begin < length) return 0;
    head_ = bytes.substr(begin, length);
    absl::StatusOr<NpyHeader> header = NpyHeader::Parse(head_);
    if (!header.ok()) return header.status();
    left_ = header->rows;
    if (left_ == 0) return begin + length;
    if (header->columns > max_size_ / header->item_size) {
      return absl::InvalidArgumentError(
          text::Cat("the rows of the array, of ", header->columns, " tokens, are over --max-line"));
    }
    row_size_ = header->columns * header->item_size;
    if (row_size_ == 0) return absl::InvalidArgumentError("the rows of the array are empty");
    return begin + length;
  }

  size_t max_size_;
  std::string head_;
  size_t row_size_ = 1;
  uint64_t left_ = 0;  // rows
};

template <typename Item>
void AppendItems(std::string_view bytes, std::string* out) {
  char digits[24];
  for (size_t i = 0; i < bytes.size(); i += sizeof(Item)) {
    Item item;
    std::memcpy(&item, bytes.data() + i, sizeof item);
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, item);
    (void)error;
    if (i > 0) out->push_back(',');
    out->append(digits, end);
  }
}

}  // namespace

absl::StatusOr<NpyHeader> NpyHeader::Parse(std::string_view text) {
  Dictionary dictionary(text);
  if (!dictionary.Read()) return absl::InvalidArgumentError("an array whose header is malformed");
  NpyHeader header;
  const std::string_view type = dictionary.descr;
  if (type == "<i8" || type == "<i4") {
    header.item_size = type == "<i8" ? 8 : 4;
  } else if (type == "<u4" || type == "<u2") {
    header.item_size = type == "<u4" ? 4 : 2;
    header.is_signed = false;
  } else {
    return absl::InvalidArgumentError(
        text::Cat("an array of '", type,
                  "': tokens are '<i8', '<i4', '<u4' or '<u2' (int64, int32, uint32, uint16)"));
  }
  const std::vector<uint64_t>& shape = dictionary.shape;
  if (shape.size() != 1 && shape.size() != 2) {
    return absl::InvalidArgumentError(
        text::Cat("an array of ", shape.size(), " dimensions: tokens have one or two"));
  }
  if (dictionary.fortran_order && shape.size() == 2) {
    return absl::InvalidArgumentError(
        "an array in Fortran order: save numpy.ascontiguousarray(array)");
  }
  header.rows = shape.size() == 2 ? shape[0] : shape[0] > 0 ? 1 : 0;
  header.columns = shape.back();
  return header;
}

void NpyHeader::AppendRow(std::string_view bytes, std::string* out) const {
  if (item_size == 8) return AppendItems<int64_t>(bytes, out);
  if (item_size == 2) return AppendItems<uint16_t>(bytes, out);
  if (is_signed) return AppendItems<int32_t>(bytes, out);
  AppendItems<uint32_t>(bytes, out);
}

std::string NpyFileHeader(uint64_t rows, uint64_t columns) {
  std::string dictionary =
      text::Cat("{'descr': '<i8', 'fortran_order': False, 'shape': (", rows, ", ", columns, "), }");
  constexpr size_t kBefore = 10;
  const size_t size = kBefore + dictionary.size() + 1;
  dictionary.append((kAlignment - size % kAlignment) % kAlignment, ' ');
  dictionary.push_back('\n');
  std::string out(kMagic);
  out.push_back(1);
  out.push_back(0);
  out.push_back(static_cast<char>(dictionary.size() & 0xff));
  out.push_back(static_cast<char>(dictionary.size() >> 8));
  return out + dictionary;
}

std::unique_ptr<Splitter> NpySplitter(size_t max_size) {
  return std::make_unique<RowSplitter>(max_size);
}

}  // namespace jsonl::io
