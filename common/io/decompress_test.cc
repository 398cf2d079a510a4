// Decompress, which byte_source.h declares.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "common/io/byte_source.h"
#include "common/io/compress.h"
#include "common/testing/descriptors.h"

namespace jsonl::io {
namespace {

using std::literals::operator""sv;

// "hello\n" as the programs gzip (with a file name in the header) and zstd (with a checksum) write
// it, and a skippable zstd frame.
constexpr std::string_view kGzip(
    "\x1f\x8b\x08\x08\x01\x4d\x01\x6b\x00\x03"
    "hello.txt\x00\xcb\x48\xcd\xc9\xc9\xe7\x02\x00\x20\x30\x3a\x36\x06\x00\x00\x00",
    36);
constexpr size_t kGzipHeader = 20;
constexpr std::string_view kZstd(
    "\x28\xb5\x2f\xfd\x24\x06\x31\x00\x00"
    "hello\n\x53\x88\xbd\x91",
    19);
constexpr std::string_view kSkippable("\x50\x2a\x4d\x18\x03\x00\x00\x00xyz", 11);

// Gives at most `step` bytes at a time.
class Dribble : public ByteSource {
 public:
  Dribble(std::string_view bytes, size_t step) : rest_(FromMemory(bytes)), step_(step) {}
  absl::StatusOr<size_t> Read(char* data, size_t size) override {
    return rest_->Read(data, std::min(size, step_));
  }

 private:
  std::unique_ptr<ByteSource> rest_;
  size_t step_;
};

struct Outcome {
  std::string bytes;
  absl::Status status;
};

// Reads everything, `piece` bytes at a time from a source that gives `step` at a time.
Outcome Read(std::string_view bytes, size_t step = 1 << 20, size_t piece = 4096) {
  absl::StatusOr<Decompressed> opened =
      Decompress(std::make_unique<Dribble>(bytes, step), "in.jsonl");
  if (!opened.ok()) return {"", opened.status()};
  Outcome outcome;
  std::string buffer(piece, '\0');
  while (true) {
    absl::StatusOr<size_t> got = opened->source->Read(buffer.data(), piece);
    outcome.status = got.status();
    if (!got.ok() || *got == 0) return outcome;
    outcome.bytes.append(buffer, 0, *got);
  }
}

std::string Compressed(std::string_view text,
                       std::unique_ptr<Sink> (*compressor)(std::unique_ptr<Sink>)) {
  std::string out;
  std::unique_ptr<Sink> sink = compressor(ToString(&out));
  EXPECT_TRUE(sink->Write(text).ok());
  EXPECT_TRUE(Close(*sink).ok());
  return out;
}

std::string Cat(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (std::string_view part : parts) out += part;
  return out;
}

TEST(DecompressTest, GoesByTheContent) {
  struct Case {
    std::string_view bytes;
    Compression compression;
  };
  for (const Case& c : {
           Case{"", Compression::kNone},
           {"{\"a\":1}\n", Compression::kNone},
           {"\x1f", Compression::kNone},
           {"\x1f{}\n", Compression::kNone},
           {"\x28\xb5\x2f", Compression::kNone},
           {"\x28\xb5\x2f\n", Compression::kNone},
           {"(\n", Compression::kNone},
           {kGzip, Compression::kGzip},
           {kZstd, Compression::kZstd},
       }) {
    for (size_t step : {1, 2, 3, 100}) {
      absl::StatusOr<Decompressed> opened =
          Decompress(std::make_unique<Dribble>(c.bytes, step), "in");
      ASSERT_TRUE(opened.ok()) << opened.status();
      EXPECT_EQ(opened->compression, c.compression) << c.bytes;
      // What only began like a magic number is all there.
      std::string expected = c.compression == Compression::kNone ? std::string(c.bytes) : "hello\n";
      Outcome outcome = Read(c.bytes, step, 2);
      EXPECT_TRUE(outcome.status.ok()) << outcome.status;
      EXPECT_EQ(outcome.bytes, expected);
    }
  }
}

TEST(DecompressTest, ReadsAllMembersHoweverTheyAreCut) {
  struct Case {
    std::string bytes;
    std::string text;
  };
  const std::string empty_gzip = Compressed("", GzipSink);
  const std::string empty_zstd = Compressed("", ZstdSink);
  for (const Case& c : {
           Case{Cat({kGzip, kGzip}), "hello\nhello\n"},
           {Cat({kGzip, empty_gzip, empty_gzip, kGzip}), "hello\nhello\n"},
           {empty_gzip, ""},
           {Cat({kZstd, kZstd}), "hello\nhello\n"},
           {Cat({kZstd, empty_zstd, kSkippable, kZstd, kSkippable}), "hello\nhello\n"},
           {empty_zstd, ""},
       }) {
    for (size_t step : {1, 2, 5, 1000}) {
      for (size_t piece : {1, 3, 6, 1000}) {
        Outcome outcome = Read(c.bytes, step, piece);
        EXPECT_TRUE(outcome.status.ok()) << outcome.status;
        EXPECT_EQ(outcome.bytes, c.text) << step << " " << piece;
      }
    }
  }
}

// Far more comes out than goes in, and more goes in than a chunk holds.
TEST(DecompressTest, ReadsWhatIsLargerThanItsBuffers) {
  std::string text(4 << 20, 'x');
  for (size_t i = 0; i < text.size(); i += 7) text[i] = static_cast<char>(i * i >> 8);
  for (auto* compressor : {GzipSink, ZstdSink}) {
    std::string bytes = Compressed(text, compressor);
    ASSERT_GT(bytes.size(), size_t{300000});
    Outcome outcome = Read(bytes, 100000, 70000);
    EXPECT_TRUE(outcome.status.ok()) << outcome.status;
    EXPECT_TRUE(outcome.bytes == text);
  }
}

TEST(DecompressTest, CutOffAnywhereIsDataLoss) {
  for (std::string_view whole : {kGzip, kZstd}) {
    size_t magic = whole == kGzip ? 2 : 4;
    for (std::string_view before : {std::string_view(), whole}) {
      for (size_t size = magic; size < whole.size(); ++size) {
        // The first bytes of a second member are enough to know that it is one.
        for (size_t step : {1, 1000}) {
          Outcome outcome = Read(Cat({before, whole.substr(0, size)}), step);
          EXPECT_EQ(outcome.status.code(), absl::StatusCode::kDataLoss) << size;
          EXPECT_EQ(outcome.status.message(), whole == kGzip ? "in.jsonl: gzip data is cut off"
                                                             : "in.jsonl: zstd data is cut off");
        }
      }
    }
  }
}

TEST(DecompressTest, RubbishAfterTheEndIsDataLoss) {
  for (std::string_view whole : {kGzip, kZstd}) {
    for (std::string_view rubbish :
         {"x"sv, "\n"sv, "\0"sv, "\x1f"sv, "{\"a\":1}\n"sv, "rubbish of some length"sv}) {
      Outcome outcome = Read(Cat({whole, rubbish}));
      EXPECT_EQ(outcome.bytes, "hello\n");
      EXPECT_EQ(outcome.status.code(), absl::StatusCode::kDataLoss) << rubbish;
      EXPECT_EQ(outcome.status.message().find("in.jsonl: "), 0u) << outcome.status;
    }
  }
}

TEST(DecompressTest, FindsEveryChangedBitThatChangesTheContent) {
  for (std::string_view whole : {kGzip, kZstd}) {
    size_t unnoticed = 0;
    for (size_t bit = 8 * 4; bit < 8 * whole.size(); ++bit) {
      std::string bytes(whole);
      bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
      Outcome outcome = Read(bytes);
      if (outcome.status.ok()) {
        // A file's name and date, or bits without a meaning.
        EXPECT_EQ(outcome.bytes, "hello\n") << "bit " << bit;
        ++unnoticed;
      } else {
        EXPECT_EQ(outcome.status.code(), absl::StatusCode::kDataLoss) << "bit " << bit;
      }
    }
    EXPECT_LE(unnoticed, whole == kGzip ? 8 * kGzipHeader : 2);
  }
}

TEST(DecompressTest, PassesOnWhetherThereIsMore) {
  for (std::string_view whole : {kGzip, kZstd}) {
    test::Pipe pipe;
    pipe.Write(whole);
    std::atomic<bool> cancelled = false;
    absl::StatusOr<Decompressed> opened =
        Decompress(FromDescriptor(pipe.reader(), /*owned=*/false, "pipe", &cancelled), "pipe");
    ASSERT_TRUE(opened.ok());
    EXPECT_FALSE(opened->source->WouldBlock());
    char bytes[100];
    std::string text;
    while (text.size() < 6) text.append(bytes, *opened->source->Read(bytes, sizeof(bytes)));
    EXPECT_EQ(text, "hello\n");
    EXPECT_TRUE(opened->source->WouldBlock());
    absl::Status status;
    std::thread reader([&] { status = opened->source->Read(bytes, 1).status(); });
    cancelled = true;
    reader.join();
    EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  }
}

// "{" begins no magic number, so that a first byte is not kept from who waits for it.
TEST(DecompressTest, DoesNotWaitForWhatCannotBeginAMagicNumber) {
  test::Pipe pipe;
  pipe.Write("{");
  absl::StatusOr<Decompressed> opened =
      Decompress(FromDescriptor(pipe.reader(), /*owned=*/false, "pipe"), "pipe");
  ASSERT_TRUE(opened.ok());
  char byte;
  EXPECT_EQ(*opened->source->Read(&byte, 1), 1u);
  EXPECT_EQ(byte, '{');
}

}  // namespace
}  // namespace jsonl::io
