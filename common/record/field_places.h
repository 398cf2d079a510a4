// Where the fields of a record go that becomes one of another format; see meta.h.

#ifndef JSONL_COMMON_RECORD_FIELD_PLACES_H_
#define JSONL_COMMON_RECORD_FIELD_PLACES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "common/record/content.h"
#include "common/record/format.h"

namespace jsonl::record {

class FieldPlaces {
 public:
  enum class Place : uint8_t {
    kCarried,  // the target's own fields say it
    kKept,     // in a `meta`, or wherever the options want what has no place in the target
    kInPlace,  // beside the target's own fields
    kOwnMeta,  // it is the record's `meta`, which goes where others are kept
  };

  // Both outlive it.
  FieldPlaces(const Format& target, const Content& content)
      : source_(content.format()),
        target_(target),
        content_(content),
        labels_(target.RecordsOf(content) == 2) {}

  // Decides; `nest` says that fields are kept in a `meta`. Fails with InvalidArgument where a field
  // occurs twice that has to be told from others by its name.
  absl::Status Sort(bool nest);

  // Of that field of the content.
  Place operator[](size_t field) const {
    const int key = content_.fields[field].modelled;
    if (key < 0) return others_[field];
    return (kept_keys_ >> key & 1) != 0 ? Place::kKept : Place::kCarried;
  }

  // A pair becomes two records with a label each.
  bool labels() const { return labels_; }
  // The target needs a `meta` for the way back.
  bool needs_meta() const { return needs_meta_; }
  // The source's own meta, if it cannot stay in place.
  const Content::Field* own_meta() const { return own_meta_; }
  // Its members go to the target's.
  bool merges_meta() const { return merges_meta_; }
  // The source's fields are those of every record of its format, in their usual order.
  bool usual_order() const { return usual_order_; }
  // The prompt was a list of turns, and the target's turns say it.
  bool turns_tell() const { return turns_tell_; }

 private:
  uint32_t Carried(uint32_t keys) const;
  bool IsSaidOfPair(Slot slot) const;
  absl::Status SortOthers();
  void PlaceOwnMeta();
  bool IsTwice(std::string_view name) const;
  bool KeepsPrompt() const;
  bool Clashes() const;

  const Format& source_;
  const Format& target_;
  const Content& content_;
  const bool labels_;
  bool needs_meta_ = false;
  bool merges_meta_ = false;
  bool usual_order_ = true;
  bool turns_tell_ = false;
  uint32_t kept_keys_ = 0;  // bit n: the field of key n is kept
  const Content::Field* own_meta_ = nullptr;
  // By field, of those that the source's format does not know; empty if it knows all of them.
  absl::InlinedVector<Place, 16> others_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FIELD_PLACES_H_
