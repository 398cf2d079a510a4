#include "tools/stats/path_tree.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"

namespace jsonl::stats {
namespace {

// How many keys an object may have within others of `product` keys.
size_t LimitWithin(uint64_t product) {
  return std::clamp<uint64_t>(PathTree::kBudget / product, 1, PathTree::kMostKeys);
}

// For what is one level below a node at that depth.
uint64_t Deeper(uint64_t product, int depth) {
  return depth < PathTree::kFreeDepth ? product : product * 2;
}

// For the members of the node.
uint64_t ProductOfMembers(uint64_t product, int depth, const PathNode& node) {
  const size_t keys =
      node.any_member ? PathTree::kMostKeys : std::max<size_t>(1, node.members.size());
  return Deeper(product * keys, depth);
}

void MergeNode(std::unique_ptr<PathNode> from, PathNode* to);

void MakeOne(PathNode* node) {
  if (node->any_member == nullptr) node->any_member = std::make_unique<PathNode>();
  for (std::unique_ptr<PathNode>& member : node->TakeMembers()) {
    MergeNode(std::move(member), node->any_member.get());
  }
}

void MergeOptional(std::unique_ptr<PathNode> from, std::unique_ptr<PathNode>* to) {
  if (from == nullptr) return;
  if (*to == nullptr) *to = std::make_unique<PathNode>();
  MergeNode(std::move(from), to->get());
}

void MergeNode(std::unique_ptr<PathNode> from, PathNode* to) {
  for (const PathNode::Seen& seen : from->types) to->Add(seen.type, seen.count, seen.first);
  MergeOptional(std::move(from->element), &to->element);
  if (from->any_member != nullptr || to->any_member != nullptr) {
    MakeOne(from.get());
    MakeOne(to);
    MergeNode(std::move(from->any_member), to->any_member.get());
    return;
  }
  for (std::unique_ptr<PathNode>& member : from->members) {
    PathNode* same = to->Find(member->name);
    if (same == nullptr) same = to->Add(member->name);
    MergeNode(std::move(member), same);
  }
}

void SettleNode(uint64_t product, int depth, PathNode* node) {
  if (product >= PathTree::kBudget) {
    node->TakeMembers();
    node->any_member.reset();
    node->element.reset();
    return;
  }
  if (node->members.size() > LimitWithin(product)) MakeOne(node);
  const uint64_t below = ProductOfMembers(product, depth, *node);
  for (const std::unique_ptr<PathNode>& member : node->members) {
    SettleNode(below, depth + 1, member.get());
  }
  if (node->any_member != nullptr) SettleNode(below, depth + 1, node->any_member.get());
  if (node->element != nullptr) {
    SettleNode(Deeper(product, depth), depth + 1, node->element.get());
  }
}

}  // namespace

const PathNode::Seen* PathNode::Of(PathType type) const {
  for (const Seen& seen : types) {
    if (seen.type == type) return &seen;
  }
  return nullptr;
}

void PathNode::Add(PathType type, uint64_t count, const Place& first) {
  for (Seen& seen : types) {
    if (seen.type != type) continue;
    seen.count += count;
    if (first.at < seen.first.at) seen.first = first;
    return;
  }
  types.push_back({type, count, first});
}

PathNode* PathNode::Find(std::string_view key) {
  if (index_ != nullptr) {
    auto found = index_->find(key);
    return found == index_->end() ? nullptr : members[found->second].get();
  }
  for (const std::unique_ptr<PathNode>& member : members) {
    if (member->Is(key)) return member.get();
  }
  return nullptr;
}

PathNode* PathNode::Add(std::string_view key) {
  members.push_back(std::make_unique<PathNode>());
  members.back()->name = key;
  members.back()->name_ = std::string_view(members.back()->name);
  if (index_ != nullptr) {
    index_->try_emplace(std::string(key), static_cast<uint32_t>(members.size() - 1));
  } else if (members.size() > kIndexed) {
    index_ = std::make_unique<text::StringMap<uint32_t>>();
    for (size_t i = 0; i < members.size(); ++i) {
      index_->try_emplace(members[i]->name, static_cast<uint32_t>(i));
    }
  }
  return members.back().get();
}

bool PathTree::Count(json::Value record, const Place& place) {
  place_ = place;
  first_ = false;
  Visit(record, 1, 0, root_.get());
  // Objects that have grown since may leave less room to those within them.
  if (added_ > kBudget) Settle();
  return first_;
}

void PathTree::Visit(json::Value value, uint64_t product, int depth, PathNode* node) {
  const PathType type = PathTypeOf(value);
  auto seen = node->types.begin();
  while (seen != node->types.end() && seen->type != type) ++seen;
  if (seen != node->types.end()) {
    ++seen->count;
  } else {
    node->types.push_back({type, 1, place_});
    first_ = true;
  }
  if (product >= kBudget) return;
  if (type == PathType::kObject) {
    VisitMembers(value, product, depth, node);
  } else if (type == PathType::kArray && value.size() > 0) {
    if (node->element == nullptr) {
      node->element = std::make_unique<PathNode>();
      ++added_;
    }
    const uint64_t below = Deeper(product, depth);
    for (json::Value element : value.elements()) {
      Visit(element, below, depth + 1, node->element.get());
    }
  }
}

void PathTree::VisitMembers(json::Value object, uint64_t product, int depth, PathNode* node) {
  size_t next = 0;  // the member that follows, if keys come as they did before
  uint64_t below = ProductOfMembers(product, depth, *node);
  for (json::Member member : object.members()) {
    const std::string_view key = member.name();
    PathNode* child = node->any_member.get();
    if (next < node->members.size() && node->members[next]->Is(key)) {
      child = node->members[next].get();
    } else if (child == nullptr) {
      child = Child(key, product, node);
      below = ProductOfMembers(product, depth, *node);
    }
    ++next;
    Visit(member.value, below, depth + 1, child);
  }
}

// The node of a key, made where there is none.
PathNode* PathTree::Child(std::string_view key, uint64_t product, PathNode* node) {
  key = text::Beginning(key, kLongestKey);
  if (PathNode* found = node->Find(key); found != nullptr) return found;
  PathNode* child = node->Add(key);
  ++added_;
  if (node->members.size() <= LimitWithin(product)) return child;
  MakeOne(node);
  return node->any_member.get();
}

void PathTree::Merge(PathTree&& other) { MergeNode(std::move(other.root_), root_.get()); }

void PathTree::Settle() {
  SettleNode(1, 0, root_.get());
  added_ = 0;
}

void ResolvePlaces(const std::vector<BlockStart>& blocks, PathNode* node) {
  for (PathNode::Seen& seen : node->types) {
    const auto block = std::lower_bound(
        blocks.begin(), blocks.end(), seen.first.at >> 32,
        [](const BlockStart& start, uint64_t sequence) { return start.sequence < sequence; });
    if (block == blocks.end()) continue;
    seen.first.at = block->bytes + (seen.first.at & 0xffffffff);
    seen.first.line += block->lines + 1;
    seen.first.input = block->input;
  }
  for (const std::unique_ptr<PathNode>& member : node->members) {
    ResolvePlaces(blocks, member.get());
  }
  if (node->any_member != nullptr) ResolvePlaces(blocks, node->any_member.get());
  if (node->element != nullptr) ResolvePlaces(blocks, node->element.get());
}

}  // namespace jsonl::stats
