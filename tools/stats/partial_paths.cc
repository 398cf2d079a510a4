#include "tools/stats/partial_paths.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "proto/stats.pb.h"

namespace jsonl::stats {

using Message = jsonl::Statistics;

void WritePaths(const PathNode& node, Message::Path* out) {
  out->set_name(node.name);
  for (size_t i = 0; i < kPathTypeCount; ++i) {
    const PathNode::Seen* seen = node.Of(static_cast<PathType>(i));
    if (seen == nullptr) continue;
    Message::TypeCount* type = out->add_types();
    type->set_type(static_cast<Message::Type>(i));
    type->set_count(seen->count);
    type->set_input(seen->first.input);
    type->set_line(seen->first.line);
    type->set_offset(seen->first.at);
  }
  std::vector<const PathNode*> members;
  for (const auto& member : node.members) members.push_back(member.get());
  std::sort(members.begin(), members.end(),
            [](const PathNode* a, const PathNode* b) { return a->name < b->name; });
  for (const PathNode* member : members) WritePaths(*member, out->add_members());
  if (node.any_member != nullptr) WritePaths(*node.any_member, out->mutable_any_member());
  if (node.element != nullptr) WritePaths(*node.element, out->mutable_element());
}

bool ReadPaths(const Message::Path& message, PathNode* out) {
  for (const Message::TypeCount& type : message.types()) {
    if (!Message::Type_IsValid(type.type()) || type.count() == 0) return false;
    out->Add(static_cast<PathType>(type.type()), type.count(),
             {type.offset(), type.line(), type.input()});
  }
  for (const Message::Path& member : message.members()) {
    if (out->Find(member.name()) != nullptr) return false;
    if (!ReadPaths(member, out->Add(member.name()))) return false;
  }
  if (message.has_any_member()) {
    if (message.members_size() > 0) return false;
    out->any_member = std::make_unique<PathNode>();
    if (!ReadPaths(message.any_member(), out->any_member.get())) return false;
  }
  if (!message.has_element()) return true;
  out->element = std::make_unique<PathNode>();
  return ReadPaths(message.element(), out->element.get());
}

}  // namespace jsonl::stats
