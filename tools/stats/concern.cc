#include "tools/stats/concern.h"

namespace jsonl::stats {
namespace {

constexpr ConcernText kTexts[kConcernCount] = {
    {Severity::kBad, "broken", "There are no records"},
    {Severity::kBad, "broken", "Responses that are not valid JSON, while others are"},
    {Severity::kBad, "broken", "Records without a response"},
    {Severity::kBad, "broken", "Empty responses"},
    {Severity::kBad, "broken", "Records of no known format, while others have one"},
    {Severity::kBad, "broken", "Records without the field {}"},
    {Severity::kBad, "broken", "Fields with values of more than one type"},
    {Severity::kWarn, "short", "Groups of fewer than {} records"},
    {Severity::kWarn, "short", "Goals that are missed"},
    {Severity::kWarn, "short", "Groups that some inputs lack"},
    {Severity::kNote, "skewed", "Groups that outweigh the others"},
    {Severity::kNote, "skewed", "Groups with other shares in other inputs"},
    {Severity::kNote, "skewed", "Labels that are nearly always the same"},
    {Severity::kNote, "repeats", "Responses that repeat one another"},
    {Severity::kNote, "long", "Texts far longer than the others"},
    {Severity::kNote, "long", "Records of more than {} tokens"},
    {Severity::kNote, "over", "Goals that are exceeded"},
    {Severity::kNote, "types", "Fields that typed columns would change, or refuse"},
};

}  // namespace

const ConcernText& TextOf(Concern concern) { return kTexts[static_cast<size_t>(concern)]; }

}  // namespace jsonl::stats
