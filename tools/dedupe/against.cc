#include "tools/dedupe/against.h"

#include <optional>

#include "common/io/input.h"
#include "common/text/strings.h"

namespace jsonl {

absl::StatusOr<std::unique_ptr<io::LineSource>> OpenAgainst(const std::vector<std::string>& files,
                                                            pipeline::Session& session) {
  std::vector<io::Input> inputs;
  for (const std::string& file : files) {
    absl::Status status = session.claims.ClaimInput("--against", file);
    if (!status.ok()) return status;
    inputs.push_back(io::Input::File(file));
    const bool standard = file == "-";
    for (const io::Input& input : session.inputs) {
      if (standard && input.name() == inputs.back().name()) {
        return absl::InvalidArgumentError(
            "--against -: standard input is what duplicates are looked for in; name a FILE");
      }
    }
    if (session.input_size.has_value()) {
      const std::optional<uint64_t> size = inputs.back().Size();
      session.input_size =
          size.has_value() ? std::optional(*session.input_size + *size) : std::nullopt;
    }
  }
  return session.OpenLinesOf(std::move(inputs));
}

void AgainstCount::Add(const io::Origin& origin, uint64_t records, uint64_t absent) {
  if (&origin != origin_) {
    origin_ = &origin;
    files_.push_back({origin.name});
  }
  files_.back().records += records;
  files_.back().absent += absent;
}

void AgainstCount::Tell(pipeline::Session& session) const {
  for (const File& file : files_) {
    session.account.Note("compared with", file.records - file.absent);
    session.account.Note("not compared with, as they lack the key", file.absent);
    if (!session.stopped && file.absent > 0 && file.absent == file.records) {
      session.Warn(text::Cat("no record of ", file.name,
                             " has the key, so that nothing was compared with it"));
    }
  }
}

void DropAgainst(pipeline::Session& session, std::string_view reason, const Places& places,
                 const std::vector<uint64_t>& dropped) {
  for (size_t i = 0; i < dropped.size(); ++i) {
    session.account.Drop(reason, dropped[i]);
    session.account.Note(text::Cat("found in ", places.name(i)), dropped[i]);
  }
}

void TellAbsent(pipeline::Session& session, uint64_t absent) {
  session.account.Note("kept without the key", absent);
  if (absent > 0 && absent == session.account.read - session.account.rejected()) {
    session.Warn("no record has the key, so that nothing was compared");
  }
}

}  // namespace jsonl
