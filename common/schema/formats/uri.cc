#include "common/schema/formats/uri.h"

#include <algorithm>
#include <cstddef>

#include "common/schema/ascii.h"
#include "common/schema/code_points.h"
#include "common/schema/formats/ip.h"
#include "common/schema/uri.h"

namespace jsonl::schema {
namespace {

bool IsUnreserved(char c) {
  return IsLetter(c) || IsDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// ucschar, and iprivate where that is allowed.
bool IsUcsChar(char32_t c, bool with_private) {
  const bool is_private = (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
  if (is_private) return with_private && (c & 0xfffe) != 0xfffe;
  if (c >= 0xe0000 && c < 0xe1000) return false;
  return c >= 0xa0 && (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef) &&
         !(c >= 0xfff0 && c <= 0xffff);
}

constexpr std::string_view kSubDelims = "!$&'()*+,;=";

// What may stand in a part.
struct Syntax {
  bool iri;

  // Unreserved characters, escapes, sub-delims and those in `more`.
  bool Allows(std::string_view part, std::string_view more, bool with_private = false) const {
    while (!part.empty()) {
      const char c = part.front();
      if (static_cast<signed char>(c) < 0) {
        if (!iri || !IsUcsChar(TakeCodePoint(&part), with_private)) return false;
        continue;
      }
      if (c == '%') {
        if (part.size() < 3 || !IsHexDigit(part[1]) || !IsHexDigit(part[2])) return false;
        part.remove_prefix(3);
        continue;
      }
      const bool known = IsUnreserved(c) || kSubDelims.find(c) != std::string_view::npos ||
                         more.find(c) != std::string_view::npos;
      if (!known) return false;
      part.remove_prefix(1);
    }
    return true;
  }

  bool IsAuthority(std::string_view text) const {
    if (const size_t at = text.rfind('@'); at != std::string_view::npos) {
      if (!Allows(text.substr(0, at), ":")) return false;
      text.remove_prefix(at + 1);
    }
    std::string_view port;
    if (text.starts_with('[')) {
      const size_t end = text.find(']');
      if (end == std::string_view::npos || !IsIpLiteral(text.substr(1, end - 1))) return false;
      port = text.substr(end + 1);
    } else {
      const size_t colon = std::min(text.find(':'), text.size());
      if (!Allows(text.substr(0, colon), "")) return false;
      port = text.substr(colon);
    }
    if (!port.empty() && port.front() != ':') return false;
    return std::all_of(port.begin() + !port.empty(), port.end(), IsDigit);
  }

  bool IsIpLiteral(std::string_view text) const {
    if (!text.starts_with('v') && !text.starts_with('V')) return IsIpv6(text);
    const size_t dot = text.find('.');
    if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
    return std::all_of(text.begin() + 1, text.begin() + static_cast<ptrdiff_t>(dot), IsHexDigit) &&
           text.find('%') == std::string_view::npos &&
           Syntax{false}.Allows(text.substr(dot + 1), ":");
  }

  bool IsReference(std::string_view text) const {
    const UriParts parts = SplitUri(text);
    if (parts.scheme && !IsScheme(*parts.scheme)) return false;
    if (parts.authority && !IsAuthority(*parts.authority)) return false;
    // Without a scheme the first segment has no colon: it would look like one.
    if (!parts.scheme && !parts.authority &&
        parts.path.substr(0, parts.path.find('/')).find(':') != std::string_view::npos) {
      return false;
    }
    return Allows(parts.path, ":@/") && Allows(parts.query.value_or(""), ":@/?", true) &&
           Allows(parts.fragment.value_or(""), ":@/?");
  }

  static bool IsScheme(std::string_view text) {
    return IsLetter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
             return IsLetter(c) || IsDigit(c) || c == '+' || c == '-' || c == '.';
           });
  }

  bool IsAbsolute(std::string_view text) const {
    return SplitUri(text).scheme.has_value() && IsReference(text);
  }
};

}  // namespace

bool IsUri(std::string_view text) { return Syntax{false}.IsAbsolute(text); }
bool IsUriReference(std::string_view text) { return Syntax{false}.IsReference(text); }
bool IsIri(std::string_view text) { return Syntax{true}.IsAbsolute(text); }
bool IsIriReference(std::string_view text) { return Syntax{true}.IsReference(text); }

}  // namespace jsonl::schema
