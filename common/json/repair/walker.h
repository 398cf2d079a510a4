// Reads a value that was meant to be JSON and writes it as JSON.
//
// The walk goes through the text once, and knows the containers that are open by a stack of its
// own. It keeps what is right as it was written, white space between tokens too.

#ifndef JSONL_COMMON_JSON_REPAIR_WALKER_H_
#define JSONL_COMMON_JSON_REPAIR_WALKER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "common/json/repair/lookahead.h"
#include "common/json/repair/mend.h"
#include "common/json/repair/stack.h"
#include "common/json/repair/string_mender.h"

namespace jsonl::json {

class Walker {
 public:
  // The text is UTF-8. All must outlive the Walker.
  Walker(std::string_view text, QuotePolicy policy, std::string* out, MendLog* log);

  // Appends the value that starts at `begin` to the output; false where there is a fault. A bracket
  // given as `implied`, '{' or '[', belongs before the text at `begin`; '\0': none does.
  bool Walk(size_t begin, char implied = '\0');
  // The position past the value.
  size_t end() const { return pos_; }
  const Fault& fault() const { return fault_; }
  // Whether the fault is one under every policy.
  bool failed_for_good() const { return for_good_; }

 private:
  bool Fail(std::string_view words, size_t offset);
  // Where the text has two readings, so that another policy would only choose one of them.
  bool FailForGood(std::string_view words, size_t offset);

  // walker.cc: the structure.
  bool ReadItem();
  bool ReadSeparators();
  void ReadSeparator(size_t size, MendKind kind);
  bool ReadElement();
  bool ReadWrongCloser();
  bool GoesOn(size_t after) const;
  bool ClosesOuter(size_t after) const;
  bool Open();
  void Close();
  void AddMissingComma();
  bool TakeComma();
  void DropItem(size_t item_out);

  // member.cc: members of objects.
  bool ReadMember();
  bool DropMember(size_t member_out);
  bool ReadKey();
  bool ReadUnquotedKey();
  bool ReadColon(size_t key_out);

  // bare_value.cc: values, above all those without quotes.
  bool ReadValue(Place place);
  void SkipPrefix(Place place);
  bool ReadBare(Place place);
  bool ReadScalar(Place place);
  bool ReadText(Place place);
  size_t BareEnd(Place place, bool* stray_quote) const;
  bool EndsBare(size_t p, Place place) const;

  bool AtEnd() const { return pos_ >= text_.size(); }
  // Moves past white space, which is kept, and comments, which are not.
  bool SkipSpace(bool before_value);
  bool SkipComment();
  bool IsColour(size_t p, bool before_value) const;

  std::string_view text_;
  std::string* out_;
  MendLog* log_;
  Stack stack_;
  Lookahead lookahead_;
  StringMender strings_;
  size_t pos_ = 0;
  size_t value_out_ = 0;    // where the value that was completed last ends in the output
  bool truncated_ = false;  // the end of the text was reported
  bool lacks_end_ = false;  // a string was ended before the first quote of what follows it
  Fault fault_;
  bool for_good_ = false;
};

}  // namespace jsonl::json

#endif  // JSONL_COMMON_JSON_REPAIR_WALKER_H_
