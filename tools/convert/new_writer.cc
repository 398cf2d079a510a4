#include "tools/convert/new_writer.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "tools/convert/table_writer.h"
#include "tools/convert/token_writer.h"
#include "tools/convert/uniform_writer.h"

namespace jsonl {

using io::Container;

absl::StatusOr<std::unique_ptr<RecordWriter>> NewWriter(Container container,
                                                        const ConvertOptions& options,
                                                        pipeline::Session& session) {
  if (container == Container::kNpy || options.seq_length.has_value()) {
    PackingOptions packing;
    if (options.seq_length.has_value()) {
      absl::StatusOr<std::vector<uint64_t>> lengths =
          PackingOptions::ParseLengths(*options.seq_length);
      if (!lengths.ok()) return lengths.status();
      packing.lengths = *std::move(lengths);
    }
    if (options.pad.has_value()) {
      if (*options.pad > INT64_MAX) return absl::InvalidArgumentError("--pad is above 2^63 - 1");
      packing.pad = static_cast<int64_t>(*options.pad);
    }
    if (options.uniform) {
      return absl::InvalidArgumentError("--uniform is not for rows of tokens: they are so anyway");
    }
    if (options.canonical) {
      return absl::InvalidArgumentError("--canonical is not for rows of tokens");
    }
    return TokenWriter(session, container, packing);
  }
  if (options.pad.has_value() || session.output == nullptr) {
    return absl::InvalidArgumentError("--pad, and {length} in -o, go with --seq-length");
  }
  const bool json = container == Container::kLines || container == Container::kJsonArray;
  if (options.uniform && !json) {
    return absl::InvalidArgumentError("--uniform is for records as jsonl or json");
  }
  if (options.canonical && (options.uniform || !json)) {
    return absl::InvalidArgumentError(
        "--canonical is for records as jsonl or json, without --uniform, which writes them anew");
  }
  std::unique_ptr<RecordWriter> writer;
  switch (container) {
    case Container::kJsonArray:
      writer = ArrayWriter(session.output.get());
      break;
    case Container::kDelimited:
      writer = DelimitedWriter(session.output.get());
      break;
    case Container::kCsv:
      writer = TableWriter(session, ',');
      break;
    case Container::kTsv:
      writer = TableWriter(session, '\t');
      break;
    default:
      writer = LineWriter(session.output.get());
      break;
  }
  if (options.uniform) return UniformWriter(session, std::move(writer));
  return writer;
}

}  // namespace jsonl
