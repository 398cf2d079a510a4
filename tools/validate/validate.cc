#include "tools/validate/validate.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "common/text/strings.h"
#include "tools/validate/record_checker.h"
#include "tools/validate/rule_set.h"
#include "tools/validate/tolerance.h"
#include "tools/validate/unique_values.h"
#include "tools/validate/worker.h"

namespace jsonl {
namespace {

using pipeline::Fate;
using pipeline::Line;

// A checker gets its records in small questions, so that several run side by side even where there
// are few of them.
constexpr size_t kCheckerBlock = 64 << 10;

}  // namespace

absl::StatusOr<int> RunValidate(const ValidateOptions& options, pipeline::Session& session) {
  absl::StatusOr<RecordRules> rules = RulesOf(options);
  if (!rules.ok()) return rules.status();
  absl::StatusOr<UniqueValues> unique =
      UniqueValues::Parse(options.unique, session.resources.memory);
  if (!unique.ok()) return unique.status();
  if (options.check && session.output_named) {
    return absl::InvalidArgumentError("-c/--check writes no records: leave out -o/--output");
  }
  absl::StatusOr<Tolerance> tolerance = Tolerance::Parse(options.max_invalid.value_or("0"));
  if (!tolerance.ok()) return tolerance.status();
  CheckerCommand command;
  CheckerCommand* const checker = options.checker.has_value() ? &command : nullptr;
  if (checker != nullptr) {
    command.command = *options.checker;
    session.resources.block_size = std::min(session.resources.block_size, kCheckerBlock);
  }
  session.scan.blank_lines = true;
  session.scan.duplicate_keys = !options.no_unique_keys;

  pipeline::Account& account = session.account;
  const RecordChecker names(*rules);
  std::vector<std::string_view> unchecked = names.unchecked();
  unchecked.resize(std::min(unchecked.size(), CheckedBatch::kUnchecked));
  std::vector<uint64_t> unchecked_counts(unchecked.size());
  std::unique_ptr<io::LineSource> source = session.OpenLines();
  absl::Status status = pipeline::RunRecords<CheckedBatch>(
      session, *source, [&] { return Worker(session.scan, *rules, *unique, checker); },
      [&](const io::Block& block, CheckedBatch* batch, uint64_t origin_lines) {
        if (!batch->status.ok() || unique->empty()) return batch->status;
        return unique->Admit(block, origin_lines, batch->keys, batch);
      },
      [&](const io::Block& block, const CheckedBatch& batch, uint64_t) {
        account.written += batch.lines.size() - batch.bad;
        for (size_t i = 0; i < unchecked.size(); ++i) unchecked_counts[i] += batch.unchecked[i];
        // A part of a line that is too long has no lines of its own.
        if (options.check || batch.lines.empty()) return absl::OkStatus();
        if (batch.bad == 0) return session.output->Write(block.text());
        pipeline::RunWriter out(session.output.get(), block.text());
        for (const Line& line : batch.lines) {
          if (line.fate != Fate::kRecord) continue;
          if (absl::Status added = out.Add(line); !added.ok()) return added;
        }
        return out.Finish();
      });
  if (status.ok()) status = command.status;
  if (!status.ok()) return status;
  for (size_t i = 0; i < unchecked.size(); ++i) {
    // Several rules about a field say the same of it.
    const bool said = std::find(unchecked.begin(), unchecked.begin() + static_cast<ptrdiff_t>(i),
                                unchecked[i]) != unchecked.begin() + static_cast<ptrdiff_t>(i);
    if (!said) account.Note(unchecked[i], unchecked_counts[i]);
  }
  unique->NoteIn(&account);
  if (!options.max_invalid.has_value() && session.rejects != nullptr) return 0;
  return tolerance->Allows(account.rejected(), account.read) ? 0 : 1;
}

}  // namespace jsonl
