#include "tools/dedupe/against.h"

#include <optional>

#include "common/io/input.h"

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

}  // namespace jsonl
