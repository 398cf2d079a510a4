#include "common/schema/schema_cache.h"

#include <utility>

namespace jsonl::schema {

absl::StatusOr<Schema> SchemaCache::Get(json::Value schema) {
  const std::string_view text = schema.raw();
  const hash::Fingerprint key = hash::Hash(text);
  Table forgotten;  // is freed when the mutex is not held
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (auto it = recent_.find(key); it != recent_.end() && it->second.text == text) {
      return it->second.schema;
    }
    if (auto it = older_.find(key); it != older_.end() && it->second.text == text) {
      Entry entry = std::move(it->second);
      older_.erase(it);
      absl::StatusOr<Schema> found = entry.schema;
      forgotten = Insert(key, std::move(entry));
      return found;
    }
  }
  absl::StatusOr<Schema> compiled = Schema::Compile(schema, options_);
  constexpr size_t kEntry = 256;
  Entry entry{std::string(text), compiled, kEntry + text.size()};
  entry.memory += compiled.ok() ? compiled->MemoryUsage() : compiled.status().message().size();
  const std::lock_guard<std::mutex> lock(mutex_);
  ++compiled_;
  forgotten = Insert(key, std::move(entry));
  return compiled;
}

SchemaCache::Table SchemaCache::Insert(hash::Fingerprint key, Entry entry) {
  Table forgotten;
  if (entry.memory > max_memory_ / 2) return forgotten;
  if (recent_memory_ + entry.memory > max_memory_ / 2) {
    forgotten = std::exchange(older_, std::exchange(recent_, {}));
    recent_memory_ = 0;
  }
  const size_t memory = entry.memory;
  if (recent_.try_emplace(key, std::move(entry)).second) recent_memory_ += memory;
  return forgotten;
}

size_t SchemaCache::compiled() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return compiled_;
}

}  // namespace jsonl::schema
