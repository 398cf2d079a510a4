// CsvSplitter of csv.h.

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "common/io/csv.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::io {
namespace {

bool IsBlank(std::string_view row) { return row == "\n" || row == "\r\n" || row == "\r"; }

class RowSplitter : public Splitter {
 public:
  RowSplitter(char delimiter, size_t max_size) : delimiter_(delimiter), max_size_(max_size) {}

  absl::StatusOr<size_t> Split(std::string_view bytes, bool at_end,
                               std::vector<RecordSpan>* records) override {
    if (std::exchange(ended_, false)) Restart(0);
    newline_ = 0;
    uint32_t lines = 0;
    size_t begin = 0;
    size_t i = scanned_;
    while (begin < bytes.size() && FindEnd(bytes, begin, at_end, &i)) {
      const std::string_view row = bytes.substr(begin, i - begin);
      if (!IsBlank(row)) {
        if (head_.empty()) {
          if (absl::Status status = TakeHead(row); !status.ok()) return status;
        } else {
          records->push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(i), lines});
        }
      }
      lines += static_cast<uint32_t>(std::count(row.begin(), row.end(), '\n'));
      begin = i;
      quoted_ = false;
    }
    if (head_.empty() && bytes.size() - begin > max_size_) {
      return absl::InvalidArgumentError("the first row, of column names, is over --max-line");
    }
    scanned_ = i - begin;
    // A byte-order mark that is not whole yet is still to be taken off.
    if (bytes.size() < 3) Restart(0);
    return begin;
  }

  absl::StatusOr<size_t> Skip(std::string_view bytes, bool at_end, bool* done) override {
    *done = true;
    if (ended_) return 0;
    newline_ = 0;
    size_t i = scanned_;
    ended_ = FindEnd(bytes, bytes.npos, at_end, &i);
    *done = ended_;
    scanned_ = 0;
    if (i > 0) before_ = bytes[i - 1];
    return i;
  }

  std::string_view head() const override { return head_; }

 private:
  void Restart(size_t scanned) {
    scanned_ = scanned;
    quoted_ = false;
  }

  // Moves `i` past the row that starts at `begin`, or as far as it can be told: then false.
  bool FindEnd(std::string_view bytes, size_t begin, bool at_end, size_t* i) {
    while (true) {
      if (quoted_) {
        const size_t quote = bytes.find('"', *i);
        const bool last = quote == bytes.npos || quote + 1 == bytes.size();
        if (last) {
          *i = quote == bytes.npos || at_end ? bytes.size() : quote;
          return at_end;
        }
        quoted_ = bytes[quote + 1] == '"';
        *i = quote + (quoted_ ? 2 : 1);
        continue;
      }
      if (newline_ < *i || newline_ == 0) newline_ = std::min(bytes.find('\n', *i), bytes.size());
      const size_t quote = bytes.substr(0, newline_).find('"', *i);
      if (quote == bytes.npos) {
        const bool found = newline_ < bytes.size();
        *i = found ? newline_ + 1 : bytes.size();
        return found || at_end;
      }
      const char before = quote == 0 ? before_ : bytes[quote - 1];
      quoted_ = quote == begin || before == delimiter_;
      *i = quote + 1;
    }
  }

  absl::Status TakeHead(std::string_view row) {
    head_ = row;
    if (text::FindInvalidUtf8(row) < row.size()) {
      return absl::InvalidArgumentError("the first row, of column names, is no UTF-8");
    }
    CsvRow names(delimiter_);
    if (std::string fault = names.Read(head_); !fault.empty()) {
      return absl::InvalidArgumentError(text::Cat("the first row, of column names: ", fault));
    }
    text::StringSet seen;
    for (std::string_view name : names.fields()) {
      if (!seen.emplace(name).second) {
        return absl::InvalidArgumentError(
            text::Cat("the first row names two columns '", text::Shortened(name), "'"));
      }
      if (name.empty()) {
        return absl::InvalidArgumentError(
            text::Cat("the first row gives no name to column ", seen.size()));
      }
    }
    return absl::OkStatus();
  }

  char delimiter_;
  size_t max_size_;
  std::string head_;
  // Where the search for the end of the row is that is not whole yet.
  size_t scanned_ = 0;   // bytes of what comes next that were looked at
  bool quoted_ = false;  // within quotes
  char before_ = '\n';   // the byte before what comes next, while a row is skipped
  bool ended_ = false;   // ... whose end was found
  size_t newline_ = 0;   // the next one in the bytes at hand; before the search: unknown
};

}  // namespace

std::unique_ptr<Splitter> CsvSplitter(char delimiter, size_t max_size) {
  return std::make_unique<RowSplitter>(delimiter, max_size);
}

}  // namespace jsonl::io
