#include "common/record/counting_new.h"

#include <cstdlib>
#include <new>

namespace {
size_t allocations = 0;
}

// The sanitizers have their own, and want all forms of new and delete to agree.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void* operator new(size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
#endif

namespace jsonl::record {

size_t Allocations() { return allocations; }

}  // namespace jsonl::record
