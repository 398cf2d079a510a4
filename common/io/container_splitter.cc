#include "common/io/container_splitter.h"

#include "common/io/csv.h"
#include "common/io/npy.h"

namespace jsonl::io {

std::unique_ptr<Splitter> NewSplitter(Container container, size_t max_size) {
  switch (container) {
    case Container::kLines:
      break;
    case Container::kJsonArray:
      return JsonArraySplitter();
    case Container::kDelimited:
      return DelimitedSplitter(max_size);
    case Container::kCsv:
      return CsvSplitter(',', max_size);
    case Container::kTsv:
      return CsvSplitter('\t', max_size);
    case Container::kNpy:
      return NpySplitter(max_size);
  }
  return nullptr;
}

}  // namespace jsonl::io
