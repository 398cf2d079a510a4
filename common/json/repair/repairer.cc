#include "common/json/repair/repairer.h"

#include <algorithm>
#include <utility>

#include "common/json/repair/characters.h"
#include "common/json/repair/escaped_text.h"
#include "common/json/repair/region_mender.h"
#include "common/json/repair/surroundings.h"
#include "common/text/utf8.h"

namespace jsonl::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// How much of `text` is UTF-8; a character that its end cuts off does not count. npos: something
// before the end is broken.
size_t WholeCharacters(std::string_view text) {
  const size_t bad = text::FindInvalidUtf8(text);
  if (bad == text.size()) return bad;
  const std::string_view rest = text.substr(bad);
  const auto lead = static_cast<unsigned char>(rest[0]);
  const size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  const bool cut =
      rest.size() < size && lead < 0xf5 &&
      std::all_of(rest.begin() + 1, rest.end(), [](char c) { return (c & 0xc0) == 0x80; });
  return cut ? bad : std::string_view::npos;
}

RepairResult Hopeless(std::string_view words, size_t offset) {
  return {.outcome = RepairOutcome::kHopeless, .fault = {words, offset}};
}

// The first position from `p` on that is not white space of JSON's.
size_t SkipSpace(std::string_view text, size_t p) {
  while (p < text.size() && IsJsonSpace(text[p])) ++p;
  return p;
}

// Mends a value that starts at `begin` of a text with a level of escapes too many.
bool MendEscaped(std::string_view value, size_t begin, RegionMender* mender, std::string* out) {
  const std::string plain = Unescape(value);
  if (!mender->Mend(plain, {.end = plain.size()}, out)) return false;
  MendLog& log = mender->log();
  log.Sort();
  MapToEscaped(value, &log.mends());
  for (Mend& mend : log.mends()) mend.offset += begin;
  log.Add(MendKind::kEscapedText, begin);
  return true;
}

}  // namespace

RepairResult Repairer::Repair(std::string_view text, std::string* out, std::vector<Mend>* mends) {
  const SyntaxError error = parser_.Parse(text);
  if (!error) return {.outcome = RepairOutcome::kValid};

  const size_t whole = WholeCharacters(text);
  if (whole == std::string_view::npos) return Hopeless("not UTF-8", text::FindInvalidUtf8(text));
  const std::string_view readable = text.substr(0, whole);
  const Region region = FindJson(readable);
  if (region.begin >= readable.size()) return Hopeless("nothing but white space", 0);
  if (region.several) return Hopeless("several values, and any could be meant", region.begin);

  RegionMender mender(options_.join_values, &parser_);
  std::string mended;
  const std::string_view value = readable.substr(region.begin, region.end - region.begin);
  if (IsEscapedText(value)) {
    if (!MendEscaped(value, region.begin, &mender, &mended)) {
      return Hopeless(mender.fault().words, region.begin);
    }
  } else if (!mender.Mend(readable, region, &mended)) {
    return Hopeless(mender.fault().words, std::min(mender.fault().offset, text.size()));
  }

  MendLog& log = mender.log();
  const size_t mark = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (mark > 0) log.Add(MendKind::kByteOrderMark, 0);
  const size_t before = SkipSpace(readable, mark);
  if (before < region.begin) log.Add(MendKind::kSurroundings, before);
  const size_t after = SkipSpace(readable, region.end);
  if (after < readable.size()) log.Add(MendKind::kSurroundings, after);
  if (whole < text.size()) log.Add(MendKind::kBrokenEnd, whole);
  log.Sort();
  *out = std::move(mended);
  *mends = std::move(log.mends());
  return {.outcome = RepairOutcome::kMended, .mend_count = log.count()};
}

}  // namespace jsonl::json
