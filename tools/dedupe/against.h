// The records of --against: what the records of the inputs are compared with.

#ifndef JSONL_TOOLS_DEDUPE_AGAINST_H_
#define JSONL_TOOLS_DEDUPE_AGAINST_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/io/block.h"
#include "common/io/line_source.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/session.h"
#include "tools/dedupe/places.h"

namespace jsonl {

// Claims and opens the files, "-" for standard input. INVALID_ARGUMENT if an output would replace
// one, or standard input is an input already.
absl::StatusOr<std::unique_ptr<io::LineSource>> OpenAgainst(const std::vector<std::string>& files,
                                                            pipeline::Session& session);

// How many records there are in the files to compare with.
class AgainstCount {
 public:
  // Of the next block: how many records, and how many of these lack the key.
  void Add(const io::Origin& origin, uint64_t records, uint64_t absent);
  // Notes the sums in the account, and warns of each file that has records, and none with the key.
  void Tell(pipeline::Session& session) const;

 private:
  struct File {
    std::string name;
    uint64_t records = 0;
    uint64_t absent = 0;
  };
  std::vector<File> files_;
  const io::Origin* origin_ = nullptr;
};

// The records of the inputs that lack the key are kept and noted; a warning says so if all do.
void TellAbsent(pipeline::Session& session, uint64_t absent);

// Accounts for records that were dropped for `reason`, by the file they were found in.
void DropAgainst(pipeline::Session& session, std::string_view reason, const Places& places,
                 const std::vector<uint64_t>& dropped);

// pipeline::RunRecords over them. Their records are not accounted for, but noted; lines that are no
// records are findings, and rejected or the end, as in an input. absent(batch, records) is how many
// of the batch's records lack the key.
template <typename B, typename NewWorker, typename Absent, typename Commit>
absl::Status RunAgainst(pipeline::Session& session, io::BlockSource& source, NewWorker&& new_worker,
                        Absent&& absent, Commit&& commit) {
  AgainstCount count;
  absl::Status status = pipeline::RunRecords<B>(
      session, source, std::forward<NewWorker>(new_worker),
      [&](const io::Block& block, B& batch, uint64_t lines_before) {
        const auto records = static_cast<uint64_t>(std::count_if(
            batch.lines.begin(), batch.lines.end(),
            [](const pipeline::Line& line) { return line.fate == pipeline::Fate::kRecord; }));
        session.account.read -= records;
        count.Add(*block.origin, records, std::min<uint64_t>(records, absent(batch, records)));
        return commit(block, batch, lines_before);
      });
  count.Tell(session);
  return status;
}

}  // namespace jsonl

#endif  // JSONL_TOOLS_DEDUPE_AGAINST_H_
