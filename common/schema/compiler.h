// From the JSON of a schema to a Program.

#ifndef JSONL_COMMON_SCHEMA_COMPILER_H_
#define JSONL_COMMON_SCHEMA_COMPILER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/json/document.h"
#include "common/schema/keyword.h"
#include "common/schema/options.h"
#include "common/schema/program.h"
#include "common/schema/references.h"

namespace jsonl::schema {

// Compiles a schema; used once. After an error all that it does is of no consequence.
class Compiler {
 public:
  Compiler(json::Value root, const CompileOptions& options) : root_(root), options_(options) {}

  // INVALID_ARGUMENT when the schema is wrong: "/pointer/to/keyword: reason".
  absl::StatusOr<std::unique_ptr<const Program>> Run();

 private:
  // The values of a schema's keywords, absent where it has none.
  using Keywords = std::array<json::Value, kKeywordCount>;

  // What surrounds a schema.
  struct Scope {
    ResourceId resource = kNoResource;  // that of a document's root before its $id is read
    Dialect dialect = Dialect::kDraft07;
  };

  // A $ref that is to be resolved when all schemas are known.
  struct PendingRef {
    json::Value value;
    Scope scope;
    uint32_t index;  // in targets, or dynamic_refs
    bool dynamic;
  };

  // compiler.cc: structure.
  NodeId Compile(json::Value schema, Scope scope);
  NodeId CompileObject(json::Value schema, Scope scope);
  void FindPlain();
  void CompileKeywords(const Keywords& keywords, Scope scope, Node* node);
  void CompileDefinitions(json::Value definitions, Scope scope);
  bool Enter(json::Value schema, const Keywords& keywords, Scope* scope);
  bool SetDialect(json::Value value, Dialect* dialect);
  void AddAnchors(json::Value schema, const Keywords& keywords, Scope scope);

  // compiler_references.cc: what $ref and $dynamicRef refer to.
  void AddRef(json::Value ref, bool dynamic, Scope scope);
  void ResolveRefs();
  void Resolve(const PendingRef& ref);
  std::optional<ResourceId> FindResource(std::string_view uri);
  void CollapseRefs();
  void FindCycles();

  // compiler_values.cc: keywords that hold no schemas.
  void CompileTypes(json::Value value, Node* node);
  void CompileValues(const Keywords& keywords);
  void CompileNumbers(const Keywords& keywords);
  void CompileStrings(const Keywords& keywords);
  void CompileCounts(const Keywords& keywords);
  std::optional<uint32_t> CompilePattern(json::Value place, std::string_view text);

  // compiler_applicators.cc: keywords that hold schemas.
  void CompileObjects(const Keywords& keywords, Scope scope);
  void CompileNames(const Keywords& keywords, Scope scope, ObjectRule* rule);
  void CompileArrays(const Keywords& keywords, Scope scope);
  void CompileContains(const Keywords& keywords, Scope scope);
  void CompileDependencies(json::Value value, Keyword keyword, Scope scope);
  void CompileLogic(const Keywords& keywords, Scope scope);
  void CompileUnevaluated(const Keywords& keywords, Scope scope, Node* node);
  void CompileTarget(json::Value schema, Keyword keyword, TypeSet types, Scope scope);
  Range CompileList(json::Value array, Scope scope);
  Range NamesOf(json::Value array);

  // Checks; false after an error.
  bool Is(json::Value value, json::Type type);
  std::optional<uint64_t> Count(json::Value value);

  // The text of a string, or the bytes of a value, that the program keeps.
  std::string_view Keep(json::Value string);
  std::string_view KeepRaw(json::Value value);

  // The schemas that a schema applies to the same instance.
  void AppendInPlace(NodeId node, std::vector<NodeId>* out) const;

  // Remembers the first error.
  void Fail(json::Value place, std::string_view reason);
  bool failed() const { return !error_.empty(); }

  NodeId& NodeOf(json::Value schema);
  void Push(Op op) { pending_ops_.push_back(op); }

  static json::Value Get(const Keywords& keywords, Keyword keyword) {
    return keywords[static_cast<size_t>(keyword)];
  }

  json::Value root_;
  CompileOptions options_;
  std::unique_ptr<Program> program_ = std::make_unique<Program>();
  References references_;
  std::string error_;

  std::vector<Op> pending_ops_;  // of the schemas that are being compiled, innermost last
  std::vector<PendingRef> pending_refs_;
  std::vector<json::Value> places_;  // of nodes
  // The nodes of the values of a document, by their index; kNoNode where there is none.
  std::vector<std::pair<const json::Document*, std::vector<NodeId>>> nodes_of_;
  absl::flat_hash_map<std::string_view, uint32_t> patterns_;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_COMPILER_H_
