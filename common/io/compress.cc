#include "common/io/compress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace jsonl::io {
namespace {

constexpr size_t kChunk = 256 << 10;

class Gzip : public Sink {
 public:
  explicit Gzip(std::unique_ptr<Sink> sink) : sink_(std::move(sink)), chunk_(kChunk) {
    deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  }
  ~Gzip() override { deflateEnd(&stream_); }

  absl::Status Write(std::string_view bytes) override {
    // avail_in has 32 bits.
    for (size_t size; !bytes.empty(); bytes.remove_prefix(size)) {
      size = std::min<size_t>(bytes.size(), 1 << 30);
      if (absl::Status status = Run(bytes.substr(0, size), Z_NO_FLUSH); !status.ok()) {
        return status;
      }
    }
    return absl::OkStatus();
  }
  absl::Status Flush() override {
    if (sink_->IsHidden()) return absl::OkStatus();
    if (absl::Status status = Run({}, Z_SYNC_FLUSH); !status.ok()) return status;
    return sink_->Flush();
  }
  absl::Status Finish() override {
    if (absl::Status status = Run({}, Z_FINISH); !status.ok()) return status;
    return sink_->Finish();
  }
  absl::Status Publish() override { return sink_->Publish(); }
  bool IsHidden() const override { return sink_->IsHidden(); }

 private:
  absl::Status Run(std::string_view bytes, int mode) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(chunk_.data());
      stream_.avail_out = static_cast<uInt>(chunk_.size());
      deflate(&stream_, mode);
      absl::Status status = sink_->Write({chunk_.data(), chunk_.size() - stream_.avail_out});
      if (!status.ok()) return status;
    } while (stream_.avail_out == 0);
    return absl::OkStatus();
  }

  std::unique_ptr<Sink> sink_;
  std::vector<char> chunk_;
  z_stream stream_ = {};
};

class Zstd : public Sink {
 public:
  explicit Zstd(std::unique_ptr<Sink> sink)
      : sink_(std::move(sink)), chunk_(kChunk), stream_(ZSTD_createCStream()) {}
  ~Zstd() override { ZSTD_freeCStream(stream_); }

  absl::Status Write(std::string_view bytes) override { return Run(bytes, ZSTD_e_continue); }
  absl::Status Flush() override {
    if (sink_->IsHidden()) return absl::OkStatus();
    if (absl::Status status = Run({}, ZSTD_e_flush); !status.ok()) return status;
    return sink_->Flush();
  }
  absl::Status Finish() override {
    if (absl::Status status = Run({}, ZSTD_e_end); !status.ok()) return status;
    return sink_->Finish();
  }
  absl::Status Publish() override { return sink_->Publish(); }
  bool IsHidden() const override { return sink_->IsHidden(); }

 private:
  absl::Status Run(std::string_view bytes, ZSTD_EndDirective mode) {
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    size_t left;
    do {
      ZSTD_outBuffer out = {chunk_.data(), chunk_.size(), 0};
      left = ZSTD_compressStream2(stream_, &out, &in, mode);
      if (ZSTD_isError(left)) return absl::InternalError(ZSTD_getErrorName(left));
      absl::Status status = sink_->Write({chunk_.data(), out.pos});
      if (!status.ok()) return status;
    } while (mode == ZSTD_e_continue ? in.pos < in.size : left > 0);
    return absl::OkStatus();
  }

  std::unique_ptr<Sink> sink_;
  std::vector<char> chunk_;
  ZSTD_CStream* stream_;
};

}  // namespace

std::unique_ptr<Sink> GzipSink(std::unique_ptr<Sink> sink) {
  return std::make_unique<Gzip>(std::move(sink));
}

std::unique_ptr<Sink> ZstdSink(std::unique_ptr<Sink> sink) {
  return std::make_unique<Zstd>(std::move(sink));
}

}  // namespace jsonl::io
