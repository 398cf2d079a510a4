// Fields of a record beside the target's own, without a `meta`.

#ifndef JSONL_COMMON_RECORD_FLATTENER_H_
#define JSONL_COMMON_RECORD_FLATTENER_H_

#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/json/document.h"
#include "common/record/format.h"
#include "common/record/written.h"

namespace jsonl::record {

// Writes what has no place in the target, or was in a `meta`, beside the other members of a record.
class Flattener {
 public:
  // All of them outlive it.
  Flattener(const Format& target, const WriteOptions& options, ObjectWriter* object)
      : target_(target), options_(options), object_(*object) {}

  // A member of that name is in the record already.
  void Take(std::string_view name);
  bool HasRoom(std::string_view name) const;

  // Where there is no room, the member is lost, or that is an InvalidArgument error which names it.
  absl::Status Add(json::Member member);
  // The members of an object, or what is none as it is.
  absl::Status AddMeta(json::Member meta);

 private:
  const Format& target_;
  const WriteOptions& options_;
  ObjectWriter& object_;
  absl::flat_hash_set<absl::string_view> taken_;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_FLATTENER_H_
