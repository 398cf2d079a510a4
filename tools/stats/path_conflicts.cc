#include "tools/stats/path_conflicts.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <utility>

#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl::stats {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"mixed-types", "big-integers", "dates",
                                                    "late-key", "late-type"};

constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

// Where the first value of one of the types is.
uint64_t FirstOf(const PathNode& node, std::initializer_list<PathType> types) {
  uint64_t first = kNever;
  for (PathType type : types) {
    if (const PathNode::Seen* seen = node.Of(type)) first = std::min(first, seen->first.at);
  }
  return first;
}

constexpr std::initializer_list<PathType> kNulls = {PathType::kNull};
constexpr std::initializer_list<PathType> kBools = {PathType::kBool};
constexpr std::initializer_list<PathType> kIntegers = {PathType::kInteger, PathType::kBigInteger};
constexpr std::initializer_list<PathType> kFractions = {PathType::kFraction};
constexpr std::initializer_list<PathType> kDates = {PathType::kDate};
constexpr std::initializer_list<PathType> kTexts = {PathType::kString};
constexpr std::initializer_list<PathType> kArrays = {PathType::kArray};
constexpr std::initializer_list<PathType> kObjects = {PathType::kObject};
constexpr std::initializer_list<PathType> kNumbers = {PathType::kInteger, PathType::kBigInteger,
                                                      PathType::kFraction};
constexpr std::initializer_list<PathType> kStrings = {PathType::kDate, PathType::kString};

class Finder {
 public:
  explicit Finder(uint64_t first_chunk) : first_chunk_(first_chunk) {}

  // `late` if that has been told of a path above.
  void Find(const PathNode& node, bool late) {
    PathConflict conflict{path_, {}, &node};
    if (!path_.empty()) late = Judge(node, late, &conflict.problems);
    if (!conflict.problems.empty()) found_.push_back(std::move(conflict));

    std::vector<const PathNode*> members;
    for (const auto& member : node.members) members.push_back(member.get());
    std::sort(members.begin(), members.end(),
              [](const PathNode* a, const PathNode* b) { return a->name < b->name; });
    for (const PathNode* member : members) Within(Key(member->name), *member, late);
    if (node.any_member != nullptr) Within(path_.empty() ? "{*}" : ".{*}", *node.any_member, late);
    if (node.element != nullptr) Within("[]", *node.element, late);
  }

  std::vector<PathConflict> Take() { return std::move(found_); }

 private:
  void Within(std::string_view step, const PathNode& node, bool late) {
    const size_t size = path_.size();
    path_ += step;
    Find(node, late);
    path_.resize(size);
  }

  std::string Key(std::string_view key) const {
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    };
    if (!key.empty() && std::all_of(key.begin(), key.end(), plain)) {
      return text::Cat(path_.empty() ? "" : ".", key);
    }
    std::string step = "[";
    json::AppendString(key, &step);
    return step + "]";
  }

  bool IsLate(uint64_t at) const { return at != kNever && at >= first_chunk_; }
  // The types are not among the first records, but others there are.
  bool ComesLater(const PathNode& node, std::initializer_list<PathType> types,
                  std::initializer_list<PathType> before) const {
    return IsLate(FirstOf(node, types)) && FirstOf(node, before) < first_chunk_;
  }

  // Returns whether it, or what is above it, comes late.
  bool Judge(const PathNode& node, bool late, std::vector<Problem>* problems) const {
    int types = 0;
    uint64_t typed = kNever;
    for (const auto& type : {kBools, kNumbers, kStrings, kArrays, kObjects}) {
      const uint64_t first = FirstOf(node, type);
      types += first != kNever;
      typed = std::min(typed, first);
    }
    if (types > 1) problems->push_back(Problem::kMixedTypes);
    if (node.Of(PathType::kBigInteger) != nullptr) problems->push_back(Problem::kBigIntegers);
    if (node.Of(PathType::kDate) != nullptr && node.Of(PathType::kString) == nullptr) {
      problems->push_back(Problem::kDates);
    }
    if (late) return true;
    const uint64_t null = FirstOf(node, kNulls);
    if (IsLate(std::min(null, typed))) {
      problems->push_back(Problem::kLateKey);
      return true;
    }
    const bool typed_later = null < first_chunk_ && IsLate(typed);
    if (typed_later || ComesLater(node, kFractions, kIntegers) ||
        ComesLater(node, kTexts, kDates)) {
      problems->push_back(Problem::kLateType);
    }
    return typed_later;
  }

  uint64_t first_chunk_;
  std::string path_;
  std::vector<PathConflict> found_;
};

}  // namespace

std::string_view ProblemName(Problem problem) { return kNames[static_cast<size_t>(problem)]; }

std::vector<PathConflict> FindConflicts(const PathNode& root, uint64_t first_chunk) {
  Finder finder(first_chunk);
  finder.Find(root, false);
  return finder.Take();
}

size_t CountPaths(const PathNode& root) {
  size_t count = 0;
  const auto add = [&count](const PathNode* node) {
    if (node != nullptr) count += 1 + CountPaths(*node);
  };
  for (const auto& member : root.members) add(member.get());
  add(root.any_member.get());
  add(root.element.get());
  return count;
}

}  // namespace jsonl::stats
