#include "common/schema/formats/email.h"

#include <cstddef>

#include "common/schema/ascii.h"
#include "common/schema/formats/hostname.h"
#include "common/schema/formats/ip.h"

namespace jsonl::schema {
namespace {

bool IsAtomText(char c, bool international) {
  if (static_cast<signed char>(c) < 0) return international;
  return IsLetter(c) || IsDigit(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool IsDotString(std::string_view local, bool international) {
  bool in_atom = false;
  for (char c : local) {
    if (c == '.' ? !in_atom : !IsAtomText(c, international)) return false;
    in_atom = c != '.';
  }
  return in_atom;
}

bool IsQuotedString(std::string_view local, bool international) {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return false;
  local = local.substr(1, local.size() - 2);
  for (size_t i = 0; i < local.size(); ++i) {
    if (local[i] == '"') return false;
    if (local[i] == '\\' && ++i == local.size()) return false;
    const bool ascii = local[i] >= ' ' && local[i] <= '~';
    if (!ascii && !(international && static_cast<signed char>(local[i]) < 0)) return false;
  }
  return true;
}

bool IsMailbox(std::string_view text, bool international) {
  const size_t at = text.rfind('@');
  constexpr size_t kMaxLocal = 64;  // section 4.5.3.1.1
  if (at == std::string_view::npos || at > kMaxLocal) return false;
  const std::string_view local = text.substr(0, at);
  std::string_view domain = text.substr(at + 1);
  if (!IsDotString(local, international) && !IsQuotedString(local, international)) return false;
  if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
    domain = domain.substr(1, domain.size() - 2);
    return domain.starts_with("IPv6:") ? IsIpv6(domain.substr(5)) : IsIpv4(domain);
  }
  return international ? IsIdnHostname(domain) : IsHostname(domain);
}

}  // namespace

bool IsEmail(std::string_view text) { return IsMailbox(text, /*international=*/false); }
bool IsIdnEmail(std::string_view text) { return IsMailbox(text, /*international=*/true); }

}  // namespace jsonl::schema
