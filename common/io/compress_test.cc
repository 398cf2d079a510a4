#include "common/io/compress.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "common/io/byte_source.h"

namespace jsonl::io {
namespace {

using Compressor = std::unique_ptr<Sink> (*)(std::unique_ptr<Sink>);

struct Kind {
  Compressor compressor;
  Compression compression;
};
constexpr Kind kKinds[] = {{GzipSink, Compression::kGzip}, {ZstdSink, Compression::kZstd}};

// What can be read of compressed bytes, be they cut off or not.
std::string Readable(std::string_view bytes, Compression expected) {
  absl::StatusOr<Decompressed> opened = Decompress(FromMemory(bytes), "test");
  EXPECT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(opened->compression, expected);
  std::string out;
  char buffer[4096];
  while (true) {
    absl::StatusOr<size_t> got = opened->source->Read(buffer, sizeof(buffer));
    if (!got.ok() || *got == 0) return out;
    out.append(buffer, *got);
  }
}

// Text, and bytes that do not get smaller.
std::string Mixed(size_t size) {
  std::mt19937 random(5);
  std::string out;
  while (out.size() < size) {
    out += "{\"task\":\"t\",\"output\":\"o\"}\n";
    for (int i = 0; i < 50; ++i) out += static_cast<char>(random());
  }
  return out;
}

TEST(CompressTest, GivesBackWhatWasWrittenInAnyPieces) {
  const std::string text = Mixed(1 << 20);
  for (const Kind& kind : kKinds) {
    for (size_t piece : {size_t{777}, size_t{300000}, text.size()}) {
      std::string out;
      std::unique_ptr<Sink> sink = kind.compressor(ToString(&out));
      for (size_t i = 0; i < text.size(); i += piece) {
        ASSERT_TRUE(sink->Write(std::string_view(text).substr(i, piece)).ok());
      }
      ASSERT_TRUE(Close(*sink).ok());
      EXPECT_EQ(Readable(out, kind.compression), text) << piece;
    }
  }
}

TEST(CompressTest, NothingIsACompleteFileToo) {
  for (const Kind& kind : kKinds) {
    std::string out;
    std::unique_ptr<Sink> sink = kind.compressor(ToString(&out));
    ASSERT_TRUE(Close(*sink).ok());
    EXPECT_FALSE(out.empty());
    EXPECT_EQ(Readable(out, kind.compression), "");
  }
}

TEST(CompressTest, FlushHandsOnWhatWasWritten) {
  for (const Kind& kind : kKinds) {
    std::string out;
    std::unique_ptr<Sink> sink = kind.compressor(ToString(&out));
    ASSERT_TRUE(sink->Write("first\n").ok());
    ASSERT_TRUE(sink->Flush().ok());
    EXPECT_EQ(Readable(out, kind.compression), "first\n");
    ASSERT_TRUE(sink->Write("second\n").ok());
    ASSERT_TRUE(Close(*sink).ok());
    EXPECT_EQ(Readable(out, kind.compression), "first\nsecond\n");
  }
}

TEST(CompressTest, GzipHasNoTimeStamp) {
  std::string out;
  std::unique_ptr<Sink> sink = GzipSink(ToString(&out));
  ASSERT_TRUE(sink->Write("text").ok());
  ASSERT_TRUE(Close(*sink).ok());
  EXPECT_EQ(out.substr(4, 4), std::string(4, '\0'));
}

// Fails at the named step.
class FailingSink : public Sink {
 public:
  explicit FailingSink(std::string_view step) : step_(step) {}
  absl::Status Write(std::string_view) override { return At("write"); }
  absl::Status Flush() override { return At("flush"); }
  absl::Status Finish() override { return At("finish"); }
  absl::Status Publish() override { return At("publish"); }

 private:
  absl::Status At(std::string_view step) const {
    return step == step_ ? absl::ResourceExhaustedError("full") : absl::OkStatus();
  }
  std::string_view step_;
};

TEST(CompressTest, PassesFailuresOn) {
  const std::string text = Mixed(1 << 20);
  for (const Kind& kind : kKinds) {
    auto sink = [&](std::string_view step) {
      return kind.compressor(std::make_unique<FailingSink>(step));
    };
    EXPECT_EQ(sink("write")->Write(text).message(), "full");
    EXPECT_EQ(sink("write")->Flush().message(), "full");
    EXPECT_EQ(sink("flush")->Flush().message(), "full");
    EXPECT_EQ(sink("finish")->Finish().message(), "full");
    std::unique_ptr<Sink> unnamed = sink("publish");
    ASSERT_TRUE(unnamed->Finish().ok());
    EXPECT_EQ(unnamed->Publish().message(), "full");
  }
}

}  // namespace
}  // namespace jsonl::io
