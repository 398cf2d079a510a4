// Which of several records that are alike is kept.

#ifndef JSONL_COMMON_NEAR_KEEP_H_
#define JSONL_COMMON_NEAR_KEEP_H_

#include <cstdint>

namespace jsonl::near {

// kAll: nothing is dropped but for a reference.
enum class Keep : uint8_t { kFirst, kLast, kNone, kAll };

}  // namespace jsonl::near

#endif  // JSONL_COMMON_NEAR_KEEP_H_
