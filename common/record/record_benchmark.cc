// Checking, reading and writing records, against parsing alone:
//   bazel run -c opt //common/record:record_benchmark

#include <string>
#include <string_view>

#include "benchmark/benchmark.h"
#include "common/json/parser.h"
#include "common/json/writer.h"
#include "common/record/content.h"
#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

// About 1 MiB of records of about 700 bytes, one a line, with padding after it.
struct Lines {
  std::string text;
  size_t size = 0;
  int64_t records = 0;
};

Lines MakeLines(std::string_view format) {
  Lines lines;
  std::string words;
  for (int i = 0; i < 60; ++i) text::Append(&words, "word", i, i % 12 == 11 ? "\n" : " ");
  std::string question;
  json::AppendString(text::Cat("{\"a\": 1, \"q\": \"", words.substr(0, 200), "\"}"), &question);
  std::string answer;
  json::AppendString(words, &answer);
  while (lines.text.size() < 1 << 20) {
    if (format == "task") {
      text::Append(&lines.text, R"({"task": "json_repair", "input": {"instruction": "Fix it )",
                   lines.records, R"(", "broken_json": )", question, R"(}, "output": )", answer,
                   "}\n");
    } else if (format == "alpaca") {
      text::Append(&lines.text, R"({"instruction": "Fix it )", lines.records, R"(", "input": )",
                   question, R"(, "output": )", answer, "}\n");
    } else {
      text::Append(&lines.text, R"({"messages": [{"role": "user", "content": )", question,
                   R"(}, {"role": "assistant", "content": )", answer, "}]}\n");
    }
    ++lines.records;
  }
  lines.size = lines.text.size();
  lines.text.resize(lines.size + json::Parser::kPadding);
  return lines;
}

enum Work { kParse, kCheck, kRead, kConvert };

void Run(benchmark::State& state, Work work, std::string_view from, std::string_view to) {
  const Lines lines = MakeLines(from);
  const std::string_view buffer = std::string_view(lines.text).substr(0, lines.size);
  const Format& source = *Find(from);
  const Format& target = *Find(to);
  json::Parser parser;
  Content content;
  std::string out;
  std::vector<report::Finding> findings;
  for (auto _ : state) {
    out.clear();
    parser.StartBatch(buffer);
    for (size_t begin = 0; begin < buffer.size();) {
      size_t end = buffer.find('\n', begin);
      if (parser.ParseNext(begin, end)) state.SkipWithError("invalid");
      if (work == kCheck) source.Check(parser.root(), {}, &findings);
      if (work >= kRead && !source.Read(parser.root(), &content).ok()) {
        state.SkipWithError("not read");
      }
      if (work == kConvert) {
        if (!target.Write(content, {}, &out).ok()) state.SkipWithError("not written");
        out.push_back('\n');
      }
      begin = end + 1;
    }
    benchmark::DoNotOptimize(out.data());
  }
  if (!findings.empty()) state.SkipWithError("findings");
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(lines.size));
  state.SetItemsProcessed(state.iterations() * lines.records);
}

BENCHMARK_CAPTURE(Run, task_parse, kParse, "task", "task");
BENCHMARK_CAPTURE(Run, task_check, kCheck, "task", "task");
BENCHMARK_CAPTURE(Run, task_read, kRead, "task", "task");
BENCHMARK_CAPTURE(Run, task_to_task, kConvert, "task", "task");
BENCHMARK_CAPTURE(Run, task_to_messages, kConvert, "task", "messages");
BENCHMARK_CAPTURE(Run, alpaca_parse, kParse, "alpaca", "alpaca");
BENCHMARK_CAPTURE(Run, alpaca_check, kCheck, "alpaca", "alpaca");
BENCHMARK_CAPTURE(Run, alpaca_to_messages, kConvert, "alpaca", "messages");
BENCHMARK_CAPTURE(Run, messages_parse, kParse, "messages", "messages");
BENCHMARK_CAPTURE(Run, messages_check, kCheck, "messages", "messages");
BENCHMARK_CAPTURE(Run, messages_to_sharegpt, kConvert, "messages", "sharegpt");

}  // namespace
}  // namespace jsonl::record
