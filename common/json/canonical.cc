#include "common/json/canonical.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "common/json/number.h"
#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl::json {
namespace {

// In UTF-16 the characters past U+FFFF, which in UTF-8 start with the bytes F0 to F4, come before
// U+E000 to U+FFFF, which start with EE or EF; everything else has one order in both.
unsigned Rank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0xee || byte == 0xef ? byte + 0x10u : byte;
}

bool LessInUtf16(std::string_view a, std::string_view b) {
  auto [p, q] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (p == a.end() || q == b.end()) return p == a.end() && q != b.end();
  return Rank(*p) < Rank(*q);
}

// As ECMA-262 has it in Number::toString; that decides by the exponent alone where to write zeros
// and where an exponent. Up to `most_zeros` zeros behind the digits are written out.
void AppendLayout(const Decimal& number, int64_t most_zeros, std::string* out) {
  if (number.is_zero()) {
    out->push_back('0');
    return;
  }
  if (number.negative()) out->push_back('-');
  const auto count = static_cast<int64_t>(number.digit_count());
  const auto digits = [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i) out->push_back(number.digit(static_cast<uint64_t>(i)));
  };
  const int64_t point = number.exponent();  // digits before the point
  const auto zeros = [out](int64_t n) { out->append(static_cast<size_t>(n), '0'); };
  if (number.near() && count <= point && (point <= 21 || point - count <= most_zeros)) {
    digits(0, count);
    zeros(point - count);
  } else if (number.near() && 0 < point && point <= 21) {
    digits(0, point);
    out->push_back('.');
    digits(point, count);
  } else if (number.near() && -6 < point && point <= 0) {
    out->append("0.");
    zeros(-point);
    digits(0, count);
  } else {
    digits(0, 1);
    if (count > 1) out->push_back('.');
    digits(1, count);
    const std::string exponent = number.LeadingExponent();
    out->append(exponent[0] == '-' ? "e" : "e+");
    out->append(exponent);
  }
}

// Appends the double, which is finite, as ECMAScript writes it.
void AppendDouble(double number, std::string* out) {
  char buffer[32];
  auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
  static_cast<void>(error);  // the shortest form takes 24 characters at most
  AppendLayout(Decimal({buffer, static_cast<size_t>(end - buffer)}), 0, out);
}

// Whether the integer is the double, or is the double rounded to as many digits as the integer has,
// 17 or more, as some programs write it.
bool IsSpellingOf(double number, const Decimal& integer) {
  constexpr uint64_t kFewestDigits = 17;  // that tell any double from others
  constexpr uint64_t kMostDigits = 309;   // of an integer that is a double
  uint64_t digits = integer.digit_count();
  if (digits > kMostDigits) return false;
  if (digits < kFewestDigits) digits = kMostDigits;
  char buffer[kMostDigits + 16];  // sign, point, exponent
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number,
                                    std::chars_format::scientific, static_cast<int>(digits) - 1);
  return error == std::errc() && Decimal({buffer, static_cast<size_t>(end - buffer)}) == integer;
}

class Canonicalizer {
 public:
  explicit Canonicalizer(std::string* out) : out_(out) {}

  absl::Status Append(Value value);
  uint64_t kept_numbers() const { return kept_numbers_; }

 private:
  absl::Status AppendObject(Value object);
  void AppendNumber(std::string_view raw);

  struct Entry {
    std::string_view name;
    Value value;
  };
  // Of all objects around the value, the inner ones' at the end.
  absl::InlinedVector<Entry, 32> entries_;
  std::string* out_;
  uint64_t kept_numbers_ = 0;
};

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser lets a document be.
absl::Status Canonicalizer::Append(Value value) {
  if (value.is_object()) return AppendObject(value);
  if (value.is_array()) {
    char before = '[';
    for (Value element : value.elements()) {
      out_->push_back(before);
      before = ',';
      if (absl::Status status = Append(element); !status.ok()) return status;
    }
    out_->append(before == '[' ? "[]" : "]");
  } else if (value.is_string()) {
    AppendString(value.string(), out_);
  } else if (value.is_number()) {
    AppendNumber(value.raw());
  } else {
    out_->append(value.raw());
  }
  return absl::OkStatus();
}

// NOLINTNEXTLINE(misc-no-recursion)
absl::Status Canonicalizer::AppendObject(Value object) {
  const size_t begin = entries_.size();
  for (Member member : object.members()) entries_.push_back({member.name(), member.value});
  const size_t end = entries_.size();
  std::sort(entries_.begin() + static_cast<ptrdiff_t>(begin), entries_.end(),
            [](const Entry& a, const Entry& b) { return LessInUtf16(a.name, b.name); });
  out_->push_back('{');
  for (size_t i = begin; i < end; ++i) {
    const Entry entry = entries_[i];
    if (i > begin) {
      if (entries_[i - 1].name == entry.name) {
        std::string name;
        AppendString(entry.name, &name);
        return absl::InvalidArgumentError(text::Cat("duplicate key ", name));
      }
      out_->push_back(',');
    }
    AppendString(entry.name, out_);
    out_->push_back(':');
    if (absl::Status status = Append(entry.value); !status.ok()) return status;
  }
  out_->push_back('}');
  entries_.resize(begin);
  return absl::OkStatus();
}

void Canonicalizer::AppendNumber(std::string_view raw) {
  constexpr size_t kAlwaysExact = 15;  // digits of an integer that a double holds for certain
  if (raw.size() <= kAlwaysExact && raw.find_first_of(".eE") == std::string_view::npos) {
    out_->append(raw == "-0" ? "0" : raw);
    return;
  }
  const Decimal exact(raw);
  double number = 0;
  std::from_chars(raw.data(), raw.data() + raw.size(), number);
  const bool in_range = std::isfinite(number) && (number != 0 || exact.is_zero());
  const bool integer =
      exact.near() && exact.exponent() >= static_cast<int64_t>(exact.digit_count());
  if (in_range) {
    const size_t begin = out_->size();
    AppendDouble(number, out_);
    if (!integer || IsSpellingOf(number, exact) ||
        Decimal(std::string_view(*out_).substr(begin)) == exact) {
      return;
    }
    out_->resize(begin);
  }
  constexpr int64_t kMostZeros = 20;
  AppendLayout(exact, kMostZeros, out_);
  ++kept_numbers_;
}

}  // namespace

absl::Status AppendCanonical(Value value, std::string* out, uint64_t* kept_numbers) {
  const size_t begin = out->size();
  Canonicalizer canonicalizer(out);
  absl::Status status = canonicalizer.Append(value);
  if (status.ok()) {
    *kept_numbers += canonicalizer.kept_numbers();
  } else {
    out->resize(begin);
  }
  return status;
}

}  // namespace jsonl::json
