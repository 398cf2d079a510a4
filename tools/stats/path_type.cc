#include <array>

#include "tools/stats/path_tree.h"

namespace jsonl::stats {
namespace {

constexpr std::array<std::string_view, kPathTypeCount> kNames = {
    "null", "boolean", "integer", "big integer", "fraction", "date", "string", "array", "object"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

namespace internal {

PathType NumberTypeOf(std::string_view raw) {
  for (char c : raw) {
    if (c == '.' || c == 'e' || c == 'E') return PathType::kFraction;
  }
  // Numbers have no zeros before them, so that of as many digits the greater text is the greater.
  const bool negative = raw.front() == '-';
  if (negative) raw.remove_prefix(1);
  constexpr std::string_view kMost = "9223372036854775807";
  constexpr std::string_view kLeast = "9223372036854775808";
  if (raw.size() < kMost.size()) return PathType::kInteger;
  const bool fits = raw.size() == kMost.size() && raw <= (negative ? kLeast : kMost);
  return fits ? PathType::kInteger : PathType::kBigInteger;
}

bool IsDate(std::string_view text) {
  if (text.size() < 10 || text.size() > 35 || text[4] != '-' || text[7] != '-') return false;
  for (size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!IsDigit(text[i])) return false;
  }
  const int month = (text[5] - '0') * 10 + text[6] - '0';
  const int day = (text[8] - '0') * 10 + text[9] - '0';
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  if (text.size() == 10) return true;
  if ((text[10] != 'T' && text[10] != ' ') || text.size() < 13) return false;
  if (!IsDigit(text[11]) || !IsDigit(text[12])) return false;
  for (char c : text.substr(13)) {
    if (!IsDigit(c) && c != ':' && c != '.' && c != 'Z' && c != '+' && c != '-') return false;
  }
  return true;
}

}  // namespace internal

std::string_view PathTypeName(PathType type) { return kNames[static_cast<size_t>(type)]; }

}  // namespace jsonl::stats
