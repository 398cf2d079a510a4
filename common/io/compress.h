// Compressed output, in front of another sink.

#ifndef JSONL_COMMON_IO_COMPRESS_H_
#define JSONL_COMMON_IO_COMPRESS_H_

#include <memory>

#include "common/io/sink.h"

namespace jsonl::io {

// One gzip member (RFC 1952), without a time stamp: equal input gives equal output. To a reader who
// can see it already, a flush adds what makes it readable so far.
std::unique_ptr<Sink> GzipSink(std::unique_ptr<Sink> sink);

// One zstd frame (RFC 8878).
std::unique_ptr<Sink> ZstdSink(std::unique_ptr<Sink> sink);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_COMPRESS_H_
