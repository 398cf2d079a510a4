#include "tools/dedupe/key_table.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <random>

namespace jsonl {
namespace {

using hash::Fingerprint;

constexpr size_t kLeastHomes = 64;
constexpr size_t kPlacesBehind = 16;  // homes, at first
constexpr size_t kHugePage = size_t{2} << 20;
constexpr size_t kMapped = 3 * kHugePage;  // arrays of so many bytes are mapped

// A low half of 0 stands for no key.
Fingerprint Stored(Fingerprint key) {
  key.low += key.low == 0;
  return key;
}

bool IsFree(Fingerprint place) { return place.low == 0; }

// Zeroed memory of whole huge pages, with what was in `old`.
void* Map(void* old, size_t old_size, size_t size) {
  void* memory = old_size > 0 ? mremap(old, old_size, size, MREMAP_MAYMOVE)
                              : mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS, /*fd=*/-1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  // Places are looked up at random, which costs less there; it is no more than a wish.
  madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

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

void KeyTable::Free::operator()(void* memory) const {
  if (mapped > 0) {
    munmap(memory, mapped);
  } else {
    free(memory);
  }
}

template <typename T>
void KeyTable::Extend(Array<T>* array, size_t from, size_t to) {
  const size_t mapped = array->get_deleter().mapped;
  const size_t size = to * sizeof(T);
  if (size <= mapped) return;
  if (size < kMapped) {
    void* memory = realloc(array->get(), size);
    if (memory == nullptr) throw std::bad_alloc();
    static_cast<void>(array->release());
    array->reset(static_cast<T*>(memory));
    std::fill(array->get() + from, array->get() + to, T());
    return;
  }
  const size_t pages = (size + kHugePage - 1) / kHugePage * kHugePage;
  auto* memory = static_cast<T*>(Map(array->get(), mapped, pages));
  if (mapped == 0) {
    std::copy(array->get(), array->get() + from, memory);
  } else {
    static_cast<void>(array->release());
  }
  *array = Array<T>(memory, Free{pages});
}

void KeyTable::AddPlaces(Part& part, size_t count) {
  Extend(&part.keys, part.places, part.places + count);
  if (has_positions_) Extend(&part.positions, part.places, part.places + count);
  part.places += count;
  bytes_ += count * (sizeof(Fingerprint) + (has_positions_ ? sizeof(uint64_t) : 0));
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
  size_t more = part.homes / 2;
  // All of the pages that are mapped: a part that is has a few, so that some are left.
  constexpr size_t kOfPage = kHugePage / sizeof(Fingerprint);
  if ((part.places + more) * sizeof(Fingerprint) >= kMapped) more -= (part.places + more) % kOfPage;
  part.homes += more;
  part.limit = part.homes / 4 * 3;
  AddPlaces(part, more);
  while (end > 0) {
    size_t begin = end;
    moving_.clear();
    while (begin > 0 && !IsFree(part.keys[begin - 1])) {
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
  if (!IsFree(part.keys[place])) return has_positions_ ? part.positions[place] : 0;
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
  if (IsFree(part.keys[place])) return std::nullopt;
  return has_positions_ ? part.positions[place] : 0;
}

}  // namespace jsonl
