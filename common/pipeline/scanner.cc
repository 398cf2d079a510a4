#include "common/pipeline/scanner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/json/duplicate_keys.h"
#include "common/json/pointer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::pipeline {
namespace {

using json::SyntaxErrorKind;
using report::Code;

Code CodeOf(SyntaxErrorKind kind) {
  if (kind == SyntaxErrorKind::kInvalidUtf8) return Code::kInvalidUtf8;
  if (kind == SyntaxErrorKind::kTooDeep) return Code::kTooDeep;
  return Code::kInvalidJson;
}

}  // namespace

uint64_t Scanner::CountLineEnds(std::string_view text) {
  return static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

void Scanner::ScanPart(const io::Block& block, Batch* batch) {
  batch->line_ends = CountLineEnds(block.text());
  if (block.part != io::Block::Part::kOversizeStart) return;
  batch->lines.push_back({0, static_cast<uint32_t>(block.text().size()), 0, Fate::kRecord});
  Complain(Code::kLineTooLong, "",
           text::Cat("Line too long (more than ", options_.max_line, " bytes, see --max-line)"),
           batch);
}

void Scanner::Complain(Code code, std::string pointer, std::string message, Batch* batch) {
  size_t line = batch->lines.size() - 1;
  batch->Find(line, {code, std::move(pointer), std::move(message)});
  batch->Reject(line, Fate::kMalformed);
}

bool Scanner::MendOrComplain(std::string_view line, const json::SyntaxError& error, Batch* batch) {
  if (error.kind == SyntaxErrorKind::kEmpty) {
    if (options_.blank_lines) {
      Complain(Code::kBlankLine, "", "Blank line", batch);
    } else {
      batch->lines.back().fate = Fate::kBlank;
      ++batch->blank;
    }
    return false;
  }
  const bool mendable = mender_ != nullptr && lines_ && error.kind != SyntaxErrorKind::kInvalidUtf8;
  if (mendable && mender_->Mend(line)) {
    for (report::Finding& finding : mender_->findings()) {
      batch->Find(batch->lines.size() - 1, std::move(finding));
    }
    mended_ = true;
    return true;
  }
  Complain(line, error, mendable ? text::Cat("; ", mender_->why()) : "", batch);
  return false;
}

void Scanner::Complain(std::string_view line, const json::SyntaxError& error,
                       std::string_view why_not, Batch* batch) {
  Code code = CodeOf(error.kind);
  std::string_view what = code == Code::kInvalidUtf8 ? "Invalid UTF-8: "
                          : code == Code::kTooDeep   ? "Too deep: "
                                                     : "Invalid JSON: ";
  Complain(code, "", text::Cat(what, json::Describe(error, line), why_not), batch);
  report::Spot& spot = batch->findings.back().finding.spot;
  spot.byte = error.offset;
  if (!lines_) return;
  spot.column = static_cast<uint32_t>(text::CountCodePoints(line.substr(0, error.offset)) + 1);
}

bool Scanner::Parse(std::string_view text, Batch* batch) {
  const Line& line = batch->lines.back();
  size_t end = line.end > line.begin && text[line.end - 1] == '\n' ? line.end - 1 : line.end;
  std::string_view record = text.substr(line.begin, end - line.begin);
  if (options_.words) return ParseWord(record, batch);
  if (json::SyntaxError error = parser_.ParseNext(line.begin, end)) {
    // What is too long is not called something else.
    if (record.size() <= options_.max_line) return MendOrComplain(record, error, batch);
  }
  if (record.size() > options_.max_line) {
    Complain(
        Code::kLineTooLong, "",
        text::Cat("Line too long (", record.size(), " > ", options_.max_line, ", see --max-line)"),
        batch);
    return false;
  }
  json::Value root = parser_.root();
  if (!root.is_object()) {
    std::string message = text::Cat("Not a JSON object, but ", json::TypeName(root.type()));
    if (root.is_array()) message += " (jsonl-convert --from json reads arrays of records)";
    Complain(Code::kNotAnObject, "", std::move(message), batch);
    return false;
  }
  if (options_.duplicate_keys) {
    if (json::Value key = json::FindDuplicateKey(root)) {
      Complain(Code::kDuplicateKey, json::PointerTo(root, key.index()),
               text::Cat("Duplicate key '", text::Shortened(key.string()), "'"), batch);
      return false;
    }
  }
  return true;
}

bool Scanner::ParseWord(std::string_view record, Batch* batch) {
  const std::string_view text = text::Strip(record);
  word_ = lines_ && !text.empty() && std::string_view("{[\"").find(text[0]) == text.npos;
  if (record.size() > options_.max_line) {
    Complain(
        Code::kLineTooLong, "",
        text::Cat("Line too long (", record.size(), " > ", options_.max_line, ", see --max-line)"),
        batch);
    return false;
  }
  json::SyntaxError error;
  if (!word_) {
    error = parser_.Parse(record);
  } else if (const size_t bad = text::FindInvalidUtf8(record); bad < record.size()) {
    error = {SyntaxErrorKind::kInvalidUtf8, static_cast<uint32_t>(bad)};
  }
  if (!error) return true;
  return MendOrComplain(record, error, batch);
}

}  // namespace jsonl::pipeline
