#include "tools/dedupe/key_table.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <random>

namespace jsonl {
namespace {

using hash::Fingerprint;

constexpr size_t kLeastHomes = 64;
constexpr size_t kPlacesBehind = 16;  // homes, at first
constexpr size_t kHugePage = size_t{2} << 20;

// {0, 0} stands for no key.
Fingerprint Stored(Fingerprint key) { return key == Fingerprint() ? Fingerprint{0, 1} : key; }

}  // namespace

KeyTable::KeyTable(bool positions)
    : has_positions_(positions),
      salt_(uint64_t{std::random_device()()} << 32 | std::random_device()()) {
  // Sizes in equal steps from one to one and a half times, so that at any time some parts are about
  // to grow and some have just grown.
  for (size_t i = 0; i < parts_.size(); ++i) {
    Part& part = parts_[i];
    part.homes = kLeastHomes + kLeastHomes * i / 2 / parts_.size();
    part.limit = part.homes / 4 * 3;
    AddPlaces(part, part.homes + kPlacesBehind);
  }
}

template <typename T>
void KeyTable::Extend(Array<T>* array, size_t from, size_t to) {
  void* memory = realloc(array->get(), to * sizeof(T));
  if (memory == nullptr) throw std::bad_alloc();
  static_cast<void>(array->release());
  array->reset(static_cast<T*>(memory));
  // Places are looked up at random, which costs less in huge pages.
  const uintptr_t begin = (reinterpret_cast<uintptr_t>(memory) + 4095) / 4096 * 4096;
  const uintptr_t end = reinterpret_cast<uintptr_t>(memory) + to * sizeof(T);
  if (to * sizeof(T) >= kHugePage) {
    madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  }
  std::fill(array->get() + from, array->get() + to, T());
  bytes_ += (to - from) * sizeof(T);
}

void KeyTable::AddPlaces(Part& part, size_t count) {
  Extend(&part.keys, part.places, part.places + count);
  if (has_positions_) Extend(&part.positions, part.places, part.places + count);
  part.places += count;
}

void KeyTable::Put(Part& part, size_t place, const Entry& entry) {
  if (place + 1 == part.places) AddPlaces(part, kPlacesBehind);
  part.keys[place] = entry.key;
  if (has_positions_) part.positions[place] = entry.position;
}

// From the end to the start, a run of places that are taken at a time: keys only move up, to where
// their homes are now, and that is never before the run.
void KeyTable::Grow(Part& part) {
  size_t end = part.places;
  const size_t more = part.homes / 2;
  part.homes += more;
  part.limit = part.homes / 4 * 3;
  AddPlaces(part, more);
  while (end > 0) {
    size_t begin = end;
    moving_.clear();
    while (begin > 0 && part.keys[begin - 1] != Fingerprint()) {
      --begin;
      moving_.push_back({part.keys[begin], has_positions_ ? part.positions[begin] : 0});
      part.keys[begin] = Fingerprint();
    }
    for (const Entry& entry : moving_) {
      Put(part, part.PlaceOf(entry.key, SpreadOf(entry.key)), entry);
    }
    end = begin == end ? end - 1 : begin;
  }
}

std::optional<uint64_t> KeyTable::Add(Fingerprint key, uint64_t position) {
  key = Stored(key);
  const uint64_t spread = SpreadOf(key);
  Part& part = parts_[PartOf(spread)];
  size_t place = part.PlaceOf(key, spread);
  if (part.keys[place] == key) return has_positions_ ? part.positions[place] : 0;
  if (part.size == part.limit) {
    Grow(part);
    place = part.PlaceOf(key, spread);
  }
  Put(part, place, {key, position});
  ++part.size;
  ++size_;
  return std::nullopt;
}

std::optional<uint64_t> KeyTable::Find(Fingerprint key) const {
  key = Stored(key);
  const uint64_t spread = SpreadOf(key);
  const Part& part = parts_[PartOf(spread)];
  const size_t place = part.PlaceOf(key, spread);
  if (part.keys[place] != key) return std::nullopt;
  return has_positions_ ? part.positions[place] : 0;
}

}  // namespace jsonl
