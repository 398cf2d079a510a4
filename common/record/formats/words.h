// `words`: many words in one record, {"examples": [word, ...]}, where a word is a string or already
// a record. Read only: jsonl-convert makes a record of each.

#ifndef JSONL_COMMON_RECORD_FORMATS_WORDS_H_
#define JSONL_COMMON_RECORD_FORMATS_WORDS_H_

#include "common/record/format.h"

namespace jsonl::record {

const Format& WordsFormat();

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMATS_WORDS_H_
