// What became of each group, for people and for programs.

#ifndef JSONL_TOOLS_SAMPLE_OUTCOME_H_
#define JSONL_TOOLS_SAMPLE_OUTCOME_H_

#include <cstdint>
#include <vector>

#include "common/pipeline/session.h"
#include "tools/sample/mix.h"
#include "tools/sample/quotas.h"

namespace jsonl {

// "Sampled 4000/10000 records for 'schema_generate' (rate 0.4)", a line a group, with warnings
// where a rate gives nothing and where a group that is named has no records. `lines` are by group;
// all records are one group unless they are `named`.
void TellSampled(const pipeline::Session& session, const Quotas& quotas,
                 const std::vector<Group>& groups, const std::vector<uint64_t>& lines, bool named);

// The mix as a table, and for the summary as "mix": an array, by name, of
// {"group":"a","records":10,"share":0.4,"written":40,"achieved":0.4,"repeats":4}. `share` is what
// was wanted, `achieved` the share of all that was written, and `repeats` how often a record of the
// group was, on average. Warns if the total was not reached.
void TellMixed(pipeline::Session& session, const Mix& mix, const std::vector<Group>& groups,
               const std::vector<Portion>& portions);

}  // namespace jsonl

#endif  // JSONL_TOOLS_SAMPLE_OUTCOME_H_
