// A record as one prompt and one answer.

#ifndef JSONL_COMMON_RECORD_SINGLE_H_
#define JSONL_COMMON_RECORD_SINGLE_H_

#include "common/record/written.h"

namespace jsonl::record {

// A prompt of one turn, and its answer. Views into the content, or into the scratch string that it
// was made with.
struct Single {
  Phrase instruction;
  // What the instruction is about: the input of alpaca, the context of a task. Of a task with one
  // context value it is that value; with several, each follows its name and a colon, a blank line
  // between them. White space counts as input; only an empty string is none.
  Phrase input;
  Phrase answer;
  bool has_answer = false;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_SINGLE_H_
