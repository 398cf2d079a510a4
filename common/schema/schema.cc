#include "common/schema/schema.h"

#include <cstdint>
#include <utility>

#include "common/schema/compiler.h"
#include "common/schema/evaluation.h"
#include "common/schema/program.h"

namespace jsonl::schema {
namespace {

uint64_t MaxSteps(json::Value instance) {
  constexpr uint64_t kBase = 100'000;
  constexpr uint64_t kEach = 1'000;
  return kBase + kEach * (instance.next() - instance.index() + instance.raw().size() / 64);
}

}  // namespace

absl::StatusOr<Schema> Schema::Compile(json::Value schema, const CompileOptions& options) {
  absl::StatusOr<std::unique_ptr<const Program>> program = Compiler(schema, options).Run();
  if (!program.ok()) return program.status();
  return Schema(std::shared_ptr<const Program>(*std::move(program)));
}

bool Schema::Validate(json::Value instance, std::vector<Violation>* violations) const {
  const uint64_t max_steps = MaxSteps(instance);
  if (Evaluation(*program_, max_steps, nullptr).Run(instance)) return true;
  if (violations == nullptr) return false;
  std::vector<Violation> found;
  Evaluation(*program_, max_steps, &found).Run(instance);
  violations->insert(violations->end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
  return false;
}

size_t Schema::MemoryUsage() const { return program_->MemoryUsage(); }

}  // namespace jsonl::schema
