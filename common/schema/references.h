// Where in a schema its $ref, $dynamicRef and $id lead (JSON Schema Core 2020-12, sections 8.2 and
// 9.2).

#ifndef JSONL_COMMON_SCHEMA_REFERENCES_H_
#define JSONL_COMMON_SCHEMA_REFERENCES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/json/document.h"
#include "common/json/name.h"
#include "common/schema/keyword.h"
#include "common/text/strings.h"

namespace jsonl::schema {

using ResourceId = uint32_t;
constexpr ResourceId kNoResource = 0xffffffff;

// The schema resources that are known: the root, what has an $id, metaschemas.
class References {
 public:
  struct Resource {
    std::string uri;  // absolute where that is known; without fragment
    json::Value root;
    Dialect dialect = Dialect::kDraft07;
  };

  // A place, and the resource that it belongs to.
  struct Target {
    json::Value value;  // absent when there is none
    ResourceId resource = 0;
  };

  const Resource& resource(ResourceId id) const { return resources_[id]; }
  size_t size() const { return resources_.size(); }

  // Of resources with the same URI the first is found.
  ResourceId Add(Resource resource);
  std::optional<ResourceId> Find(std::string_view uri) const;

  // The first of that name in the resource counts.
  void AddAnchor(ResourceId resource, std::string_view name, json::Value value);

  // Follows a fragment, percent-decoded: "", a JSON Pointer, or an anchor's name.
  Target Follow(ResourceId resource, std::string_view fragment);

 private:
  using Place = std::pair<const json::Document*, uint32_t>;
  struct Child {
    json::Name name;
    uint32_t index;
  };

  static Place PlaceOf(json::Value value) { return {&value.document(), value.index()}; }
  json::Value ChildOf(json::Value container, std::string_view token);
  const std::vector<Child>& ChildrenOf(json::Value container);

  std::vector<Resource> resources_;
  text::StringMap<ResourceId> by_uri_;
  absl::flat_hash_map<Place, ResourceId> by_place_;
  std::vector<text::StringMap<json::Value>> anchors_;  // a table a resource
  // Of large containers, so that many pointers into one of them take no quadratic time.
  absl::flat_hash_map<Place, std::vector<Child>> children_;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_REFERENCES_H_
