// Pipes, and standard streams that lead elsewhere for a while.

#ifndef JSONL_COMMON_TESTING_DESCRIPTORS_H_
#define JSONL_COMMON_TESTING_DESCRIPTORS_H_

#include <string>
#include <string_view>

namespace jsonl::test {

// A pipe; each end is open until it is closed here.
class Pipe {
 public:
  Pipe();
  ~Pipe();
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  // A path that opens the reading end once more.
  std::string ReaderPath() const { return "/proc/self/fd/" + std::to_string(ends_[0]); }
  // Writes all of `bytes`; more than a pipe holds needs a reader.
  void Write(std::string_view bytes) const;
  void CloseReader() { Close(0); }
  void CloseWriter() { Close(1); }

 private:
  void Close(int end);
  int ends_[2] = {-1, -1};
};

// Makes descriptor `fd` mean what `to` means, until it goes.
class Redirect {
 public:
  Redirect(int fd, int to);
  ~Redirect();
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

 private:
  int fd_;
  int old_;
};

// Gathers what is written to descriptor `fd` while it lives.
class Capture {
 public:
  explicit Capture(int fd);
  ~Capture();
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  // What was written so far.
  std::string Text() const;

 private:
  int file_;
  Redirect redirect_;
};

}  // namespace jsonl::test

#endif  // JSONL_COMMON_TESTING_DESCRIPTORS_H_
