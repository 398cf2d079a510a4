// Parsing and fingerprinting records, a line at a time and a block at a time.
//
//   bazel run //common/json:parser_benchmark

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/json/duplicate_keys.h"
#include "common/json/fingerprint.h"
#include "common/json/parser.h"

namespace jsonl::json {
namespace {

// About 1 MiB of lines, as the tools read them.
struct Block {
  std::string bytes;  // with padding
  size_t size = 0;
  std::vector<std::pair<size_t, size_t>> lines;

  std::string_view line(size_t i) const {
    return {bytes.data() + lines[i].first, lines[i].second - lines[i].first};
  }
};

Block Finished(const std::vector<std::string>& texts) {
  Block block;
  for (const std::string& text : texts) {
    block.lines.emplace_back(block.bytes.size(), block.bytes.size() + text.size());
    block.bytes += text + "\n";
  }
  block.size = block.bytes.size();
  block.bytes.append(Parser::kPadding, '\0');
  return block;
}

// Records of a text with `words` words in each of two fields: 720 bytes for 42, 113 for 2.
Block Records(int words) {
  std::mt19937_64 random(1);
  auto text = [&random, words] {
    std::string out;
    for (int i = 0; i < words; ++i) {
      if (i > 0) out += ' ';
      for (uint64_t j = 2 + random() % 10; j > 0; --j) {
        out += static_cast<char>('a' + random() % 26);
      }
      if (random() % 20 == 0) out += "\\n";
    }
    return out;
  };
  std::vector<std::string> texts;
  for (size_t size = 0; size < 1 << 20; size += texts.back().size() + 1) {
    std::string input = text();
    texts.push_back("{\"task\": \"text_to_json\", \"id\": " + std::to_string(random() % 1000000) +
                    ", \"input\": \"" + input + "\", \"output\": \"{\\\"a\\\": \\\"" + text() +
                    "\\\"}\"}");
  }
  return Finished(texts);
}

// Records of 64 token ids.
Block Tokens() {
  std::mt19937_64 random(1);
  std::vector<std::string> texts;
  for (size_t size = 0; size < 1 << 20; size += texts.back().size() + 1) {
    std::string text = "{\"input_ids\": [";
    for (int i = 0; i < 64; ++i) text += (i > 0 ? ", " : "") + std::to_string(random() % 50000);
    texts.push_back(text + "]}");
  }
  return Finished(texts);
}

const Block& Input(int64_t kind) {
  static const auto* blocks = new std::vector<Block>{Records(42), Records(2), Tokens()};
  return (*blocks)[static_cast<size_t>(kind)];
}

void Account(benchmark::State& state, const Block& block) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * block.size));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * block.lines.size()));
  state.SetLabel(std::to_string(block.size / block.lines.size()) + " bytes a record");
}

void BM_Simdjson(benchmark::State& state) {
  const Block& block = Input(state.range(0));
  simdjson::dom::parser parser;
  for (auto _ : state) {
    for (size_t i = 0; i < block.lines.size(); ++i) {
      std::string_view line = block.line(i);
      simdjson::dom::element root;
      auto error = parser.parse(line.data(), line.size(), /*realloc_if_needed=*/false).get(root);
      if (error != simdjson::SUCCESS) state.SkipWithError("bad record");
    }
  }
  Account(state, block);
}

void BM_Parse(benchmark::State& state) {
  const Block& block = Input(state.range(0));
  Parser parser;
  for (auto _ : state) {
    for (size_t i = 0; i < block.lines.size(); ++i) {
      if (parser.Parse(block.line(i))) state.SkipWithError("bad record");
    }
  }
  Account(state, block);
}

// Parses the block in batch mode, and does `work` with every root.
template <typename Work>
void Batch(benchmark::State& state, Work work) {
  const Block& block = Input(state.range(0));
  Parser parser;
  for (auto _ : state) {
    parser.StartBatch({block.bytes.data(), block.size});
    for (auto [begin, end] : block.lines) {
      if (parser.ParseNext(begin, end)) state.SkipWithError("bad record");
      work(parser.root());
    }
  }
  Account(state, block);
}

void BM_Batch(benchmark::State& state) {
  Batch(state, [](Value) {});
}

void BM_BatchAndFingerprint(benchmark::State& state) {
  Batch(state, [](Value root) { benchmark::DoNotOptimize(FingerprintOf(root)); });
}

void BM_BatchAndDuplicateKeys(benchmark::State& state) {
  Batch(state, [](Value root) { benchmark::DoNotOptimize(FindDuplicateKey(root)); });
}

BENCHMARK(BM_Simdjson)->DenseRange(0, 2);
BENCHMARK(BM_Parse)->DenseRange(0, 2);
BENCHMARK(BM_Batch)->DenseRange(0, 2);
BENCHMARK(BM_BatchAndFingerprint)->DenseRange(0, 2);
BENCHMARK(BM_BatchAndDuplicateKeys)->DenseRange(0, 2);

}  // namespace
}  // namespace jsonl::json
