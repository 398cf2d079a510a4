// What is to be done before the process dies of SIGINT, SIGTERM or SIGHUP.

#ifndef JSONL_COMMON_IO_INTERRUPT_H_
#define JSONL_COMMON_IO_INTERRUPT_H_

#include <atomic>

namespace jsonl::io {

// While it lives, run(argument) is called when such a signal comes, in its handler: it may do no
// more than is safe there. A signal that is ignored, or has a handler, is left alone.
class AtInterrupt {
 public:
  AtInterrupt(void (*run)(const void* argument), const void* argument);
  ~AtInterrupt();
  AtInterrupt(const AtInterrupt&) = delete;
  AtInterrupt& operator=(const AtInterrupt&) = delete;

 private:
  static void Handle(int signal);

  void (*run_)(const void*);
  const void* argument_;
  std::atomic<const AtInterrupt*>* slot_;  // where the handler finds it
};

}  // namespace jsonl::io

#endif  // JSONL_COMMON_IO_INTERRUPT_H_
