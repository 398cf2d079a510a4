#include "common/schema/uri.h"

#include <algorithm>
#include <cstddef>

#include "common/schema/ascii.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

// Section 5.2.4.
std::string RemoveDotSegments(std::string_view input) {
  std::string out;
  while (!input.empty()) {
    if (input.starts_with("../")) {
      input.remove_prefix(3);
    } else if (input.starts_with("./") || input.starts_with("/./")) {
      input.remove_prefix(2);
    } else if (input == "/.") {
      input = "/";
    } else if (input.starts_with("/../") || input == "/..") {
      input = input == "/.." ? "/" : input.substr(3);
      const size_t slash = out.rfind('/');
      out.resize(slash == std::string::npos ? 0 : slash);
    } else if (input == "." || input == "..") {
      break;
    } else {
      const size_t next = input.find('/', 1);
      out.append(input.substr(0, next));
      input.remove_prefix(std::min(next, input.size()));
    }
  }
  return out;
}

// Section 5.2.3.
std::string MergedPath(const UriParts& base, std::string_view path) {
  if (base.authority && base.path.empty()) return text::Cat("/", path);
  return text::Cat(base.path.substr(0, base.path.rfind('/') + 1), path);
}

}  // namespace

UriParts SplitUri(std::string_view text) {
  UriParts parts;
  if (const size_t hash = text.find('#'); hash != std::string_view::npos) {
    parts.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (const size_t mark = text.find('?'); mark != std::string_view::npos) {
    parts.query = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  const size_t colon = text.find_first_of(":/");
  if (colon != std::string_view::npos && colon > 0 && text[colon] == ':') {
    parts.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    const size_t end = std::min(text.find('/', 2), text.size());
    parts.authority = text.substr(2, end - 2);
    text.remove_prefix(end);
  }
  parts.path = text;
  return parts;
}

std::string ResolveUri(std::string_view base_text, std::string_view reference) {
  const UriParts base = SplitUri(base_text);
  UriParts parts = SplitUri(reference);
  std::string path;
  if (parts.scheme || parts.authority) {
    path = RemoveDotSegments(parts.path);
  } else if (parts.path.empty()) {
    path = std::string(base.path);
    if (!parts.query) parts.query = base.query;
  } else {
    path = RemoveDotSegments(parts.path[0] == '/' ? std::string(parts.path)
                                                  : MergedPath(base, parts.path));
  }
  if (!parts.scheme) {
    if (!parts.authority) parts.authority = base.authority;
    parts.scheme = base.scheme;
  }
  std::string out;
  if (parts.scheme) text::Append(&out, *parts.scheme, ":");
  if (parts.authority) text::Append(&out, "//", *parts.authority);
  out += path;
  if (parts.query) text::Append(&out, "?", *parts.query);
  return out;
}

std::string PercentDecode(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool encoded = text[i] == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 &&
                         HexValue(text[i + 2]) >= 0;
    if (encoded) {
      out.push_back(static_cast<char>(HexValue(text[i + 1]) << 4 | HexValue(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

}  // namespace jsonl::schema
