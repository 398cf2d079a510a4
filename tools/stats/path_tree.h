// The paths of a dataset's values, and which types of values there are at each.

#ifndef JSONL_TOOLS_STATS_PATH_TREE_H_
#define JSONL_TOOLS_STATS_PATH_TREE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/document.h"
#include "common/json/name.h"
#include "common/text/strings.h"

namespace jsonl::stats {

// Finer than JSON's types, as far as loaders that give columns a type tell values apart.
enum class PathType : uint8_t {
  kNull,
  kBool,
  kInteger,     // written without fraction and exponent, and within 64 bits with a sign
  kBigInteger,  // beyond them
  kFraction,    // any other number
  kDate,        // a string that is a date, or a date and time, of ISO 8601
  kString,      // any other string
  kArray,
  kObject,
};
inline constexpr size_t kPathTypeCount = 9;

std::string_view PathTypeName(PathType type);  // "big integer"

namespace internal {
PathType NumberTypeOf(std::string_view raw);
// "2024-01-31", and then perhaps a time with or without a zone, as Arrow's readers have it.
bool IsDate(std::string_view text);
}  // namespace internal

inline PathType PathTypeOf(json::Value value) {
  switch (value.type()) {
    case json::Type::kNull:
      return PathType::kNull;
    case json::Type::kBool:
      return PathType::kBool;
    case json::Type::kNumber:
      return internal::NumberTypeOf(value.raw());
    case json::Type::kString: {
      const std::string_view text = value.string();
      const bool date = text.size() >= 10 && text[4] == '-' && internal::IsDate(text);
      return date ? PathType::kDate : PathType::kString;
    }
    case json::Type::kArray:
      return PathType::kArray;
    case json::Type::kObject:
      return PathType::kObject;
  }
  return PathType::kNull;
}

// Where a record is. While records are read, `at` is the number of its block and its place in it,
// and `line` counts from the start of the block (BlockStart resolves that); then `at` is its offset
// in bytes over all inputs.
struct Place {
  uint64_t at = 0;
  uint64_t line = 0;
  uint32_t input = 0;  // its number, from 0

  static Place InBlock(uint64_t sequence, uint32_t begin, uint32_t line) {
    return {sequence << 32 | begin, line, 0};
  }
};

struct PathNode {
  struct Seen {
    PathType type;
    uint64_t count = 0;
    Place first;
  };

  std::vector<Seen> types;                         // that occur, in no order
  std::string name;                                // of the member that it is
  std::vector<std::unique_ptr<PathNode>> members;  // in no order; empty when there is any_member
  std::unique_ptr<PathNode> any_member;            // all members as one: there were too many
  std::unique_ptr<PathNode> element;               // of arrays

  // Whether it is the member of that name, of at most PathTree::kLongestKey bytes.
  bool Is(std::string_view key) const { return name_.Is(key); }
  // nullptr if there is no value of that type.
  const Seen* Of(PathType type) const;
  void Add(PathType type, uint64_t count, const Place& first);
  PathNode* Find(std::string_view key);
  // Leaves no members.
  std::vector<std::unique_ptr<PathNode>> TakeMembers() {
    index_.reset();
    return std::exchange(members, {});
  }
  PathNode* Add(std::string_view key);

 private:
  static constexpr size_t kIndexed = 16;
  json::Name name_;                                   // of `name`
  std::unique_ptr<text::StringMap<uint32_t>> index_;  // once there are more than kIndexed members
};

// Counts the values at each path. Bounded, and still a function of the records alone, not of their
// order: where an object has more than kMostKeys keys, its members count as one. Inside of objects
// with many keys fewer are enough for that: along each path the numbers of keys, and 2 for each
// level below kFreeDepth, multiply to less than kBudget; what is deeper is not looked at. So there
// are never more leaves than that. (A product never shrinks while keys come, so that what is done
// for a part of the records is done for the whole, too.) Of keys only the first kLongestKey bytes
// count.
class PathTree {
 public:
  static constexpr size_t kMostKeys = 1000;
  static constexpr uint64_t kBudget = 1 << 17;
  static constexpr int kFreeDepth = 8;
  static constexpr size_t kLongestKey = 200;

  PathTree() : root_(std::make_unique<PathNode>()) {}

  // Returns whether some type is at some path for the first time. Records of later places come
  // later.
  bool Count(json::Value record, const Place& place);
  // Of places that have been resolved.
  void Merge(PathTree&& other);
  // Does so wherever that is due. To be called after the last Count and Merge.
  void Settle();

  const PathNode& root() const { return *root_; }
  PathNode* mutable_root() { return root_.get(); }

 private:
  void Visit(json::Value value, uint64_t product, int depth, PathNode* node);
  PathNode* Child(std::string_view key, uint64_t product, PathNode* node);
  void VisitMembers(json::Value object, uint64_t product, int depth, PathNode* node);

  std::unique_ptr<PathNode> root_;
  Place place_;  // of the record at hand
  bool first_ = false;
  size_t added_ = 0;  // nodes since the tree was settled
};

// What is known of a block, once it is committed.
struct BlockStart {
  uint64_t sequence = 0;
  uint32_t input = 0;
  uint64_t lines = 0;  // of the input before it
  uint64_t bytes = 0;  // of all inputs before it
};

// Resolves the places of a tree by the blocks, in their order, that they are in.
void ResolvePlaces(const std::vector<BlockStart>& blocks, PathNode* node);

}  // namespace jsonl::stats

#endif  // JSONL_TOOLS_STATS_PATH_TREE_H_
