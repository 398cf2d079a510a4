// The floor that the tools are measured against: finds the lines of a file and parses each with
// simdjson's document parser, on the given number of threads, and does nothing else.
//
//   floor THREADS FILE

#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

namespace {

constexpr off_t kBlock = 1 << 20;
constexpr off_t kLongest = 1 << 20;  // line; the data of the benchmark has shorter ones

struct Totals {
  std::atomic<uint64_t> lines = 0;
  std::atomic<uint64_t> bad = 0;
};

// Parses the lines that start in blocks taken from `next`.
void Work(int fd, std::atomic<off_t>* next, Totals* totals) {
  simdjson::dom::parser parser;
  std::unique_ptr<char[]> buffer(new char[kBlock + kLongest + 1 + simdjson::SIMDJSON_PADDING]);
  uint64_t lines = 0;
  uint64_t bad = 0;
  while (true) {
    off_t start = next->fetch_add(kBlock);
    // One byte before, to see whether a line starts here.
    off_t from = start == 0 ? 0 : start - 1;
    ssize_t got = pread(fd, buffer.get(), static_cast<size_t>(kBlock + kLongest), from);
    if (got <= 0) break;
    const char* end = buffer.get() + got;
    const char* line = buffer.get();
    if (start > 0) {
      line = static_cast<const char*>(memchr(line, '\n', static_cast<size_t>(got)));
      if (line == nullptr) continue;
      ++line;
    }
    const char* last = buffer.get() + (start - from) + kBlock;
    while (line < last && line < end) {
      const void* newline = memchr(line, '\n', static_cast<size_t>(end - line));
      if (newline == nullptr) break;
      size_t size = static_cast<size_t>(static_cast<const char*>(newline) - line);
      bad += parser.parse(line, size, false).error() != simdjson::SUCCESS;
      ++lines;
      line += size + 1;
    }
  }
  totals->lines += lines;
  totals->bad += bad;
}

}  // namespace

int main(int argc, char** argv) {
  int threads = argc == 3 ? atoi(argv[1]) : 0;
  int fd = argc == 3 ? open(argv[2], O_RDONLY) : -1;
  if (threads < 1 || fd < 0) {
    fprintf(stderr, "usage: floor THREADS FILE\n");
    return 2;
  }
  std::atomic<off_t> next = 0;
  Totals totals;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) workers.emplace_back(Work, fd, &next, &totals);
  for (std::thread& worker : workers) worker.join();
  printf("%lu lines, %lu bad\n", totals.lines.load(), totals.bad.load());
  return 0;
}
