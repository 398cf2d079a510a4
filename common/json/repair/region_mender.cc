#include "common/json/repair/region_mender.h"

#include <algorithm>

#include "common/json/repair/characters.h"
#include "common/json/repair/lookahead.h"

namespace jsonl::json {

bool RegionMender::Fail(std::string_view words, size_t offset) {
  fault_ = {words, offset};
  return false;
}

// Tries one reading of the quotes after the other; what the first one stumbles over is the fault.
bool RegionMender::Mend(std::string_view text, const Region& region, std::string* out) {
  if (MendBy(QuotePolicy::kByStructure, text, region, out)) return true;
  const Fault first = fault_;
  for (QuotePolicy policy : {QuotePolicy::kLiteral, QuotePolicy::kLenient}) {
    if (for_good_) break;
    if (MendBy(policy, text, region, out)) return true;
  }
  fault_ = first;
  return false;
}

bool RegionMender::MendBy(QuotePolicy policy, std::string_view text, const Region& region,
                          std::string* out) {
  out->clear();
  log_.Clear();
  text = text.substr(0, region.end);
  Walker walker(text, policy, out, &log_);
  for_good_ = false;
  if (!walker.Walk(region.begin, region.implied)) {
    fault_ = walker.fault();
    for_good_ = walker.failed_for_good();
    return false;
  }
  if (!ReadRest(text, &walker, out)) return false;
  const size_t size = out->size();
  out->append(Parser::kPadding, ' ');
  const SyntaxError error = parser_->Parse(std::string_view(*out).substr(0, size));
  out->resize(size);
  return !error || Fail("cannot be mended", region.begin);
}

bool RegionMender::ReadRest(std::string_view text, Walker* walker, std::string* out) {
  const Stack nothing_open;
  const Lookahead lookahead(text, nothing_open);
  const size_t last = text.find_last_not_of(" \t\r\n");
  bool joined = false;
  bool lacks_bracket = false;  // 1, 2, 3]
  for (size_t p = walker->end(); p < text.size();) {
    const char c = text[p];
    if (size_t size = SpaceAt(text, p); size > 0) {
      if (!IsJsonSpace(c)) log_.Add(MendKind::kWhiteSpace, p);
      p += size;
    } else if (IsCloser(c)) {
      if (!lacks_bracket || p != last) log_.Add(MendKind::kExtraBracket, p);
      ++p;
    } else if (c == ',' && lookahead.SkipSpace(p + 1) == text.size()) {
      log_.Add(MendKind::kExtraSeparator, p++);
    } else if (c == ',' || c == '{' || c == '[') {
      if (!joined) {
        lacks_bracket = c == ',' && text[last] == ']';
        if (!lacks_bracket && !join_values_) return Fail("more than one value", p);
        log_.Add(lacks_bracket ? MendKind::kMissingBracket : MendKind::kSeveralValues, p);
        out->insert(0, 1, '[');
        joined = true;
      }
      if (c == ',') p = lookahead.SkipSpace(p + 1);
      out->push_back(',');
      if (!walker->Walk(p)) {
        fault_ = walker->fault();
        return false;
      }
      p = walker->end();
    } else if (out->front() != '{' && out->front() != '[') {
      return Fail("no JSON value", p);
    } else if (!ReadProse(text, &p)) {
      return false;
    }
  }
  if (joined) out->push_back(']');
  return true;
}

// Moves past a comment, or past all the prose at *p. What could be part of the value, or another
// one, is a fault.
bool RegionMender::ReadProse(std::string_view text, size_t* p) {
  const std::string_view rest = text.substr(*p);
  if (IsCommentAt(text, *p)) {
    const size_t end = CommentEnd(text, *p);
    if (end == std::string_view::npos && HasJson(rest)) {
      return Fail("a comment without an end", *p);
    }
    log_.Add(MendKind::kComment, *p);
    *p = std::min(end, text.size());
    return true;
  }
  if (rest[0] == ':' || rest[0] == '"' || rest[0] == '\'' || HasJson(rest)) {
    return Fail("text behind the value that may belong to it", *p);
  }
  log_.Add(MendKind::kSurroundings, *p);
  *p = text.size();
  return true;
}

}  // namespace jsonl::json
