// Findings about fields, in the words that the tools' users know.

#ifndef JSONL_COMMON_RECORD_FINDINGS_H_
#define JSONL_COMMON_RECORD_FINDINGS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/report/diagnostic.h"

namespace jsonl::record {

// Where a value is in a record. Lives on the stack beside its parent, and makes text only when
// there is something to say.
class Place {
 public:
  // The record as a whole.
  Place() = default;
  Place(const Place& parent, std::string_view name) : parent_(&parent), name_(name) {}
  Place(const Place& parent, uint32_t position) : parent_(&parent), position_(position) {}

  std::string Pointer() const;  // "/messages/0/role"
  std::string Dotted() const;   // "messages.0.role"

 private:
  static constexpr uint32_t kNoPosition = 0xffffffff;

  const Place* parent_ = nullptr;
  std::string_view name_;
  uint32_t position_ = kNoPosition;
};

// Appends findings to a list.
class Findings {
 public:
  // How a missing field is put: users of the task format read "Missing 'task' field", those of all
  // other formats "Missing required field 'messages'".
  enum class Wording { kRequired, kTask };

  explicit Findings(std::vector<report::Finding>* list, Wording wording = Wording::kRequired)
      : list_(list), wording_(wording) {}

  void Add(report::Code code, const Place& place, std::string message);

  void Missing(const Place& place);
  // `wanted` as in "a string".
  void WrongType(const Place& place, std::string_view wanted, json::Value found);
  void Empty(const Place& place);
  void EmptyAfterStripping(const Place& place);
  void Unknown(const Place& place);
  void Identical(const Place& place);  // `place` is the rejected one's
  void Identical(std::string_view one, const Place& other);

  // These say whether the value is there and of that type, and what is wrong if not.
  bool IsString(const Place& place, json::Value value);
  bool IsBool(const Place& place, json::Value value);
  bool IsObject(const Place& place, json::Value value);
  bool IsList(const Place& place, json::Value value);
  // A string that is more than white space.
  bool IsNonBlank(const Place& place, json::Value value);
  // The same of what may be absent, or null where a column is null in some records.
  bool IsNonBlankIfThere(const Place& place, json::Value value);

 private:
  std::vector<report::Finding>* list_;
  Wording wording_;
};

// Whether the two are equal as JSON, numbers by how they are written, members in any order.
bool Equal(json::Value a, json::Value b);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FINDINGS_H_
