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
  constexpr uint64_t kMany = 20'000;  // values and 64 bytes
  constexpr uint64_t kEach = 1'000;
  constexpr uint64_t kEachOfMore = 20;
  const uint64_t size = instance.next() - instance.index() + instance.raw().size() / 64;
  if (size <= kMany) [[likely]]
    return kBase + kEach * size;
  return kBase + kEach * kMany + kEachOfMore * (size - kMany);
}

// Appends what is wrong with an instance that is not valid.
void List(const Program& program, uint64_t max_steps, json::Value instance,
          std::vector<Violation>* violations) {
  std::vector<Violation> found;
  Evaluation evaluation(program, max_steps, &found);
  evaluation.Run(instance);
  if (evaluation.gave_up()) found = {evaluation.NotChecked()};
  violations->insert(violations->end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
}

}  // namespace

absl::StatusOr<Schema> Schema::Compile(json::Value schema, const CompileOptions& options) {
  absl::StatusOr<std::unique_ptr<const Program>> program = Compiler(schema, options).Run();
  if (!program.ok()) return program.status();
  return Schema(std::shared_ptr<const Program>(*std::move(program)));
}

bool Schema::Validate(json::Value instance, std::vector<Violation>* violations) const {
  const uint64_t max_steps = MaxSteps(instance);
  Evaluation evaluation(*program_, max_steps, nullptr);
  if (evaluation.Run(instance)) return true;
  if (violations == nullptr) return false;
  if (evaluation.gave_up()) {
    violations->push_back(evaluation.NotChecked());
  } else {
    List(*program_, max_steps, instance, violations);
  }
  return false;
}

size_t Schema::MemoryUsage() const { return program_->MemoryUsage(); }

}  // namespace jsonl::schema
