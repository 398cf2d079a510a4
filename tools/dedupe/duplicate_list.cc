#include "tools/dedupe/duplicate_list.h"

#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl {

absl::Status DuplicateList::Open(const std::string& path, const Places& places,
                                 pipeline::Session& session, std::optional<DuplicateList>* list) {
  if (path.empty()) return absl::OkStatus();
  absl::Status claimed = session.claims.Claim("--duplicates", path);
  if (!claimed.ok()) return claimed;
  absl::StatusOr<std::unique_ptr<io::Sink>> sink = io::OpenOutput(path, io::OnClosedPipe::kFail);
  if (!sink.ok()) return sink.status();
  list->emplace(DuplicateList(*std::move(sink), places, session.resources));
  return absl::OkStatus();
}

DuplicateList::DuplicateList(std::unique_ptr<io::Sink> sink, const Places& places,
                             const pipeline::Resources& resources)
    : sink_(std::move(sink)), places_(places), later_(resources.temp_dir, resources.memory / 8) {}

absl::Status DuplicateList::Add(const Duplicate& duplicate, std::string_view more) {
  row_.assign(1, '{');
  AppendPlace(duplicate.line, /*original=*/false);
  row_ += ",";
  AppendPlace(duplicate.original, /*original=*/true);
  row_ += more;
  row_ += "}\n";
  return sink_->Write(row_);
}

absl::Status DuplicateList::Close() {
  absl::Status status = later_.Drain([this](const Duplicate& next) { return Add(next); });
  return status.ok() ? io::Close(*sink_) : status;
}

void DuplicateList::AppendPlace(uint64_t line, bool original) {
  const Places::Place place = places_.Of(line);
  text::Append(&row_, "\"", original ? "duplicate_of_file" : "file", "\":");
  json::AppendString(text::ToValidUtf8(place.input), &row_);
  text::Append(&row_, ",\"", original ? "duplicate_of" : "line", "\":", place.line);
}

}  // namespace jsonl
