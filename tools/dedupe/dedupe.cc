#include "tools/dedupe/dedupe.h"

#include <cstdint>
#include <string_view>

#include "common/text/strings.h"
#include "tools/dedupe/exact_dedupe.h"
#include "tools/dedupe/near_dedupe.h"
#include "tools/dedupe/overlap.h"

namespace jsonl {
namespace {

absl::StatusOr<Keep> ParseKeep(std::string_view text) {
  if (text == "first") return Keep::kFirst;
  if (text == "last") return Keep::kLast;
  if (text == "none") return Keep::kNone;
  if (text == "all") return Keep::kAll;
  return absl::InvalidArgumentError(
      text::Cat("--keep: '", text, "' is not first, last, none or all"));
}

// Options that do not go together.
absl::Status Check(const DedupeOptions& options) {
  constexpr uint64_t kMostWords = 1000;
  auto refuse = [](std::string_view message) {
    return absl::InvalidArgumentError(text::ToAbsl(message));
  };
  const bool words = options.near.has_value() || options.overlap.has_value();
  if (words && !options.fold.empty()) {
    return refuse(
        "--fold: --near and --overlap compare words, whose case and punctuation never count");
  }
  if (!options.near.has_value() && (options.explain || options.ngram != DedupeOptions().ngram)) {
    return refuse("--ngram and --explain are for --near");
  }
  if (options.ngram == 0 || options.ngram > kMostWords) {
    return refuse(text::Cat("--ngram takes 1 to ", kMostWords, " words"));
  }
  if (options.keep == "all" && options.against.empty()) {
    return refuse("--keep all drops for records of --against alone: give --against FILE");
  }
  if (!options.overlap.has_value()) return absl::OkStatus();
  if (options.near.has_value()) return refuse("--near and --overlap do not go together: run twice");
  if (options.against.empty()) return refuse("--overlap: with what? give --against FILE");
  if (options.keep != "first" && options.keep != "all")
    return refuse("--keep: --overlap drops for records of --against alone");
  if (*options.overlap == 0 || *options.overlap > kMostWords) {
    return refuse(text::Cat("--overlap takes 1 to ", kMostWords, " words, such as 13"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> RunDedupe(const DedupeOptions& options, pipeline::Session& session) {
  if (absl::Status status = Check(options); !status.ok()) return status;
  if (options.overlap.has_value()) return RunOverlap(options, session);
  absl::StatusOr<Keep> keep = ParseKeep(options.keep);
  if (!keep.ok()) return keep.status();
  if (options.near.has_value()) return RunNearDedupe(options, *keep, session);
  return RunExactDedupe(options, *keep, session);
}

}  // namespace jsonl
