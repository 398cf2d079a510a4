#include "tools/convert/row_reader.h"

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {

using report::Code;
using report::Finding;

bool HoldsRows(io::Container container) {
  return container == io::Container::kCsv || container == io::Container::kTsv ||
         container == io::Container::kNpy;
}

void RowReader::Start(const io::Origin& origin) {
  origin_ = &origin;
  if (origin.container == io::Container::kNpy) {
    array_ = *io::NpyHeader::Parse(origin.head);  // the splitter has seen to it
    return;
  }
  row_ = io::CsvRow(origin.container == io::Container::kTsv ? '\t' : ',');
  row_.Read(origin.head);
  names_.clear();
  for (std::string_view field : row_.fields()) {
    std::string& name = names_.emplace_back(names_.empty() ? "{" : ",");
    json::AppendString(field, &name);
    name += ':';
  }
}

std::optional<Finding> RowReader::Read(const io::Origin& origin, std::string_view row,
                                       std::string* json) {
  if (&origin != origin_) Start(origin);
  json->clear();
  if (origin.container != io::Container::kNpy) return ReadFields(row, json);
  json->append(R"({"input_ids":[)");
  array_.AppendRow(row, json);
  json->append("]}");
  return std::nullopt;
}

std::optional<Finding> RowReader::ReadFields(std::string_view row, std::string* json) {
  if (row.size() > rules_.max_line) {
    return Finding{
        Code::kLineTooLong, "",
        text::Cat("Row too long (", row.size(), " > ", rules_.max_line, ", see --max-line)")};
  }
  if (const size_t bad = text::FindInvalidUtf8(row); bad < row.size()) {
    return Finding{Code::kInvalidUtf8, "", text::Cat("Invalid UTF-8 at byte ", bad + 1)};
  }
  if (std::string fault = row_.Read(row); !fault.empty()) {
    return Finding{Code::kBadRow, "", fault};
  }
  const std::vector<std::string_view>& fields = row_.fields();
  if (fields.size() != names_.size()) {
    return Finding{Code::kBadRow, "",
                   text::Cat("Row of ", fields.size(), fields.size() == 1 ? " field" : " fields",
                             " under ", names_.size(), " columns")};
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    json->append(names_[i]);
    if (rules_.types && IsTyped(fields[i])) {
      json->append(fields[i]);
    } else {
      json::AppendString(fields[i], json);
    }
  }
  json->push_back('}');
  return std::nullopt;
}

// Whether the field is JSON, and no string, on one line and without white space around it: what
// would not come back as it is written stays a string.
bool RowReader::IsTyped(std::string_view field) {
  if (field == "true" || field == "false" || field == "null") return true;
  if (field.empty() || std::string_view("-0123456789{[").find(field[0]) == field.npos) return false;
  if (field.find_first_of("\r\n") != field.npos) return false;
  json::Value value = nested_.Parse(field);
  return value && value.raw().size() == field.size();
}

}  // namespace jsonl
