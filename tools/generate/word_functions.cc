#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/writer.h"
#include "common/text/buffer.h"
#include "common/text/fold.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "tools/generate/ascii.h"
#include "tools/generate/function.h"
#include "tools/generate/random.h"

namespace jsonl::generate {
namespace {

constexpr size_t kMaxWord = 1 << 20;  // bytes

// The code points of a text.
std::vector<std::string_view> LettersOf(std::string_view word) {
  std::vector<std::string_view> letters;
  for (size_t begin = 0; begin < word.size();) {
    size_t end = begin + 1;
    while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xc0) == 0x80) ++end;
    letters.push_back(word.substr(begin, end - begin));
    begin = end;
  }
  return letters;
}

// What a separator style puts between two letters; any other text is put there itself.
std::string_view Separator(std::string_view style) {
  struct Style {
    std::string_view name;
    std::string_view separator;
  };
  static constexpr Style kStyles[] = {{"none", ""},    {"space", " "},    {"comma", ", "},
                                      {"dash", "-"},   {"dot", "."},      {"slash", "/"},
                                      {"pipe", " | "}, {"arrow", " -> "}, {"line", "\n"}};
  for (const Style& known : kStyles) {
    if (known.name == style) return known.separator;
  }
  return style;
}

bool Letters(const Call& call, std::string* out, std::string* why) {
  const std::string_view separator =
      call.arguments.size() > 1 ? Separator(call.text(1)) : std::string_view(" ");
  const std::string_view word = call.text(0);
  if (separator.size() > 100 || word.size() > kMaxWord) {
    *why = "the word or what stands between its letters is too long";
    return false;
  }
  for (size_t i = 0; i < word.size(); ++i) {
    if (i > 0 && (static_cast<unsigned char>(word[i]) & 0xc0) != 0x80) *out += separator;
    out->push_back(word[i]);
  }
  return true;
}

bool NthLetter(const Call& call, std::string* out, std::string* why) {
  const int64_t n = call.Number(1, why);
  if (n < 0) return false;
  const std::vector<std::string_view> letters = LettersOf(call.text(0));
  if (n == 0 || static_cast<size_t>(n) > letters.size()) {
    *why = text::Cat("'", text::Shortened(call.text(0)), "' has ", letters.size(),
                     " letters and no letter ", n);
    return false;
  }
  *out += letters[static_cast<size_t>(n) - 1];
  return true;
}

bool Ordinal(const Call& call, std::string* out, std::string* why) {
  static constexpr std::string_view kOnes[] = {
      "",          "first",     "second",      "third",      "fourth",
      "fifth",     "sixth",     "seventh",     "eighth",     "ninth",
      "tenth",     "eleventh",  "twelfth",     "thirteenth", "fourteenth",
      "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
  static constexpr std::string_view kTens[] = {"",     "",     "twent",  "thirt", "fort",
                                               "fift", "sixt", "sevent", "eight", "ninet"};
  const int64_t n = call.Number(0, why);
  if (n < 0) return false;
  if (n == 0) {
    *why = "there is no 0th";
    return false;
  }
  if (n < 20) {
    *out += kOnes[n];
  } else if (n < 100) {
    text::Append(out, kTens[n / 10], n % 10 == 0 ? "ieth" : "y-", kOnes[n % 10]);
  } else {
    const bool teen = n % 100 >= 11 && n % 100 <= 13;
    text::Append(out, n,
                 teen          ? "th"
                 : n % 10 == 1 ? "st"
                 : n % 10 == 2 ? "nd"
                 : n % 10 == 3 ? "rd"
                               : "th");
  }
  return true;
}

bool Length(const Call& call, std::string* out, std::string*) {
  text::Append(out, text::CountCodePoints(call.text(0)));
  return true;
}

bool Count(const Call& call, std::string* out, std::string* why) {
  const std::string_view part = call.text(1);
  if (part.empty()) {
    *why = "there is nothing to count";
    return false;
  }
  size_t count = 0;
  const std::string_view all = call.text(0);
  for (size_t at = all.find(part); at != all.npos; at = all.find(part, at + part.size())) ++count;
  text::Append(out, count);
  return true;
}

// 1 to the number of letters.
size_t ChosenPosition(const Call& call, size_t letters) {
  return Random(call.seed ^ 0x6c65747465727321).Below(letters) + 1;
}

bool AnyPosition(const Call& call, std::string* out, std::string* why) {
  const size_t letters = text::CountCodePoints(call.text(0));
  if (letters == 0) {
    *why = "the text is empty";
    return false;
  }
  text::Append(out, ChosenPosition(call, letters));
  return true;
}

bool AnyLetter(const Call& call, std::string* out, std::string* why) {
  const std::vector<std::string_view> letters = LettersOf(call.text(0));
  if (letters.empty()) {
    *why = "the text is empty";
    return false;
  }
  *out += letters[ChosenPosition(call, letters.size()) - 1];
  return true;
}

bool Reversed(const Call& call, std::string* out, std::string*) {
  std::vector<std::string_view> letters = LettersOf(call.text(0));
  std::reverse(letters.begin(), letters.end());
  for (std::string_view letter : letters) *out += letter;
  return true;
}

bool UpperCase(const Call& call, std::string* out, std::string*) {
  for (char c : call.text(0)) out->push_back(Upper(c));
  return true;
}
bool LowerCase(const Call& call, std::string* out, std::string*) {
  for (char c : call.text(0)) out->push_back(Lower(c));
  return true;
}
bool Folded(const Call& call, std::string* out, std::string*) {
  static const text::Folding& case_folding = *new text::Folding(*text::Folding::Parse("case"));
  text::Buffer folded;
  case_folding.Fold(call.text(0), &folded);
  *out += std::string_view(folded);
  return true;
}
bool Misspelled(const Call& call, std::string* out, std::string* why) {
  std::vector<std::string_view> letters = LettersOf(call.text(0));
  std::vector<size_t> places;
  for (size_t i = 0; i + 1 < letters.size(); ++i) {
    if (letters[i] != letters[i + 1]) places.push_back(i);
  }
  if (places.empty()) {
    *why = "there are no two different letters side by side";
    return false;
  }
  const size_t at = places[Random(call.seed ^ 0x6d697373).Below(places.size())];
  std::swap(letters[at], letters[at + 1]);
  for (std::string_view letter : letters) *out += letter;
  return true;
}
bool Quoted(const Call& call, std::string* out, std::string*) {
  json::AppendString(call.text(0), out);
  return true;
}
bool Capitalized(const Call& call, std::string* out, std::string*) {
  const size_t begin = out->size();
  *out += call.text(0);
  if (out->size() > begin) (*out)[begin] = Upper((*out)[begin]);
  return true;
}

constexpr Function kFunctions[] = {
    {"letters", "word, style",
     "its letters (code points) with what the style names between them: none, space (if not "
     "given), comma, dash, dot, slash, pipe, arrow, line; or any other text itself",
     1, 2, false, Letters},
    {"nth_letter", "word, n", "its n-th letter; n counts from 1", 2, 2, false, NthLetter},
    {"ordinal", "n", "first, second ... ninety-ninth, 100th", 1, 1, false, Ordinal},
    {"length", "text", "how many letters (code points) it has", 1, 1, false, Length},
    {"count", "text, part", "how often the part is in the text", 2, 2, false, Count},
    {"any_position", "word", "a number from 1 to its length, another for each example", 1, 1, true,
     AnyPosition},
    {"any_letter", "word", "the letter at any_position(word)", 1, 1, true, AnyLetter},
    {"reversed", "word", "its letters from the last to the first", 1, 1, false, Reversed},
    {"upper", "text", "with capital letters (a to z)", 1, 1, false, UpperCase},
    {"lower", "text", "with small letters (A to Z)", 1, 1, false, LowerCase},
    {"folded", "text", "with the letters that differ in case alone made one (all scripts)", 1, 1,
     false, Folded},
    {"misspelled", "word",
     "with two neighbouring letters in the wrong order, others for each example", 1, 1, true,
     Misspelled},
    {"quoted", "text", "as a JSON string, with quotes and escapes", 1, 1, false, Quoted},
    {"capitalized", "text", "with a capital letter at its start", 1, 1, false, Capitalized},
};

}  // namespace

absl::Span<const Function> WordFunctions() { return kFunctions; }

}  // namespace jsonl::generate
