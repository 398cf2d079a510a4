// What is common to all record formats; see registry.h for which there are.

#ifndef JSONL_COMMON_RECORD_FORMAT_H_
#define JSONL_COMMON_RECORD_FORMAT_H_

#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/report/diagnostic.h"

namespace jsonl::record {

struct CheckOptions {
  // The user named the format. Otherwise the record was only recognised as one of it, and then a
  // field that the format does not know is no fault.
  bool named = true;
};

// One record format. Formats have no state: one object serves all threads. Records are objects.
class Format {
 public:
  virtual ~Format() = default;
  Format(const Format&) = delete;
  Format& operator=(const Format&) = delete;

  // As users write it: "sharegpt-preference".
  virtual std::string_view name() const = 0;
  // One line on what such records are for.
  virtual std::string_view summary() const = 0;
  // One line on the fields, those that must be there in **bold**.
  virtual std::string_view shape() const = 0;

  // Whether the record looks like one of this format, right or wrong: it has the fields that tell
  // the format from others, whatever their values.
  virtual bool Recognises(json::Value root) const = 0;

  // Appends all that is wrong with the record, in the order of the rules. Allocates nothing when
  // there is nothing wrong. Where a key occurs twice, the first counts.
  virtual void Check(json::Value root, const CheckOptions& options,
                     std::vector<report::Finding>* findings) const = 0;

  // What a model is to answer: `output`, `chosen` (never `rejected`: that may be broken on
  // purpose), in chats what the assistant says last. Absent when there is none or it is no string.
  virtual json::Value Response(json::Value root) const = 0;

 protected:
  Format() = default;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FORMAT_H_
