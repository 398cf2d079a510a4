#include "common/io/csv.h"

#include "common/text/strings.h"

namespace jsonl::io {

// Reads the quoted field whose quote is at `i`, and moves past its closing one. False if it has
// none.
bool CsvRow::ReadQuoted(std::string_view row, size_t* i) {
  const size_t first = *i + 1;
  const size_t start = decoded_.size();
  size_t begin = first;
  while (true) {
    const size_t quote = row.find('"', begin);
    if (quote == row.npos) return false;
    *i = quote + 1;
    if (*i == row.size() || row[*i] != '"') {
      if (begin == first) {
        fields_.push_back(row.substr(first, quote - first));
      } else {
        decoded_.append(row, begin, quote - begin);
        fields_.push_back(std::string_view(decoded_).substr(start));
      }
      return true;
    }
    decoded_.append(row, begin, *i - begin);
    begin = *i + 1;
  }
}

std::string CsvRow::Read(std::string_view row) {
  if (row.ends_with('\n')) row.remove_suffix(1);
  if (row.ends_with('\r')) row.remove_suffix(1);
  fields_.clear();
  decoded_.clear();
  decoded_.reserve(row.size());  // so that fields do not move
  for (size_t i = 0;; ++i) {
    const size_t number = fields_.size() + 1;
    if (i < row.size() && row[i] == '"') {
      if (!ReadQuoted(row, &i)) return text::Cat("Field ", number, " has no closing quote");
      if (i < row.size() && row[i] != delimiter_) {
        return text::Cat("Field ", number, " goes on after its closing quote");
      }
    } else {
      const size_t begin = i;
      i = row.find(delimiter_, begin);
      const std::string_view field = row.substr(begin, i == row.npos ? i : i - begin);
      if (field.find('"') != field.npos) {
        return text::Cat("Field ", number, " has a quote in it, but none around it");
      }
      fields_.push_back(field);
    }
    if (i >= row.size()) return "";
  }
}

void AppendCsvField(std::string_view field, char delimiter, std::string* out) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";  // at the start of a file it is lost
  const char special[] = {delimiter, '"', '\n', '\r'};
  if (field.find_first_of(std::string_view(special, sizeof special)) == field.npos &&
      !field.starts_with(kByteOrderMark)) {
    out->append(field);
    return;
  }
  out->push_back('"');
  while (true) {
    const size_t quote = field.find('"');
    out->append(field.substr(0, quote));
    if (quote == field.npos) break;
    out->append("\"\"");
    field.remove_prefix(quote + 1);
  }
  out->push_back('"');
}

}  // namespace jsonl::io
