#include "common/tokenizer/byte_pair_encoder.h"

#include <algorithm>
#include <cstring>

#include "common/hash/fingerprint.h"

namespace jsonl::tokenizer {
namespace {

constexpr uint32_t kNoPart = 0xffffffff;

}  // namespace

BytePairEncoder::BytePairEncoder(const Vocabulary& vocabulary)
    : vocabulary_(vocabulary), known_(kKnown) {}

void BytePairEncoder::Encode(std::string_view piece, std::vector<Token>* out) {
  if (piece.size() > Known::kMaxBytes) return MergeAll(piece, out);
  Known& known = known_[hash::Hash(piece).low % kKnown];
  if (known.size == piece.size() &&
      std::memcmp(known.bytes.data(), piece.data(), piece.size()) == 0) {
    out->insert(out->end(), known.tokens.begin(), known.tokens.begin() + known.count);
    return;
  }
  const size_t before = out->size();
  MergeAll(piece, out);
  const size_t count = out->size() - before;
  if (count > Known::kMaxTokens) return;
  known.size = static_cast<uint8_t>(piece.size());
  known.count = static_cast<uint32_t>(count);
  std::copy(piece.begin(), piece.end(), known.bytes.begin());
  std::copy(out->end() - static_cast<ptrdiff_t>(count), out->end(), known.tokens.begin());
}

// Looks up the merge of a part with the one after it.
void BytePairEncoder::Plan(std::string_view piece, uint32_t part) {
  Part& left = parts_[part];
  left.merge = {};
  if (left.next == kNoPart) return;
  const Part& right = parts_[left.next];
  left.merge = vocabulary_.FindMerge(left.token, right.token,
                                     piece.substr(left.begin, right.end - left.begin));
  if (left.merge.rank == kNoToken) return;
  planned_.push_back({left.merge.rank, part});
  std::push_heap(planned_.begin(), planned_.end());
}

void BytePairEncoder::MergeAll(std::string_view piece, std::vector<Token>* out) {
  if (vocabulary_.prefers_whole_pieces()) {
    if (const Token whole = vocabulary_.Find(piece); whole != kNoToken) {
      out->push_back(whole);
      return;
    }
  }
  const auto size = static_cast<uint32_t>(piece.size());
  parts_.resize(size);
  for (uint32_t i = 0; i < size; ++i) {
    const Token token = vocabulary_.OfByte(static_cast<uint8_t>(piece[i]));
    parts_[i] = {i, i + 1, i - 1, i + 1 < size ? i + 1 : kNoPart, token, {}};
  }
  planned_.clear();
  for (uint32_t i = 0; i < size; ++i) Plan(piece, i);
  while (!planned_.empty()) {
    std::pop_heap(planned_.begin(), planned_.end());
    const Planned planned = planned_.back();
    planned_.pop_back();
    Part& part = parts_[planned.part];
    if (part.merge.rank != planned.rank) continue;
    Part& right = parts_[part.next];
    part.token = part.merge.token;
    part.end = right.end;
    part.next = right.next;
    right.merge = {};
    if (part.next != kNoPart) parts_[part.next].previous = planned.part;
    Plan(piece, planned.part);
    if (part.previous != kNoPart) Plan(piece, part.previous);
  }
  for (uint32_t i = 0; i != kNoPart; i = parts_[i].next) out->push_back(parts_[i].token);
}

}  // namespace jsonl::tokenizer
