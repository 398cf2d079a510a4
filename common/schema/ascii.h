// Characters of ASCII, as grammars of RFCs and of ECMA 262 know them, whatever the locale.

#ifndef JSONL_COMMON_SCHEMA_ASCII_H_
#define JSONL_COMMON_SCHEMA_ASCII_H_

namespace jsonl::schema {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The value of a hexadecimal digit; -1 of what is none.
constexpr int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
constexpr bool IsHexDigit(char c) { return HexValue(c) >= 0; }

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_ASCII_H_
