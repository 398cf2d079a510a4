#include "common/schema/references.h"

#include <algorithm>

#include "common/schema/ascii.h"

namespace jsonl::schema {
namespace {

constexpr uint32_t kSmallContainer = 16;

// "~1" is "/" and "~0" is "~" (RFC 6901, section 4).
std::string Unescaped(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size(); ++i) {
    const bool escape =
        token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    if (escape) ++i;
    out.push_back(escape ? (token[i] == '1' ? '/' : '~') : token[i]);
  }
  return out;
}

std::optional<uint32_t> ArrayIndex(std::string_view token) {
  if (token.empty() || token.size() > 9 || (token[0] == '0' && token.size() > 1))
    return std::nullopt;
  uint32_t value = 0;
  for (char c : token) {
    if (!IsDigit(c)) return std::nullopt;
    value = value * 10 + static_cast<uint32_t>(c - '0');
  }
  return value;
}

}  // namespace

ResourceId References::Add(Resource resource) {
  const auto id = static_cast<ResourceId>(resources_.size());
  by_place_.emplace(PlaceOf(resource.root), id);
  if (!resource.uri.empty()) by_uri_.emplace(resource.uri, id);
  resources_.push_back(std::move(resource));
  anchors_.emplace_back();
  return id;
}

std::optional<ResourceId> References::Find(std::string_view uri) const {
  auto it = by_uri_.find(uri);
  if (it == by_uri_.end()) return std::nullopt;
  return it->second;
}

void References::AddAnchor(ResourceId resource, std::string_view name, json::Value value) {
  anchors_[resource].emplace(name, value);
}

References::Target References::Follow(ResourceId resource, std::string_view fragment) {
  Target target{resources_[resource].root, resource};
  if (fragment.empty()) return target;
  if (fragment[0] != '/') {
    auto it = anchors_[resource].find(fragment);
    target.value = it == anchors_[resource].end() ? json::Value() : it->second;
    return target;
  }
  while (target.value && !fragment.empty()) {
    fragment.remove_prefix(1);
    const size_t end = std::min(fragment.find('/'), fragment.size());
    target.value = ChildOf(target.value, Unescaped(fragment.substr(0, end)));
    fragment.remove_prefix(end);
    if (!target.value) break;
    if (auto it = by_place_.find(PlaceOf(target.value)); it != by_place_.end()) {
      target.resource = it->second;
    }
  }
  return target;
}

json::Value References::ChildOf(json::Value container, std::string_view token) {
  if (container.is_array()) {
    auto position = ArrayIndex(token);
    if (!position || *position >= container.size()) return {};
    if (container.size() <= kSmallContainer) return container.At(*position);
    return {container.document(), ChildrenOf(container)[*position].index};
  }
  if (!container.is_object()) return {};
  if (container.size() <= kSmallContainer) return container.Find(token);
  const std::vector<Child>& children = ChildrenOf(container);
  auto it = std::lower_bound(
      children.begin(), children.end(), token,
      [](const Child& child, std::string_view text) { return child.name.text() < text; });
  if (it == children.end() || it->name.text() != token) return {};
  return {container.document(), it->index};
}

const std::vector<References::Child>& References::ChildrenOf(json::Value container) {
  auto [it, added] = children_.try_emplace(PlaceOf(container));
  std::vector<Child>& children = it->second;
  if (!added) return children;
  children.reserve(container.size());
  if (container.is_array()) {
    for (json::Value element : container.elements()) children.push_back({{}, element.index()});
    return children;
  }
  for (json::Member member : container.members()) {
    children.push_back({member.name(), member.value.index()});
  }
  std::stable_sort(children.begin(), children.end(),
                   [](const Child& a, const Child& b) { return a.name.text() < b.name.text(); });
  return children;
}

}  // namespace jsonl::schema
