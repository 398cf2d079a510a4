#include "common/testing/descriptors.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace jsonl::test {

Pipe::Pipe() { EXPECT_EQ(pipe2(ends_, O_CLOEXEC), 0); }

Pipe::~Pipe() {
  Close(0);
  Close(1);
}

void Pipe::Write(std::string_view bytes) const {
  while (!bytes.empty()) {
    ssize_t written = write(writer(), bytes.data(), bytes.size());
    ASSERT_GT(written, 0);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

void Pipe::Close(int end) {
  int fd = std::exchange(ends_[end], -1);
  if (fd >= 0) close(fd);
}

Redirect::Redirect(int fd, int to) : fd_(fd) {
  fflush(nullptr);  // what stdio holds back belongs to where the descriptor led
  old_ = dup(fd);
  EXPECT_GE(dup2(to, fd), 0);
}

Redirect::~Redirect() {
  fflush(nullptr);
  dup2(old_, fd_);
  close(old_);
}

Capture::Capture(int fd)
    : file_(open(::testing::TempDir().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)),
      redirect_(fd, file_) {
  EXPECT_GE(file_, 0);
}

Capture::~Capture() { close(file_); }

std::string Capture::Text() const {
  fflush(nullptr);
  std::string text(static_cast<size_t>(lseek(file_, 0, SEEK_END)), '\0');
  EXPECT_EQ(pread(file_, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  return text;
}

}  // namespace jsonl::test
