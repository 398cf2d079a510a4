// The values that templates ask for: equal ones are one node, and constant ones are made at once.

#ifndef JSONL_TOOLS_GENERATE_NODE_TABLE_H_
#define JSONL_TOOLS_GENERATE_NODE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/record/nested.h"
#include "common/text/strings.h"
#include "tools/generate/function.h"
#include "tools/generate/json_tree.h"
#include "tools/generate/library.h"

namespace jsonl::generate {

// What all templates may take together: texts and pieces, in bytes.
inline constexpr size_t kMaxCompiledSize = size_t{256} << 20;

class NodeTable {
 public:
  // Adds to the nodes, which outlive the table.
  explicit NodeTable(std::vector<ValueNode>* nodes) : nodes_(*nodes) {}

  const ValueNode& node(uint32_t index) const { return nodes_[index]; }

  // The node for each kind of value. RESOURCE_EXHAUSTED where there is no room, or nodes are nested
  // too deep.
  uint32_t Text(std::string text);
  uint32_t Record();
  uint32_t Id();
  absl::StatusOr<uint32_t> Field(const std::string& path);
  // INVALID_ARGUMENT if the result cannot be had, whatever the record.
  absl::StatusOr<uint32_t> Call(const Function& function, std::vector<uint32_t> inputs);
  absl::StatusOr<uint32_t> Joined(std::vector<uint32_t> inputs);
  absl::StatusOr<uint32_t> Match(uint32_t input, const std::string& pattern);

  // The JSON that a constant text is, without white space. INVALID_ARGUMENT if it is none.
  absl::StatusOr<std::string> ToJson(uint32_t text);

  // RESOURCE_EXHAUSTED if there is no room for so many bytes more.
  absl::Status CheckRoom(size_t more = 0) const;
  void Take(size_t bytes) { size_ += bytes; }

  // How far it has been filled, to return to where a template is left out.
  struct Mark {
    size_t nodes;
    size_t size;
  };
  Mark Here() const { return {nodes_.size(), size_}; }
  void ReturnTo(const Mark& mark);

 private:
  uint32_t Intern(std::string key, ValueNode node);
  absl::StatusOr<uint32_t> InternInner(std::string key, ValueNode node);
  bool IsConstant(const std::vector<uint32_t>& inputs) const;

  std::vector<ValueNode>& nodes_;
  text::StringMap<uint32_t> index_;  // by what tells equal ones
  size_t size_ = 0;
  record::Nested parser_;
  record::Nested checker_;
  JsonTrees trees_;
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_NODE_TABLE_H_
