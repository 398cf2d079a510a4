// What a schema costs beside parsing: a block of records with a schema of six properties, and
// records that all carry another schema.
//
//   bazel run //common/schema:schema_benchmark

#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/duplicate_keys.h"
#include "common/json/parser.h"
#include "common/schema/schema.h"
#include "common/schema/schema_cache.h"

namespace jsonl::schema {
namespace {

constexpr std::string_view kSchema = R"({
  "type": "object",
  "required": ["id", "task", "input", "output"],
  "properties": {
    "id": {"type": "string", "pattern": "^[a-z]+-[0-9]{6}$"},
    "task": {"enum": ["schema_generate", "json_repair", "text_to_json", "json_transform"]},
    "input": {"type": "string", "minLength": 1, "maxLength": 100000},
    "output": {"type": "string", "minLength": 1},
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 10}
  },
  "additionalProperties": false
})";

// About 1 MiB of lines, as the tools read them.
struct Block {
  std::string bytes;  // with padding
  size_t size = 0;
  std::vector<std::pair<size_t, size_t>> lines;
};

Block Records(int words) {
  std::mt19937_64 random(1);
  auto text = [&random, words] {
    std::string out;
    for (int i = 0; i < words; ++i) {
      if (i > 0) out += ' ';
      for (uint64_t j = 2 + random() % 10; j > 0; --j) {
        out += static_cast<char>('a' + random() % 26);
      }
    }
    return out;
  };
  Block block;
  while (block.bytes.size() < 1 << 20) {
    const std::string record = R"({"id": "rec-)" + std::to_string(100'000 + random() % 900'000) +
                               R"(", "task": "text_to_json", "input": ")" + text() +
                               R"(", "output": ")" + text() + R"(", "score": 0.)" +
                               std::to_string(random() % 1000) + R"(, "tags": ["one", "two"]})";
    block.lines.emplace_back(block.bytes.size(), block.bytes.size() + record.size());
    block.bytes += record + "\n";
  }
  block.size = block.bytes.size();
  block.bytes.append(json::Parser::kPadding, '\0');
  return block;
}

// `work` is done with every root.
template <typename Work>
void Run(benchmark::State& state, Work work) {
  const Block block = Records(static_cast<int>(state.range(0)));
  json::Parser parser;
  for (auto _ : state) {
    parser.StartBatch({block.bytes.data(), block.size});
    for (auto [begin, end] : block.lines) {
      if (parser.ParseNext(begin, end)) state.SkipWithError("bad record");
      work(parser.root());
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * block.size));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * block.lines.size()));
  state.SetLabel(std::to_string(block.size / block.lines.size()) + " bytes a record");
}

std::string Padded(std::string_view text) {
  return std::string(text) + std::string(json::Parser::kPadding, '\0');
}

void BM_Parse(benchmark::State& state) {
  Run(state, [](json::Value) {});
}

void BM_ParseAndCheck(benchmark::State& state) {
  Run(state, [](json::Value root) { benchmark::DoNotOptimize(json::FindDuplicateKey(root)); });
}

void BM_ParseAndSchema(benchmark::State& state) {
  const std::string text = Padded(kSchema);
  json::Parser parser;
  if (parser.Parse(std::string_view(text).substr(0, kSchema.size()))) return;
  const auto schema = Schema::Compile(parser.root());
  Run(state, [&](json::Value root) {
    if (!schema->Validate(root, nullptr)) state.SkipWithError("not valid");
  });
}

// Records that all have a schema of their own: each is compiled, and used once.
void BM_EmbeddedSchemas(benchmark::State& state) {
  static auto* cache = new SchemaCache({});
  static const auto* instance_text =
      new std::string(Padded(R"({"id": "rec-123456", "task": "x"})"));
  json::Parser parser;
  json::Parser instance;
  if (instance.Parse(std::string_view(*instance_text)
                         .substr(0, instance_text->size() - json::Parser::kPadding))) {
    return;
  }
  uint64_t number = static_cast<uint64_t>(state.thread_index()) << 40;
  for (auto _ : state) {
    std::string text(kSchema);
    text.insert(1, "\"title\": \"" + std::to_string(number++) + "\",");
    const size_t size = text.size();
    text.append(json::Parser::kPadding, '\0');
    if (parser.Parse(std::string_view(text).substr(0, size))) state.SkipWithError("bad schema");
    auto schema = cache->Get(parser.root());
    std::vector<Violation> violations;
    if (!schema.ok() || schema->Validate(instance.root(), &violations))
      state.SkipWithError("valid");
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
}

BENCHMARK(BM_Parse)->Arg(2)->Arg(42);
BENCHMARK(BM_ParseAndCheck)->Arg(2)->Arg(42);
BENCHMARK(BM_ParseAndSchema)->Arg(2)->Arg(42);
BENCHMARK(BM_EmbeddedSchemas)->Threads(1)->Threads(2)->UseRealTime();

}  // namespace
}  // namespace jsonl::schema
