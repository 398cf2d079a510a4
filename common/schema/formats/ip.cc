#include "common/schema/formats/ip.h"

#include <algorithm>
#include <cstddef>

#include "common/schema/ascii.h"

namespace jsonl::schema {
namespace {

bool IsOctet(std::string_view text) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return false;
  int value = 0;
  for (char c : text) {
    if (!IsDigit(c)) return false;
    value = value * 10 + (c - '0');
  }
  return value <= 255;
}

// The number of groups of 16 bits that `text` has, between colons; -1 when it is none. An IPv4
// address at the end counts two.
int Groups(std::string_view text, bool last) {
  if (text.empty()) return 0;
  int count = 0;
  while (true) {
    const size_t end = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, end);
    if (end == text.size() && last && IsIpv4(group)) return count + 2;
    if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), IsHexDigit)) {
      return -1;
    }
    ++count;
    if (end == text.size()) return count;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

bool IsIpv4(std::string_view text) {
  for (int dots = 3; dots > 0; --dots) {
    const size_t dot = text.find('.');
    if (dot == std::string_view::npos || !IsOctet(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return IsOctet(text);
}

bool IsIpv6(std::string_view text) {
  constexpr size_t kLongest = 45;
  if (text.size() > kLongest) return false;
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) return Groups(text, /*last=*/true) == 8;
  const int before = Groups(text.substr(0, gap), /*last=*/false);
  const int after = Groups(text.substr(gap + 2), /*last=*/true);
  return before >= 0 && after >= 0 && before + after < 8;
}

}  // namespace jsonl::schema
