#include "common/schema/schema_cache.h"

#include <utility>

namespace jsonl::schema {

absl::StatusOr<Schema> SchemaCache::Get(json::Value schema) {
  const std::string_view text = schema.raw();
  const hash::Fingerprint key = hash::Hash(text);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (auto it = recent_.find(key); it != recent_.end() && it->second.text == text) {
      return it->second.schema;
    }
    if (auto it = older_.find(key); it != older_.end() && it->second.text == text) {
      Entry entry = std::move(it->second);
      older_.erase(it);
      absl::StatusOr<Schema> found = entry.schema;
      Insert(key, std::move(entry));
      return found;
    }
  }
  absl::StatusOr<Schema> compiled = Schema::Compile(schema, options_);
  Entry entry{std::string(text), compiled, 0};
  constexpr size_t kEntry = 256;
  entry.memory = kEntry + text.size() + (compiled.ok() ? compiled->MemoryUsage() : text.size());
  const std::lock_guard<std::mutex> lock(mutex_);
  ++compiled_;
  Insert(key, std::move(entry));
  return compiled;
}

void SchemaCache::Insert(hash::Fingerprint key, Entry entry) {
  const size_t memory = entry.memory;
  if (memory > max_memory_ / 2) return;
  if (recent_memory_ + memory > max_memory_ / 2) {
    older_ = std::exchange(recent_, {});
    recent_memory_ = 0;
  }
  if (recent_.insert_or_assign(key, std::move(entry)).second) recent_memory_ += memory;
}

size_t SchemaCache::compiled() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return compiled_;
}

}  // namespace jsonl::schema
