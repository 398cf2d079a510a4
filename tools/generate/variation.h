// One variation of a template, made ready.

#ifndef JSONL_TOOLS_GENERATE_VARIATION_H_
#define JSONL_TOOLS_GENERATE_VARIATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/hash/fingerprint.h"
#include "tools/generate/expression.h"
#include "tools/generate/library.h"
#include "tools/generate/node_table.h"
#include "tools/generate/template.h"

namespace jsonl::generate {

// Pieces of one program, as they come.
class PieceWriter {
 public:
  explicit PieceWriter(const NodeTable& nodes) : nodes_(nodes) {}

  void Literal(std::string_view json) { pending_ += json; }
  void String(std::string_view text);
  // The value, within a string or as JSON of its own; as JSON, no constant. Constant texts become
  // part of what is around.
  void Node(uint32_t node, bool as_json);

  size_t size() const { return size_ + pending_.size(); }
  // Of all so far.
  hash::Fingerprint Hash() const;
  void MoveTo(Program* program);

 private:
  const NodeTable& nodes_;
  std::vector<Piece> pieces_;
  std::string pending_;
  size_t size_ = 0;
};

class VariationCompiler {
 public:
  // Of a template in which all names are known.
  VariationCompiler(const Template& from, NodeTable* nodes);

  // Makes the program of the variation in which each variable has that choice, and `body`, a hash
  // of what the example says: not its id and its meta. INVALID_ARGUMENT if a text of it cannot be
  // had, whatever the record. RESOURCE_EXHAUSTED if there is no room.
  absl::StatusOr<Program> Compile(const std::vector<size_t>& choices, hash::Fingerprint* body);

 private:
  struct Named {
    std::string name;
    uint32_t node;
  };

  absl::StatusOr<uint32_t> ResolveName(std::string_view path);
  absl::StatusOr<uint32_t> Resolve(const Expression& expression);
  absl::StatusOr<uint32_t> ResolveText(const TextTemplate& text);
  const ValueTemplate* Find(std::string_view key) const;

  absl::Status WriteValue(const ValueTemplate& value, PieceWriter* out);
  absl::Status WriteMember(std::string_view key, const ValueTemplate& value, PieceWriter* out);
  absl::Status WriteAlpaca(PieceWriter* out);
  absl::Status WriteTask(PieceWriter* out);
  absl::Status WriteMeta(PieceWriter* out);

  const Template& from_;
  NodeTable& nodes_;
  std::vector<std::vector<Named>> names_;  // of each variable
  size_t known_ = 0;                       // variables that have their values
};

}  // namespace jsonl::generate

#endif  // JSONL_TOOLS_GENERATE_VARIATION_H_
