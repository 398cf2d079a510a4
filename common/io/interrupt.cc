#include "common/io/interrupt.h"

#include <signal.h>

#include <array>
#include <atomic>
#include <memory>

namespace jsonl::io {
namespace {

// Those that live, for the signal handler: a list of tables, which only grows.
struct Actions {
  std::array<std::atomic<const AtInterrupt*>, 256> slots = {};
  std::atomic<Actions*> next = nullptr;
};
Actions actions;

}  // namespace

void AtInterrupt::Handle(int signal) {
  for (Actions* table = &actions; table != nullptr; table = table->next.load()) {
    for (auto& slot : table->slots) {
      if (const AtInterrupt* action = slot.load()) action->run_(action->argument_);
    }
  }
  ::signal(signal, SIG_DFL);
  raise(signal);
}

AtInterrupt::AtInterrupt(void (*run)(const void*), const void* argument)
    : run_(run), argument_(argument) {
  static const bool kInstalled = [] {
    for (int number : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction old;
      if (sigaction(number, nullptr, &old) == 0 && old.sa_handler == SIG_DFL) {
        signal(number, Handle);
      }
    }
    return true;
  }();
  static_cast<void>(kInstalled);
  // Full tables are not searched again: there may be very many of these.
  static std::atomic<Actions*> last_table = &actions;
  for (Actions* table = last_table.load();; table = table->next.load()) {
    for (auto& slot : table->slots) {
      const AtInterrupt* none = nullptr;
      if (slot.compare_exchange_strong(none, this)) {
        last_table = table;
        slot_ = &slot;
        return;
      }
    }
    if (table->next.load() != nullptr) continue;
    auto more = std::make_unique<Actions>();
    Actions* last = nullptr;
    if (table->next.compare_exchange_strong(last, more.get())) more.release();
  }
}

AtInterrupt::~AtInterrupt() { *slot_ = nullptr; }

}  // namespace jsonl::io
