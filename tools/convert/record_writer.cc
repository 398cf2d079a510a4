#include "tools/convert/record_writer.h"

namespace jsonl {
namespace {

class PlainWriter : public RecordWriter {
 public:
  PlainWriter(io::Sink* out, Punctuation punctuation) : out_(*out), punctuation_(punctuation) {}

  Punctuation punctuation() const override { return punctuation_; }
  absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) override {
    (void)ends;
    return out_.Write(text);
  }
  absl::Status Finish() override { return absl::OkStatus(); }

 private:
  io::Sink& out_;
  Punctuation punctuation_;
};

class JsonArrayWriter : public RecordWriter {
 public:
  explicit JsonArrayWriter(io::Sink* out) : out_(*out) {}

  Punctuation punctuation() const override { return {",\n", ""}; }
  absl::Status Write(std::string_view text, absl::Span<const uint64_t> ends) override {
    (void)ends;
    absl::Status status = out_.Write(first_ ? "[\n" : ",\n");
    first_ = false;
    return status.ok() ? out_.Write(text) : status;
  }
  absl::Status Finish() override { return out_.Write(first_ ? "[]\n" : "\n]\n"); }

 private:
  io::Sink& out_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<RecordWriter> LineWriter(io::Sink* out) {
  return std::make_unique<PlainWriter>(out, Punctuation{"", "\n"});
}

std::unique_ptr<RecordWriter> DelimitedWriter(io::Sink* out) {
  return std::make_unique<PlainWriter>(out, Punctuation{});
}

std::unique_ptr<RecordWriter> ArrayWriter(io::Sink* out) {
  return std::make_unique<JsonArrayWriter>(out);
}

}  // namespace jsonl
