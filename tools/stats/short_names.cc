#include "tools/stats/short_names.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::stats {
namespace {

constexpr size_t kMostCharacters = 24;
constexpr size_t kMostComponents = 4;

// So many components from the end of a path; all of it if it has no more.
std::string_view Tail(std::string_view path, size_t components) {
  size_t begin = path.size();
  for (size_t i = 0; i < components && begin > 0; ++i) {
    const size_t slash = path.rfind('/', begin - 1);
    if (slash == path.npos || slash == 0) return path;
    begin = slash;
  }
  return path.substr(begin == path.size() ? 0 : begin + 1);
}

// The end of a name, which tells files apart.
std::string Ending(std::string_view name) {
  const std::string valid = text::ToValidUtf8(name);
  size_t length = text::CountCodePoints(valid);
  if (length <= kMostCharacters) return valid;
  size_t begin = 0;
  for (; length > kMostCharacters - 3; --length) {
    do {
      ++begin;
    } while (begin < valid.size() && (static_cast<unsigned char>(valid[begin]) & 0xc0) == 0x80);
  }
  return text::Cat("...", valid.substr(begin));
}

}  // namespace

std::vector<std::string> ShortNames(const std::vector<std::string>& paths) {
  std::vector<std::string> names(paths.size());
  for (size_t components = 1; components <= kMostComponents; ++components) {
    std::map<std::string_view, int> tails;
    for (const std::string& path : paths) ++tails[Tail(path, components)];
    const bool last = components == kMostComponents;
    for (size_t i = 0; i < paths.size(); ++i) {
      const std::string_view tail = Tail(paths[i], components);
      if (names[i].empty() && (tails[tail] == 1 || last)) names[i] = Ending(tail);
    }
  }
  std::map<std::string, int> seen;
  for (const std::string& name : names) ++seen[name];
  std::map<std::string, int> number;
  for (std::string& name : names) {
    if (seen[name] > 1) text::Append(&name, " (", ++number[name], ")");
  }
  return names;
}

}  // namespace jsonl::stats
