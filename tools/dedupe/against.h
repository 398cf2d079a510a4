// The records of --against: what the records of the inputs are compared with.

#ifndef JSONL_TOOLS_DEDUPE_AGAINST_H_
#define JSONL_TOOLS_DEDUPE_AGAINST_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/line_source.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/session.h"

namespace jsonl {

// Claims and opens the files, "-" for standard input. INVALID_ARGUMENT if an output would replace
// one, or standard input is an input already.
absl::StatusOr<std::unique_ptr<io::LineSource>> OpenAgainst(const std::vector<std::string>& files,
                                                            pipeline::Session& session);

// pipeline::RunRecords over them. Their records are not accounted for, but noted; lines that are no
// records are findings, and rejected or the end, as in an input.
template <typename B, typename NewWorker, typename Commit>
absl::Status RunAgainst(pipeline::Session& session, io::BlockSource& source, NewWorker&& new_worker,
                        Commit&& commit) {
  return pipeline::RunRecords<B>(
      session, source, std::forward<NewWorker>(new_worker),
      [&](const io::Block& block, B& batch, uint64_t lines_before) {
        const auto records = static_cast<uint64_t>(std::count_if(
            batch.lines.begin(), batch.lines.end(),
            [](const pipeline::Line& line) { return line.fate == pipeline::Fate::kRecord; }));
        session.account.read -= records;
        session.account.Note("compared with", records);
        return commit(block, batch, lines_before);
      });
}

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_AGAINST_H_
