#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "common/io/byte_source.h"
#include "common/text/strings.h"

namespace jsonl::io {
namespace {

constexpr size_t kChunk = 256 << 10;
constexpr std::string_view kGzipMagic("\x1f\x8b", 2);
constexpr std::string_view kZstdMagic("\x28\xb5\x2f\xfd", 4);

// A source whose first bytes have been looked at.
class Peeked : public ByteSource {
 public:
  Peeked(std::string head, std::unique_ptr<ByteSource> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  absl::StatusOr<size_t> Read(char* data, size_t size) override {
    if (used_ == head_.size()) return rest_->Read(data, size);
    size = std::min(size, head_.size() - used_);
    std::memcpy(data, head_.data() + used_, size);
    used_ += size;
    return size;
  }
  bool WouldBlock() override { return used_ == head_.size() && rest_->WouldBlock(); }

 private:
  std::string head_;
  size_t used_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

// The compressed side of a decoder: a chunk of input and where it is used up to.
class Compressed {
 public:
  explicit Compressed(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), chunk_(kChunk) {}

  // Makes bytes available unless the input is over.
  absl::Status Fill() {
    if (used_ < size_ || over_) return absl::OkStatus();
    absl::StatusOr<size_t> got = source_->Read(chunk_.data(), chunk_.size());
    if (!got.ok()) return got.status();
    used_ = 0;
    size_ = *got;
    over_ = size_ == 0;
    return absl::OkStatus();
  }
  bool over() const { return over_; }
  const char* data() const { return chunk_.data() + used_; }
  size_t size() const { return size_ - used_; }
  void Use(size_t size) { used_ += size; }
  ByteSource& source() { return *source_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::vector<char> chunk_;
  size_t used_ = 0;
  size_t size_ = 0;
  bool over_ = false;
};

class GzipSource : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> source, std::string name)
      : input_(std::move(source)), name_(std::move(name)) {
    inflateInit2(&stream_, 15 + 16);  // 16: a gzip header is demanded
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  absl::StatusOr<size_t> Read(char* data, size_t size) override {
    while (true) {
      if (absl::Status status = input_.Fill(); !status.ok()) return status;
      if (input_.over()) {
        if (between_members_) return 0;
        return absl::DataLossError(text::Cat(name_, ": gzip data is cut off"));
      }
      if (between_members_) {
        inflateReset(&stream_);
        between_members_ = false;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input_.data()));
      stream_.avail_in = static_cast<uInt>(input_.size());
      stream_.next_out = reinterpret_cast<Bytef*>(data);
      stream_.avail_out = static_cast<uInt>(size);
      int result = inflate(&stream_, Z_NO_FLUSH);
      input_.Use(input_.size() - stream_.avail_in);
      if (result == Z_STREAM_END) {
        between_members_ = true;
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        return absl::DataLossError(text::Cat(
            name_, ": bad gzip data: ", stream_.msg == nullptr ? "unknown fault" : stream_.msg));
      }
      if (size_t got = size - stream_.avail_out; got > 0) return got;
    }
  }
  bool WouldBlock() override { return input_.size() == 0 && input_.source().WouldBlock(); }

 private:
  Compressed input_;
  std::string name_;
  z_stream stream_ = {};
  bool between_members_ = false;
};

class ZstdSource : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> source, std::string name)
      : input_(std::move(source)), name_(std::move(name)), stream_(ZSTD_createDStream()) {}
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }

  absl::StatusOr<size_t> Read(char* data, size_t size) override {
    ZSTD_outBuffer out = {data, size, 0};
    while (out.pos == 0) {
      if (absl::Status status = input_.Fill(); !status.ok()) return status;
      // At the end of the input the decoder may still hold decoded bytes.
      if (input_.over() && frame_over_) return 0;
      ZSTD_inBuffer in = {input_.data(), input_.size(), 0};
      size_t result = ZSTD_decompressStream(stream_, &out, &in);
      if (ZSTD_isError(result)) {
        return absl::DataLossError(
            text::Cat(name_, ": bad zstd data: ", ZSTD_getErrorName(result)));
      }
      input_.Use(in.pos);
      frame_over_ = result == 0;
      if (input_.over() && out.pos == 0 && !frame_over_) {
        return absl::DataLossError(text::Cat(name_, ": zstd data is cut off"));
      }
    }
    return out.pos;
  }
  bool WouldBlock() override { return input_.size() == 0 && input_.source().WouldBlock(); }

 private:
  Compressed input_;
  std::string name_;
  ZSTD_DStream* stream_;
  bool frame_over_ = false;
};

}  // namespace

Compression CompressionOf(std::string_view head) {
  auto begins = [head](std::string_view magic) { return head.substr(0, magic.size()) == magic; };
  if (begins(kGzipMagic)) return Compression::kGzip;
  if (begins(kZstdMagic)) return Compression::kZstd;
  return Compression::kNone;
}

absl::StatusOr<Decompressed> Decompress(std::unique_ptr<ByteSource> source, std::string name) {
  // A magic number may come in pieces; what cannot begin one is not waited for.
  std::string head;
  auto may_be = [&head](std::string_view magic) {
    return magic.substr(0, head.size()) == std::string_view(head).substr(0, magic.size());
  };
  while (head.size() < kZstdMagic.size() &&
         (head.empty() || may_be(kGzipMagic) || may_be(kZstdMagic))) {
    char buffer[4];
    absl::StatusOr<size_t> got = source->Read(buffer, kZstdMagic.size() - head.size());
    if (!got.ok()) return got.status();
    if (*got == 0) break;
    head.append(buffer, *got);
  }
  const Compression compression = CompressionOf(head);
  source = std::make_unique<Peeked>(std::move(head), std::move(source));
  if (compression == Compression::kGzip) {
    source = std::make_unique<GzipSource>(std::move(source), std::move(name));
  } else if (compression == Compression::kZstd) {
    source = std::make_unique<ZstdSource>(std::move(source), std::move(name));
  }
  return Decompressed{compression, std::move(source)};
}

}  // namespace jsonl::io
