// Letters of ASCII by case; all else stays as it is.

#ifndef JSONL_TOOLS_GENERATE_ASCII_H_
#define JSONL_TOOLS_GENERATE_ASCII_H_

namespace jsonl::generate {

inline char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
inline char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_ASCII_H_
