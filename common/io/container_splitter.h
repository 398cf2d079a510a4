// The splitter of each container.

#ifndef JSONL_COMMON_IO_CONTAINER_SPLITTER_H_
#define JSONL_COMMON_IO_CONTAINER_SPLITTER_H_

#include <cstddef>
#include <memory>

#include "common/io/block.h"
#include "common/io/splitter.h"

namespace jsonl::io {

// Null for lines. `max_size`, in bytes, is what the splitters of each container make of it.
std::unique_ptr<Splitter> NewSplitter(Container container, size_t max_size);

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_CONTAINER_SPLITTER_H_
