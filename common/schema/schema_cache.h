// Schemas that records carry with them, compiled once for each text.

#ifndef JSONL_COMMON_SCHEMA_SCHEMA_CACHE_H_
#define JSONL_COMMON_SCHEMA_SCHEMA_CACHE_H_

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/hash/fingerprint.h"
#include "common/json/document.h"
#include "common/schema/options.h"
#include "common/schema/schema.h"

namespace jsonl::schema {

// May be used by several threads. What has not been asked for lately is forgotten when the memory
// is used up.
class SchemaCache {
 public:
  static constexpr size_t kDefaultMemory = size_t{64} << 20;

  // Holds at most about `max_memory` bytes of schemas that nobody else uses.
  explicit SchemaCache(const CompileOptions& options, size_t max_memory = kDefaultMemory)
      : options_(options), max_memory_(max_memory) {}
  SchemaCache(const SchemaCache&) = delete;
  SchemaCache& operator=(const SchemaCache&) = delete;

  // The schema of that text, byte for byte, or the error of Schema::Compile.
  absl::StatusOr<Schema> Get(json::Value schema);

  // How many schemas were compiled so far.
  size_t compiled() const;

 private:
  struct Entry {
    std::string text;  // since fingerprints can be made to collide
    absl::StatusOr<Schema> schema;
    size_t memory;
  };
  using Table = absl::flat_hash_map<hash::Fingerprint, Entry>;

  // Under mutex_. Returns what it made room of.
  Table Insert(hash::Fingerprint key, Entry entry);

  const CompileOptions options_;
  const size_t max_memory_;
  mutable std::mutex mutex_;
  // Recent entries, and those before: what is found among the latter becomes recent again.
  Table recent_;
  Table older_;
  size_t recent_memory_ = 0;
  size_t compiled_ = 0;
};

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_SCHEMA_CACHE_H_
