#include "common/tokenizer/character_class.h"

#include <unicode/uchar.h>

#include <array>

namespace jsonl::tokenizer {
namespace {

constexpr uint32_t kTableSize = 0x10000;  // the Basic Multilingual Plane

uint8_t BitsOf(uint32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  const uint32_t category = U_GET_GC_MASK(c);
  uint8_t bits = 0;
  if ((category & (U_GC_LU_MASK | U_GC_LT_MASK | U_GC_LM_MASK | U_GC_LO_MASK | U_GC_M_MASK)) != 0) {
    bits |= kUpper;
  }
  if ((category & (U_GC_LL_MASK | U_GC_LM_MASK | U_GC_LO_MASK | U_GC_M_MASK)) != 0) bits |= kLower;
  if ((category & U_GC_L_MASK) != 0) bits |= kLetter;
  if ((category & U_GC_N_MASK) != 0) bits |= kNumber;
  if (u_isUWhiteSpace(c)) bits |= kSpace;
  return bits;
}

struct Table {
  Table() {
    for (uint32_t c = 0; c < kTableSize; ++c) bits[c] = BitsOf(c);
  }
  std::array<uint8_t, kTableSize> bits;
};

}  // namespace

Character WideCharacterAt(std::string_view text, size_t position) {
  static const Table kTable;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data()) + position;
  const uint32_t lead = bytes[0];
  if (lead < 0xe0) return {kTable.bits[(lead & 0x1f) << 6 | (bytes[1] & 0x3f)], 2};
  if (lead < 0xf0) {
    return {kTable.bits[(lead & 0x0f) << 12 | (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f)], 3};
  }
  return {BitsOf((lead & 0x07) << 18 | (bytes[1] & 0x3f) << 12 | (bytes[2] & 0x3f) << 6 |
                 (bytes[3] & 0x3f)),
          4};
}

}  // namespace jsonl::tokenizer
