// Counts what a test allocates: link it, and operator new counts.

#ifndef JSONL_COMMON_RECORD_COUNTING_NEW_H_
#define JSONL_COMMON_RECORD_COUNTING_NEW_H_

#include <cstddef>

namespace jsonl::record {

// Calls of operator new so far, in a test of one thread. Always 0 with sanitizers.
size_t Allocations();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_COUNTING_NEW_H_
