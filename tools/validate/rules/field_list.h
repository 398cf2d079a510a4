// Lists of fields as instructions write them: {name:string, age:int, tags:string[]}.
//
//   list  = "{" field *( sep field ) [ sep ] "}"          sep = "," / ";"
//   field = name [ "?" ] [ ":" type [ "?" ] ]             "?": may be left out
//   type  = one *( ( "|" / "or" ) one )
//   one   = ( word / list / "[" type "]" / "(" type ")" ) *( "[]" )
//         / ( "list" / "array" ) ( "[" type "]" / "<" type ">" / "of" type )
//
// with white space anywhere. Names and words may stand in quotes. Words for types, whatever their
// case: string str text date time datetime timestamp; int integer; float number double decimal;
// bool boolean; object dict map; array list; null none; any. Another word, or several, let any
// value pass, as no type does.

#ifndef JSONL_TOOLS_VALIDATE_RULES_FIELD_LIST_H_
#define JSONL_TOOLS_VALIDATE_RULES_FIELD_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/record/findings.h"

namespace jsonl {

class FieldList {
 public:
  static constexpr int kMaxDepth = 32;  // lists and arrays within one another
  static constexpr size_t kMaxMismatches = 20;

  // Finds the first list in a text, which has to stay while the list is in use. A lone name in
  // braces is none: "{text}" is most often a placeholder. When it stands in square brackets, or is
  // followed by "[]", an array of such objects is meant. False if there is none, or it is deeper
  // than kMaxDepth. Takes linear time.
  bool Find(std::string_view text);

  // Appends how a value differs from the list found last, at most kMaxMismatches times: "has no
  // field 'age'", "has an integer for 'name', not a string". A null fits every field, since the
  // text may not say; leaving a field out fits only those with "?". Sorts, and is linear otherwise.
  void Check(json::Value value, std::vector<std::string>* mismatches);

 private:
  enum Kind : uint8_t {
    kString = 1,
    kInteger = 2,
    kNumber = 4,
    kBool = 8,
    kNull = 16,
    kObject = 32,
    kArray = 64,
    kAny = 127,
  };
  static constexpr uint32_t kNone = 0xffffffff;
  struct Type {
    uint8_t kinds = kAny;
    uint32_t object = kNone;    // the fields of the object, if they are given
    uint32_t elements = kNone;  // the type of the array's elements, if it is given
  };
  struct Field {
    std::string_view name;
    uint32_t type;
    bool optional;
  };
  struct Object {
    uint32_t begin, end;                    // of fields_, in the order of names
    uint32_t required_begin, required_end;  // of required_
  };
  friend class FieldListParser;

  bool Full(const std::vector<std::string>& mismatches) const {
    return mismatches.size() >= kMaxMismatches;
  }
  void CheckType(json::Value value, uint32_t type, const record::Place& place,
                 std::vector<std::string>* mismatches);
  void CheckObject(json::Value value, const Object& object, const record::Place& place,
                   std::vector<std::string>* mismatches);

  // What the parser fills; kept for the next list.
  std::vector<Type> types_;
  std::vector<Field> fields_;
  std::vector<Field> open_fields_;  // of objects whose end has not been read yet
  std::vector<uint32_t> required_;  // indices into fields_, ascending
  std::vector<Object> objects_;
  uint32_t root_ = kNone;  // a type

  std::vector<uint32_t> seen_;  // indices into fields_, of the objects that are being checked
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_VALIDATE_RULES_FIELD_LIST_H_
