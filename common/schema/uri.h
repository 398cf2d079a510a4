// References and their resolution (RFC 3986, sections 4.1, 5.2 and appendix B).

#ifndef JSONL_COMMON_SCHEMA_URI_H_
#define JSONL_COMMON_SCHEMA_URI_H_

#include <optional>
#include <string>
#include <string_view>

namespace jsonl::schema {

// The parts of any string read as a URI reference, delimiters not included. No check of what is
// allowed in them.
struct UriParts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};
UriParts SplitUri(std::string_view text);

// `reference` resolved against `base`, without the fragment. A base may be empty or relative, too.
std::string ResolveUri(std::string_view base, std::string_view reference);

// With %XX decoded; one that is malformed stays.
std::string PercentDecode(std::string_view text);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_URI_H_
