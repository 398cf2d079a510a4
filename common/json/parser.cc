#include "common/json/parser.h"

#include <emmintrin.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace jsonl::json {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Whether [p, end) contains a backslash. May read up to 15 bytes past `end`.
bool HasBackslash(const char* p, const char* end) {
  const __m128i backslash = _mm_set1_epi8('\\');
  for (; p < end; p += 16) {
    __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    auto mask = static_cast<uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(chunk, backslash)));
    if (mask != 0) [[unlikely]] {
      return end - p >= 16 || (mask & ((1u << (end - p)) - 1)) != 0;
    }
  }
  return false;
}

// The end of the number at `p`, or null if it is none by the grammar of RFC 8259, section 6.
const char* NumberEnd(const char* p, const char* limit) {
  auto digits = [&p, limit] {
    const char* start = p;
    while (p < limit && IsDigit(*p)) ++p;
    return p != start;
  };
  if (*p == '-') ++p;
  if (p < limit && *p == '0') {
    ++p;
  } else if (!digits()) {
    return nullptr;
  }
  if (p < limit && *p == '.') {
    ++p;
    if (!digits()) return nullptr;
  }
  if (p < limit && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p < limit && (*p == '+' || *p == '-')) ++p;
    if (!digits()) return nullptr;
  }
  return p;
}

// The end of the literal at `p`, or null if it is not true, false or null.
const char* LiteralEnd(const char* p, const char* limit) {
  std::string_view word = *p == 't' ? "true" : *p == 'f' ? "false" : "null";
  if (static_cast<size_t>(limit - p) < word.size()) return nullptr;
  return std::memcmp(p, word.data(), word.size()) == 0 ? p + word.size() : nullptr;
}

}  // namespace

// simdjson's first stage, through the interface that its own two parsers use.
struct Parser::Scanner {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> simd;
};

Parser::Parser() : scanner_(std::make_unique<Scanner>()) {}
Parser::~Parser() = default;

void Parser::ReserveNodes(size_t count) {
  if (count <= node_capacity_) return;
  node_capacity_ = std::max<size_t>(count, 1024);
  nodes_.reset(new Node[node_capacity_]);  // uninitialised on purpose: touched as needed
}

void Parser::ReserveDecoded(size_t size) {
  size += 2 * kPadding;  // decoding stores whole vectors
  if (size <= decoded_capacity_) return;
  decoded_capacity_ = std::max<size_t>(size, 16 << 10);
  decoded_.reset(new char[decoded_capacity_]);
}

// Fills the list of structural characters of `text`: brackets, commas, colons and the first
// character of every string, number and bare word.
SyntaxError Parser::Scan(std::string_view text) {
  auto& simd = scanner_->simd;
  if (simd == nullptr || simd->capacity() < text.size()) {
    size_t capacity = std::max<size_t>(text.size(), 64 << 10);
    simd.reset();
    simdjson::error_code error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, simd);
    if (error != simdjson::SUCCESS) throw std::bad_alloc();
  }
  simdjson::error_code error = simd->stage1(reinterpret_cast<const uint8_t*>(text.data()),
                                            text.size(), simdjson::stage1_mode::regular);
  if (error == simdjson::EMPTY) return {SyntaxErrorKind::kEmpty, 0};
  if (error != simdjson::SUCCESS) {
    SyntaxError found = FindLexicalError(text);
    return found ? found : SyntaxError{SyntaxErrorKind::kBadLiteral, 0};
  }
  cursor_ = simd->structural_indexes.get();
  cursor_end_ = cursor_ + simd->n_structural_indexes;
  ReserveNodes(simd->n_structural_indexes);
  return {};
}

SyntaxError Parser::Parse(std::string_view text) {
  if (text.empty()) return {SyntaxErrorKind::kEmpty, 0};
  if (SyntaxError error = Scan(text)) return error;
  return Walk(text.data(), 0, text.size());
}

// Frees what a text far above `size` took. The document is lost.
void Parser::Trim(size_t size) {
  constexpr size_t kUsual = 1 << 20;
  auto& simd = scanner_->simd;
  if (simd == nullptr || simd->capacity() <= 4 * std::max(size, kUsual)) return;
  simd.reset();
  nodes_.reset();
  node_capacity_ = 0;
  decoded_.reset();
  decoded_capacity_ = 0;
}

void Parser::StartBatch(std::string_view buffer) {
  Trim(buffer.size());
  batch_ = buffer;
  batch_scanned_ = !buffer.empty() && !Scan(buffer);
}

SyntaxError Parser::ParseNext(size_t begin, size_t end) {
  if (!batch_scanned_) return Parse(batch_.substr(begin, end - begin));
  while (cursor_ != cursor_end_ && *cursor_ < begin) ++cursor_;  // left by a text with a fault
  SyntaxError error = Walk(batch_.data(), begin, end);
  error.offset -= error ? static_cast<uint32_t>(begin) : 0;
  return error;
}

// Checks the grammar of base[begin, end), whose structure starts at cursor_, and notes its values.
// After the last structural character simdjson leaves two entries more, both the length of what
// it scanned: s[0] and s[1] can always be read, and are `limit` or more when the text is over.
SyntaxError Parser::Walk(const char* base, size_t begin, size_t end) {
  using Kind = SyntaxErrorKind;
  ReserveDecoded(end - begin);
  const auto limit = static_cast<uint32_t>(end);
  char* const decoded_start = decoded_.get();
  char* decoded = decoded_start;
  const uint32_t* s = cursor_;  // the structural character after p
  Node* node = nodes_.get();    // the next to fill
  uint32_t p = *s;              // where the current key or value starts
  Node* parents[kMaxDepth];     // the containers around `container`
  uint32_t depth = 0;           // 0: no container is open
  Node* container = nullptr;    // the innermost open one
  bool object = false;          // what it is
  auto fail = [&](Kind kind, uint32_t at) {
    while (s > cursor_ && s[-1] >= limit) --s;  // those are of the next text
    cursor_ = s;
    return SyntaxError{kind, std::min(at, limit)};
  };
  auto fail_or_end = [&](Kind kind, uint32_t at) {
    return at < limit ? fail(kind, at) : fail(Kind::kUnexpectedEnd, limit);
  };
  // Notes the string at p, which ends in the last quote before the next structural character.
  auto take_string = [&]() __attribute__((always_inline)) {
    uint32_t q = std::min(*s, limit);
    if (base[q - 1] != '"') [[unlikely]] {
      while (IsSpace(base[q - 1])) --q;
    }
    if (q < p + 2 || base[q - 1] != '"') [[unlikely]]
      return false;
    *node = {p, q, Node::kAsWritten, q - p - 2};
    if (HasBackslash(base + p + 1, base + q - 1)) {
      auto* stop = reinterpret_cast<char*>(scanner_->simd->parse_string(
          reinterpret_cast<const uint8_t*>(base + p + 1), reinterpret_cast<uint8_t*>(decoded)));
      if (stop == nullptr) return false;
      node->link = static_cast<uint32_t>(decoded - decoded_start);
      node->count = static_cast<uint32_t>(stop - decoded);
      decoded = stop;
    }
    ++node;
    return true;
  };
  auto string_error = [&] {
    SyntaxError error = FindLexicalError({base + p, static_cast<size_t>(limit - p)});
    return fail(error.kind, p + error.offset);
  };

  if (p >= limit) return fail(Kind::kEmpty, static_cast<uint32_t>(begin));
  ++s;

value:  // p is below limit
  if (base[p] == '"') {
    if (!take_string()) return string_error();
    goto after_value;
  }
  switch (base[p]) {
    case '{':
    case '[':
      if (depth == kMaxDepth) return fail(Kind::kTooDeep, p);
      parents[depth++] = container;
      container = node;
      object = base[p] == '{';
      *node++ = {p, 0, 0, 0};
      p = *s++;
      if (p >= limit) return fail(Kind::kUnexpectedEnd, limit);
      if (object) {
        if (base[p] == '}') goto close;
        goto key;
      }
      if (base[p] == ']') goto close;
      goto value;
    case 't':
    case 'f':
    case 'n':
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': {
      const char* first = base + p;
      const char* bound = base + std::min(*s, limit);
      bool number = *first <= '9';
      const char* last = number ? NumberEnd(first, bound) : LiteralEnd(first, bound);
      if (last == nullptr || (last != bound && !IsSpace(*last))) {
        return fail(number ? Kind::kBadNumber : Kind::kBadLiteral, p);
      }
      *node++ = {p, static_cast<uint32_t>(last - base), 0, 0};
      break;
    }
    case '}':
    case ']':
    case ',':
    case ':':
      return fail(Kind::kExpectedValue, p);
    default:
      return fail(Kind::kBadLiteral, p);
  }

after_value:
  if (depth == 0) {
    if (*s < limit) return fail(Kind::kTrailingContent, *s);
    cursor_ = s;
    document_ = {base, decoded_start, nodes_.get(), static_cast<uint32_t>(node - nodes_.get())};
    return {};
  }
  ++container->count;
  p = *s++;
  if (p >= limit) return fail(Kind::kUnexpectedEnd, limit);
  if (object) {
    if (base[p] != ',') {
      if (base[p] == '}') goto close;
      return fail(Kind::kExpectedCommaOrBrace, p);
    }
    p = *s++;
  } else {
    if (base[p] != ',') {
      if (base[p] == ']') goto close;
      return fail(Kind::kExpectedCommaOrBracket, p);
    }
    p = *s++;
    if (p >= limit) return fail(Kind::kUnexpectedEnd, limit);
    goto value;
  }

key:
  if (p >= limit || base[p] != '"') return fail_or_end(Kind::kExpectedKey, p);
  if (!take_string()) return string_error();
  if (s[0] >= limit || base[s[0]] != ':') return fail_or_end(Kind::kExpectedColon, s[0]);
  p = s[1];
  s += 2;
  if (p >= limit) return fail(Kind::kUnexpectedEnd, limit);
  goto value;

close:
  container->end = p + 1;
  container->link = static_cast<uint32_t>(node - nodes_.get());
  container = parents[--depth];
  object = depth > 0 && base[container->begin] == '{';
  goto after_value;
}

}  // namespace jsonl::json
