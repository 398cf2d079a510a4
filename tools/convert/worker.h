// What each thread does with a block of records to convert.

#ifndef JSONL_TOOLS_CONVERT_WORKER_H_
#define JSONL_TOOLS_CONVERT_WORKER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "common/io/block.h"
#include "common/pipeline/batch.h"
#include "common/pipeline/scanner.h"
#include "common/report/diagnostic.h"
#include "common/text/buffer.h"
#include "tools/convert/converter.h"
#include "tools/convert/loss_counts.h"
#include "tools/convert/record_writer.h"
#include "tools/convert/row_reader.h"
#include "tools/convert/text_tokens.h"
#include "tools/convert/token_reader.h"

namespace jsonl {

struct ConvertedBatch : pipeline::Batch {
  text::Buffer text;           // the records, one after the other, as the output wants them
  std::vector<uint64_t> ends;  // in `text`, of what each record became
  // Which of them became more than one record, and how many more.
  std::vector<std::pair<size_t, uint64_t>> several;
  BatchLosses losses;
  std::vector<RecordCounts> counts;  // of each of them, where something is counted

  void Clear() {
    Batch::Clear();
    text.clear();
    ends.clear();
    several.clear();
    if (!losses.empty()) losses.Clear();
    counts.clear();
  }
  // Takes back these records, each of which is one; they are in their order.
  void Remove(const std::vector<size_t>& records);
};

// What is the same for all workers.
struct WorkRules {
  ConversionRules conversion;
  RowRules rows;                        // of the input
  std::optional<TextRules> texts = {};  // makes tokens of texts
  bool to_rows = false;                 // the output holds rows of tokens
  Punctuation punctuation = {};         // of the output
};

class Worker {
 public:
  Worker(const pipeline::ScanOptions& scan, const WorkRules& rules);

  void operator()(const io::Block& block, ConvertedBatch* batch);

 private:
  // Appends a record to the buffer and returns how many it became, or appends to findings_.
  using Append = absl::FunctionRef<size_t(text::Buffer*)>;

  void ConvertExamples(const io::Block& block, ConvertedBatch* batch);
  void ConvertRows(const io::Block& block, ConvertedBatch* batch);
  void Add(size_t line, ConvertedBatch* batch, Append append);
  size_t AppendTokens(text::Buffer* out);
  void AddLosses(ConvertedBatch* batch) const;

  pipeline::Scanner scanner_;
  RowReader rows_;
  std::string row_;  // the record that a row is
  Converter converter_;
  std::optional<TextTokens> texts_;
  std::optional<TokenReader> reader_;
  bool drop_losses_;
  text::Buffer record_;  // whose tokens are wanted
  Punctuation punctuation_;
  bool counts_;  // things are counted of each record
  std::vector<report::Finding> findings_;
};

}  // namespace jsonl

#endif  // JSONL_TOOLS_CONVERT_WORKER_H_
