// The grammar of field lists; field_list.h has it.

#ifndef JSONL_TOOLS_VALIDATE_RULES_FIELD_LIST_PARSER_H_
#define JSONL_TOOLS_VALIDATE_RULES_FIELD_LIST_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tools/validate/rules/field_list.h"

namespace jsonl {

class FieldListParser {
 public:
  FieldListParser(std::string_view text, size_t begin, FieldList* list);

  // Reads the list that starts at `begin`, a brace, into *list. False if that is none; end() is
  // then where it stopped making sense.
  bool Parse();
  size_t end() const { return at_; }
  bool too_deep() const { return too_deep_; }

 private:
  using Type = FieldList::Type;

  bool ParseObject(int depth, uint32_t* object);
  bool ParseField(int depth);
  bool ParseType(int depth, Type* type);
  bool ParseOne(int depth, Type* type);
  bool ParseWord(int depth, Type* type);
  bool ParseElements(int depth, char close, Type* type);
  bool Unite(const Type& other, Type* type);
  bool Close(size_t first, uint32_t* object);
  Type ArrayOf(const Type& elements);
  uint32_t Add(const Type& type);
  bool IsTooDeep(int depth) { return too_deep_ = too_deep_ || depth >= FieldList::kMaxDepth; }

  bool SkipSpace();  // whether anything is left
  bool Take(char c);
  bool TakeName(std::string_view* name);
  std::string_view PeekWord();

  std::string_view text_;
  size_t at_;
  FieldList& list_;
  bool typed_ = false;  // some field has a type
  bool too_deep_ = false;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_FIELD_LIST_PARSER_H_
