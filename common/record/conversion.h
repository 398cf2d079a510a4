// A record of one format written as one of another, forward; restore.h is the way back.

#ifndef JSONL_COMMON_RECORD_CONVERSION_H_
#define JSONL_COMMON_RECORD_CONVERSION_H_

#include "absl/status/status.h"
#include "common/json/document.h"
#include "common/record/content.h"
#include "common/record/field_places.h"
#include "common/record/format.h"
#include "common/record/written.h"
#include "common/text/buffer.h"

namespace jsonl::record {

// For one record; all that it is made of outlives it.
class Conversion {
 public:
  Conversion(const Format& target, const Content& content, const WriteOptions& options)
      : target_(target), content_(content), options_(options), places_(target, content) {}

  // Of a pair whose answers become records of their own, write the rejected one.
  void TakeRejected() { rejected_ = true; }

  // Appends the record. Fails with InvalidArgument where there is none, or a field would be lost;
  // what was appended by then says nothing.
  absl::Status Write(text::Buffer* out);

 private:
  using Meta = WriteOptions::Meta;
  using Place = FieldPlaces::Place;

  absl::Status CheckSource() const;
  absl::Status WriteModelled(ObjectWriter* object, text::Buffer* out);
  absl::Status WriteFlat(ObjectWriter* object);
  void WriteMeta(text::Buffer* out);
  void WriteMetaMember(json::Member member, ObjectWriter* meta, text::Buffer* out);
  void AppendOrder(text::Buffer* out) const;
  void Lose();

  const Format& target_;
  const Content& content_;
  const WriteOptions& options_;
  FieldPlaces places_;
  bool rejected_ = false;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_CONVERSION_H_
