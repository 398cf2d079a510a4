#include "common/schema/formats/date_time.h"

#include <cstddef>

#include "common/schema/ascii.h"

namespace jsonl::schema {
namespace {

bool Take(std::string_view* rest, std::string_view one_of) {
  if (rest->empty() || one_of.find(rest->front()) == std::string_view::npos) return false;
  rest->remove_prefix(1);
  return true;
}

// Takes exactly so many digits; -1 when there are fewer.
int TakeNumber(std::string_view* rest, size_t digits) {
  if (rest->size() < digits) return -1;
  int value = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (!IsDigit((*rest)[i])) return -1;
    value = value * 10 + ((*rest)[i] - '0');
  }
  rest->remove_prefix(digits);
  return value;
}

bool TakeDigits(std::string_view* rest) {
  size_t count = 0;
  while (count < rest->size() && IsDigit((*rest)[count])) ++count;
  rest->remove_prefix(count);
  return count > 0;
}

int DaysIn(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

}  // namespace

bool IsDate(std::string_view text) {
  const int year = TakeNumber(&text, 4);
  if (year < 0 || !Take(&text, "-")) return false;
  const int month = TakeNumber(&text, 2);
  if (month < 1 || month > 12 || !Take(&text, "-")) return false;
  const int day = TakeNumber(&text, 2);
  return day >= 1 && day <= DaysIn(year, month) && text.empty();
}

bool IsTime(std::string_view text) {
  const int hour = TakeNumber(&text, 2);
  if (hour < 0 || hour > 23 || !Take(&text, ":")) return false;
  const int minute = TakeNumber(&text, 2);
  if (minute < 0 || minute > 59 || !Take(&text, ":")) return false;
  const int second = TakeNumber(&text, 2);
  if (second < 0 || second > 60) return false;
  if (Take(&text, ".") && !TakeDigits(&text)) return false;
  int offset = 0;  // in minutes, east of UTC
  if (!Take(&text, "zZ")) {
    const bool west = !text.empty() && text.front() == '-';
    if (!Take(&text, "+-")) return false;
    const int hours = TakeNumber(&text, 2);
    if (hours < 0 || hours > 23 || !Take(&text, ":")) return false;
    const int minutes = TakeNumber(&text, 2);
    if (minutes < 0 || minutes > 59) return false;
    offset = (hours * 60 + minutes) * (west ? -1 : 1);
  }
  if (!text.empty()) return false;
  constexpr int kDay = 24 * 60;
  const int utc = (hour * 60 + minute - offset + kDay) % kDay;
  return second < 60 || utc == kDay - 1;
}

bool IsDateTime(std::string_view text) {
  constexpr size_t kDate = 10;
  return text.size() > kDate && IsDate(text.substr(0, kDate)) &&
         (text[kDate] == 'T' || text[kDate] == 't') && IsTime(text.substr(kDate + 1));
}

// P3W, or years to days in this order without a gap, and hours to seconds likewise after a T.
bool IsDuration(std::string_view text) {
  if (!Take(&text, "P")) return false;
  const auto parts = [&text](std::string_view units) {
    size_t count = 0;
    size_t next = 0;  // the unit that must come now, once there was one
    while (!text.empty() && IsDigit(text.front())) {
      TakeDigits(&text);
      const size_t unit = text.empty() ? std::string_view::npos : units.find(text.front());
      if (unit == std::string_view::npos || unit < next || (count > 0 && unit != next)) return -1;
      text.remove_prefix(1);
      next = unit + 1;
      ++count;
    }
    return static_cast<int>(count);
  };
  const std::string_view whole = text;
  if (TakeDigits(&text) && text == "W") return true;
  text = whole;
  const int date = parts("YMD");
  if (date < 0) return false;
  if (!Take(&text, "T")) return date > 0 && text.empty();
  return parts("HMS") > 0 && text.empty();
}

}  // namespace jsonl::schema
