#include "tools/validate/checker/line_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {
namespace {

constexpr int kLookAgain = 50;  // milliseconds between looks at whether it has ended

absl::Status Unavailable(std::string_view what, int error) {
  return absl::UnavailableError(text::Cat(what, ": ", strerror(error)));
}

// In the child, where only what is safe in a signal handler may be called.
[[noreturn]] void Become(int in, int out, pid_t parent, char* const* arguments,
                         char* const* environment) {
  setpgid(0, 0);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  signal(SIGPIPE, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() == parent) execve("/bin/sh", arguments, environment);
  _exit(127);
}

void KillGroup(const void* group) { kill(-*static_cast<const pid_t*>(group), SIGKILL); }

}  // namespace

LineProcess::LineProcess(pid_t pid, int to, int from)
    : pid_(pid), group_(pid), at_interrupt_(KillGroup, &group_), to_(to), from_(from) {}

absl::StatusOr<std::unique_ptr<LineProcess>> LineProcess::Start(const std::string& command) {
  int to[2];
  int from[2];
  if (pipe2(to, O_CLOEXEC) != 0) return Unavailable("cannot make a pipe", errno);
  if (pipe2(from, O_CLOEXEC) != 0) {
    const int error = errno;
    close(to[0]);
    close(to[1]);
    return Unavailable("cannot make a pipe", error);
  }
  std::string shell = "sh", option = "-c", text = command, unbuffered = "PYTHONUNBUFFERED=1";
  char* const arguments[] = {shell.data(), option.data(), text.data(), nullptr};
  std::vector<char*> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  environment.push_back(unbuffered.data());
  environment.push_back(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) Become(to[0], from[1], parent, arguments, environment.data());
  const int error = errno;
  if (pid > 0) setpgid(pid, pid);  // whoever comes first
  close(to[0]);
  close(from[1]);
  if (pid < 0) {
    close(to[1]);
    close(from[0]);
    return Unavailable("cannot start a process", error);
  }
  fcntl(to[1], F_SETFL, O_NONBLOCK);
  fcntl(from[0], F_SETFL, O_NONBLOCK);
  return std::unique_ptr<LineProcess>(new LineProcess(pid, to[1], from[0]));
}

LineProcess::~LineProcess() {
  if (to_ >= 0) close(to_);
  if (from_ >= 0) close(from_);
  if (pid_ < 0) return;
  KillGroup(&group_);
  Ending();
}

bool LineProcess::HasEnded() const {
  siginfo_t info = {};
  return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == pid_;
}

std::string LineProcess::Ending() {
  // The group cannot be another one's as long as its leader was not waited for.
  siginfo_t info;
  while (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  KillGroup(&group_);
  int status = 0;
  while (waitpid(std::exchange(pid_, -1), &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return text::Cat("was killed by signal ", WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  return text::Cat("exited with status ", code, code == 127 ? " (not found, says the shell)" : "");
}

absl::Status LineProcess::TooMuch() const {
  std::string_view more(buffer_.data() + answered_, filled_ - answered_);
  return absl::FailedPreconditionError(text::Cat(
      "answered more than it was asked: '", text::Shortened(more.substr(0, more.find('\n'))), "'"));
}

absl::StatusOr<size_t> LineProcess::Read() {
  constexpr size_t kChunk = 64 << 10;
  if (buffer_.size() < filled_ + kChunk + kPadding) {
    buffer_.resize(std::max(2 * buffer_.size(), filled_ + kChunk + kPadding));
  }
  const ssize_t size = read(from_, buffer_.data() + filled_, kChunk);
  if (size < 0 && errno != EAGAIN && errno != EINTR) return Unavailable("cannot read", errno);
  if (size > 0) filled_ += static_cast<size_t>(size);
  return size < 0 ? kChunk : static_cast<size_t>(size);
}

// Drops what it could not write when nobody reads any more: the end will show.
absl::Status LineProcess::Write(std::string_view* rest) {
  const ssize_t size = write(to_, rest->data(), rest->size());
  if (size >= 0) {
    rest->remove_prefix(static_cast<size_t>(size));
  } else if (errno == EPIPE) {
    *rest = {};
  } else if (errno != EAGAIN && errno != EINTR) {
    return Unavailable("cannot write", errno);
  }
  return absl::OkStatus();
}

absl::Status LineProcess::Ask(std::string_view lines) {
  if (filled_ > answered_) return TooMuch();
  filled_ = answered_ = 0;
  const auto asked = std::count(lines.begin(), lines.end(), '\n');
  ptrdiff_t answers = 0;
  while (answers < asked) {
    struct pollfd ends[] = {{from_, POLLIN, 0}, {to_, POLLOUT, 0}};
    const int ready = poll(ends, lines.empty() ? 1 : 2, kPatience * 1000);
    if (ready < 0 && errno != EINTR) return Unavailable("cannot wait", errno);
    if (ready == 0) {
      return absl::FailedPreconditionError(text::Cat("has not answered for ", kPatience,
                                                     " seconds (", answers, " of ", asked,
                                                     " answers): it has to flush each of them"));
    }
    if (ready < 0) continue;
    if (!lines.empty() && ends[1].revents != 0) {
      if (absl::Status status = Write(&lines); !status.ok()) return status;
    }
    if (ends[0].revents == 0) continue;
    size_t seen = filled_;
    absl::StatusOr<size_t> size = Read();
    if (!size.ok()) return size.status();
    if (*size == 0) {
      return absl::FailedPreconditionError(
          text::Cat(Ending(), " after ", answers, " of ", asked, " answers"));
    }
    while (answers < asked) {
      const void* end = std::memchr(buffer_.data() + seen, '\n', filled_ - seen);
      if (end == nullptr) break;
      seen = static_cast<size_t>(static_cast<const char*>(end) - buffer_.data()) + 1;
      answered_ = seen;
      ++answers;
    }
    if (answers < asked && filled_ - answered_ > kMaxAnswer) {
      return absl::FailedPreconditionError("answers with a line of more than 1 MiB");
    }
  }
  return filled_ > answered_ ? TooMuch() : absl::OkStatus();
}

absl::Status LineProcess::Finish() {
  close(std::exchange(to_, -1));
  filled_ = answered_ = 0;
  while (filled_ == 0) {
    // What it has started may hold its output open when it has ended.
    const bool ended = HasEnded();
    struct pollfd end = {from_, POLLIN, 0};
    const int ready = poll(&end, 1, ended ? 0 : kLookAgain);
    if (ready < 0 && errno != EINTR) return Unavailable("cannot wait", errno);
    if (ready == 0 && ended) break;
    if (ready <= 0) continue;
    absl::StatusOr<size_t> size = Read();
    if (!size.ok()) return size.status();
    if (*size == 0) break;
  }
  if (filled_ > 0) return TooMuch();
  const std::string ending = Ending();
  if (ending == "exited with status 0") return absl::OkStatus();
  return absl::FailedPreconditionError(text::Cat(ending, " after its last answer"));
}

}  // namespace jsonl
