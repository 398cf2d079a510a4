#include "tools/convert/token_rows.h"

#include <bit>
#include <string_view>
#include <utility>

#include "common/io/npy.h"
#include "common/io/spool.h"
#include "common/text/buffer.h"
#include "tools/convert/record_writer.h"
#include "tools/convert/token_list.h"

namespace jsonl {
namespace {

static_assert(std::endian::native == std::endian::little, "as the array's items are");

class Array : public TokenRows {
 public:
  Array(io::Sink* out, std::string temp_dir) : out_(*out), items_(std::move(temp_dir)) {}

  absl::Status Add(absl::Span<const int64_t> row) override {
    ++rows_;
    return items_.Write({reinterpret_cast<const char*>(row.data()), row.size() * sizeof(int64_t)});
  }

  absl::Status Finish(uint64_t length) override {
    absl::Status status = out_.Write(io::NpyFileHeader(rows_, length));
    return status.ok() ? items_.CopyTo(out_) : status;
  }

 private:
  io::Sink& out_;
  io::Spool items_;
  uint64_t rows_ = 0;
};

class Records : public TokenRows {
 public:
  explicit Records(std::unique_ptr<RecordWriter> writer) : writer_(std::move(writer)) {}

  absl::Status Add(absl::Span<const int64_t> row) override {
    text_.assign(R"({"input_ids":)");
    AppendTokenList(row, &text_);
    text_.push_back('}');
    text_.append(writer_->punctuation().after);
    const uint64_t end = text_.size();
    return writer_->Write(text_, {&end, 1});
  }

  absl::Status Finish(uint64_t length) override {
    (void)length;
    return writer_->Finish();
  }

 private:
  std::unique_ptr<RecordWriter> writer_;
  text::Buffer text_;
};

}  // namespace

std::unique_ptr<TokenRows> NpyRows(io::Sink* out, std::string temp_dir) {
  return std::make_unique<Array>(out, std::move(temp_dir));
}

std::unique_ptr<TokenRows> RecordRows(io::Sink* out, io::Container container) {
  return std::make_unique<Records>(container == io::Container::kJsonArray ? ArrayWriter(out)
                                                                          : LineWriter(out));
}

}  // namespace jsonl
