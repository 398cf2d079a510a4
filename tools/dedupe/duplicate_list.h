// The file of --duplicates: what was dropped, and for which record.

#ifndef JSONL_TOOLS_DEDUPE_DUPLICATE_LIST_H_
#define JSONL_TOOLS_DEDUPE_DUPLICATE_LIST_H_

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/external_sort.h"
#include "common/io/sink.h"
#include "common/pipeline/session.h"
#include "tools/dedupe/places.h"

namespace jsonl {

// Lines, numbered as Places has them.
struct Duplicate {
  uint64_t line;  // of the record that was dropped
  uint64_t original;

  friend auto operator<=>(const Duplicate&, const Duplicate&) = default;
};

// One object a line, in the order of the dropped records:
// {"file","line","duplicate_of_file","duplicate_of"}.
class DuplicateList {
 public:
  // Claims and opens `path`; of an empty one there is no list. `places` outlives the list. What
  // must wait takes an eighth of the session's memory, and goes to a temporary file past it.
  static absl::Status Open(const std::string& path, const Places& places,
                           pipeline::Session& session, std::optional<DuplicateList>* list);

  // The next one. `more` are members that the object has besides, each after a comma.
  absl::Status Add(const Duplicate& duplicate, std::string_view more = {});
  // One of those that come after all that were added so far, in any order.
  absl::Status AddLater(const Duplicate& duplicate) { return later_.Add(duplicate); }
  // Writes what waits, and gives the file its name.
  absl::Status Close();

 private:
  DuplicateList(std::unique_ptr<io::Sink> sink, const Places& places,
                const pipeline::Resources& resources);
  void AppendPlace(uint64_t line, bool original);

  std::unique_ptr<io::Sink> sink_;
  const Places& places_;
  io::ExternalSort<Duplicate> later_;
  std::string row_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_DUPLICATE_LIST_H_
