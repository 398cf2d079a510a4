#include "tools/stats/html/writer.h"

#include <cstdint>

#include "absl/strings/str_format.h"
#include "common/text/utf8.h"

namespace jsonl::stats::html {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

// Of valid UTF-8, what is not shown as it is, above ASCII.
constexpr Range kUnseen[] = {
    {0xad, 0xad},        // soft hyphen
    {0x61c, 0x61c},      // marks of direction, here and below
    {0x180e, 0x180e},    // without width, here and below
    {0x200b, 0x200b},    //
    {0x200e, 0x200f},    //
    {0x2028, 0x202e},    // ends of lines, embeddings, overrides
    {0x2060, 0x206f},    // isolates, invisible operators
    {0xfdd0, 0xfdef},    // no characters
    {0xfeff, 0xfeff},    // byte-order mark
    {0xfff9, 0xfffb},    // annotations
    {0xe0000, 0xe007f},  // tags
};

bool IsUnseen(uint32_t code_point) {
  if ((code_point & 0xfffe) == 0xfffe) return true;  // no character, in any plane
  for (const Range& range : kUnseen) {
    if (code_point >= range.first && code_point <= range.last) return true;
  }
  return false;
}

// Of the sequence that begins the text, which is valid UTF-8 and not ASCII.
uint32_t Decode(std::string_view text, size_t* length) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  *length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  uint32_t code_point = byte(0) & (0x7f >> *length);
  for (size_t i = 1; i < *length; ++i) code_point = code_point << 6 | (byte(i) & 0x3f);
  return code_point;
}

}  // namespace

std::string Visible(std::string_view text) {
  const std::string valid = text::Visible(text::ToValidUtf8(text));
  text = valid;
  std::string visible;
  for (size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      visible += text[i++];
      continue;
    }
    size_t length = 0;
    const uint32_t code_point = Decode(text.substr(i), &length);
    if (IsUnseen(code_point)) {
      absl::StrAppendFormat(&visible, "\\u%04x", code_point);
    } else {
      visible += text.substr(i, length);
    }
    i += length;
  }
  return visible;
}

void AppendEscaped(std::string_view text, std::string* out) {
  for (char c : Visible(text)) {
    switch (c) {
      case '&':
        *out += "&amp;";
        break;
      case '<':
        *out += "&lt;";
        break;
      case '>':
        *out += "&gt;";
        break;
      case '"':
        *out += "&quot;";
        break;
      default:
        *out += c;
    }
  }
}

void Writer::Start(std::string_view tag, Attributes attributes) {
  out_ += '<';
  out_ += tag;
  for (const Attribute& attribute : attributes) {
    if (attribute.value.empty()) continue;
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    AppendEscaped(attribute.value, &out_);
    out_ += '"';
  }
}

void Writer::Begin(std::string_view tag, Attributes attributes) {
  Start(tag, attributes);
  out_ += '>';
  open_.emplace_back(tag);
}

void Writer::End() {
  out_ += "</";
  out_ += open_.back();
  out_ += '>';
  open_.pop_back();
}

void Writer::Void(std::string_view tag, Attributes attributes) {
  Start(tag, attributes);
  out_ += "/>";
}

void Writer::Text(std::string_view text) { AppendEscaped(text, &out_); }

void Writer::Element(std::string_view tag, Attributes attributes, std::string_view text) {
  Begin(tag, attributes);
  Text(text);
  End();
}

void Writer::Name(std::string_view name) {
  const std::string visible = Visible(name);
  if (text::Strip(visible).empty()) {
    Element("em", name.empty() ? "(empty)" : "(blank)");
  } else {
    Element("bdi", text::Shortened(visible));
  }
}

}  // namespace jsonl::stats::html
