#include "common/schema/ecma_quantifier.h"

#include <algorithm>

#include "common/schema/ascii.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

std::optional<uint32_t> TakeCount(std::string_view* rest) {
  constexpr uint32_t kMany = 1 << 24;
  if (rest->empty() || !IsDigit(rest->front())) return std::nullopt;
  uint32_t value = 0;
  for (; !rest->empty() && IsDigit(rest->front()); rest->remove_prefix(1)) {
    value = std::min<uint32_t>(value * 10 + static_cast<uint32_t>(rest->front() - '0'), kMany);
  }
  return value;
}

// {n}, {n,} or {n,m}.
std::optional<Quantifier> TakeCounts(std::string_view* rest) {
  std::string_view ahead = rest->substr(1);
  const std::optional<uint32_t> min = TakeCount(&ahead);
  if (!min) return std::nullopt;
  Quantifier quantifier{*min, *min};
  if (ahead.starts_with(',')) {
    ahead.remove_prefix(1);
    quantifier.max = TakeCount(&ahead).value_or(ByteSequence::kUnbounded);
  }
  if (!ahead.starts_with('}')) return std::nullopt;
  *rest = ahead.substr(1);
  return quantifier;
}

}  // namespace

std::optional<Quantifier> TakeQuantifier(std::string_view* rest) {
  if (rest->empty()) return std::nullopt;
  std::optional<Quantifier> quantifier;
  switch (rest->front()) {
    case '*':
      quantifier = {0, ByteSequence::kUnbounded};
      break;
    case '+':
      quantifier = {1, ByteSequence::kUnbounded};
      break;
    case '?':
      quantifier = {0, 1};
      break;
    case '{':
      quantifier = TakeCounts(rest);
      if (!quantifier) return std::nullopt;
      if (rest->starts_with('?')) rest->remove_prefix(1);
      return quantifier;
    default:
      return std::nullopt;
  }
  rest->remove_prefix(1);
  if (rest->starts_with('?')) rest->remove_prefix(1);
  return quantifier;
}

void AppendRepeat(Quantifier quantifier, size_t start, uint32_t repeat, std::string* out) {
  const auto [min, max] = quantifier;
  const bool unbounded = max == ByteSequence::kUnbounded;
  if (unbounded && min <= 1) {
    out->push_back(min == 0 ? '*' : '+');
    return;
  }
  const uint32_t chunk = kMaxRe2Repeat / repeat;
  if ((unbounded ? min : max) <= chunk) {
    text::Append(out, "{", min);
    if (unbounded) out->push_back(',');
    if (!unbounded && max != min) text::Append(out, ",", max);
    out->push_back('}');
    return;
  }
  const std::string atom = out->substr(start);
  out->resize(start);
  out->append("(?:");
  for (uint32_t left = min; left > 0; left -= std::min(left, chunk)) {
    text::Append(out, atom, "{", std::min(left, chunk), "}");
  }
  if (unbounded) text::Append(out, atom, "*");
  for (uint32_t left = unbounded ? 0 : max - min; left > 0; left -= std::min(left, chunk)) {
    text::Append(out, atom, "{0,", std::min(left, chunk), "}");
  }
  out->push_back(')');
}

}  // namespace jsonl::schema
