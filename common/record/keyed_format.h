// A format whose fields are listed in a table.

#ifndef JSONL_COMMON_RECORD_KEYED_FORMAT_H_
#define JSONL_COMMON_RECORD_KEYED_FORMAT_H_

#include <array>
#include <cstddef>

#include "common/record/format.h"
#include "common/record/keys.h"

namespace jsonl::record {

template <size_t kSize>
class KeyedFormat : public Format {
 protected:
  // The tables outlive the format.
  KeyedFormat(const Keys<kSize>& keys, const std::array<Slot, kSize>& slots, const Traits& traits)
      : Format(keys.texts(), keys.names(), slots, traits) {}
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_KEYED_FORMAT_H_
