#include "common/pipeline/second_pass.h"

#include <memory>
#include <string_view>

namespace jsonl::pipeline {

struct SecondPass::Kept {
  std::vector<std::string_view> pieces;
  uint64_t records = 0;
};

absl::Status SecondPass::Take(const io::Block& block, const Batch& batch, uint64_t first_line,
                              bool last) {
  if (first_lines_.empty()) base_ = first_line;
  first_lines_.resize(block.sequence + 1, first_line);
  for (const Line& line : batch.lines) {
    if (line.fate != Fate::kRecord) Skip(first_line + line.number);
  }
  if (last && !batch.lines.empty()) end_ = first_line + batch.lines.back().number + 1;
  return store_.Keep(block);
}

void SecondPass::Skip(uint64_t line) {
  line -= base_;
  if (line / 64 >= skipped_.size()) skipped_.resize(line / 64 + 1);
  skipped_[line / 64] |= uint64_t{1} << (line % 64);
}

void SecondPass::FindKept(const io::Block& block, Kept* kept) const {
  kept->pieces.clear();
  kept->records = 0;
  const std::string_view text = block.text();
  size_t piece = 0;  // where what is to be written starts
  size_t last = 0;
  auto end_piece = [&](size_t end) {
    if (end > piece) kept->pieces.push_back(text.substr(piece, end - piece));
  };
  ForEachLine(block, [&](uint64_t line, size_t begin, size_t end) {
    if (Skips(line)) {
      end_piece(begin);
      piece = end;
    } else {
      ++kept->records;
    }
    last = end;
  });
  end_piece(last);
}

absl::Status SecondPass::Write(Session& session) const {
  std::unique_ptr<io::BlockSource> source = store_.Replay();
  uint64_t done = 0;
  return RunInOrder<Kept>(
      *source, session.resources.threads,
      [this] { return [this](const io::Block& block, Kept* kept) { FindKept(block, kept); }; },
      [&](const io::Block& block, const Kept& kept) -> absl::StatusOr<bool> {
        session.account.written += kept.records;
        for (std::string_view piece : kept.pieces) {
          if (absl::Status status = session.output->Write(piece); !status.ok()) return status;
        }
        done += block.text().size();
        if (session.progress) session.progress("read again", done, session.account.bytes);
        return true;
      });
}

}  // namespace jsonl::pipeline
