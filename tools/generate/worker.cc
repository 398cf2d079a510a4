#include "tools/generate/worker.h"

#include <string_view>
#include <utility>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {

using pipeline::Fate;
using pipeline::Record;

Worker::Worker(const pipeline::ScanOptions& scan, const Work& work)
    : work_(work),
      scanner_(scan),
      evaluator_(work.library),
      has_reason_(work.library.templates.size()) {}

void Worker::operator()(const io::Block& block, GeneratedBatch* batch) {
  batch->Clear();
  has_reason_.assign(has_reason_.size(), false);
  scanner_.Scan(block, batch, [&](const Record& record) { Generate(record, batch); });
}

void Worker::Generate(const Record& record, GeneratedBatch* batch) {
  std::string_view bytes = record.text;
  if (!record.root) {
    bytes = text::Strip(bytes);
    evaluator_.StartWord(bytes);
  } else if (record.root.is_string()) {
    evaluator_.StartWord(record.root.string());
  } else if (record.root.is_object()) {
    evaluator_.StartRecord(record.root);
  } else {
    batch->Find(record.line, {report::Code::kNotAnObject, "", "Neither a word nor an object"});
    return batch->Reject(record.line, Fate::kMalformed);
  }
  const hash::Fingerprint hash = hash::Hash(bytes, work_.seed);
  const size_t begin = batch->text.size();
  for (uint32_t source = 0; source < work_.library.templates.size(); ++source) {
    GenerateFrom(source, static_cast<uint32_t>(record.line), hash, begin, batch);
  }
}

void Worker::GenerateFrom(uint32_t source, uint32_t line, hash::Fingerprint record, size_t begin,
                          GeneratedBatch* batch) {
  const TemplateInfo& info = work_.library.templates[source];
  const bool wants_reason =
      !has_reason_[source] && !work_.told[source].load(std::memory_order_relaxed);
  std::string why;
  std::string* const to = wants_reason ? &why : nullptr;
  uint64_t failed = 0;
  for (uint32_t node : info.needs) {
    if (evaluator_.Evaluate(node, to) != nullptr) continue;
    failed = info.end - info.begin;
    break;
  }
  for (size_t i = info.begin; failed == 0 && i < info.end; ++i) {
    const Program& program = work_.library.programs[i];
    const size_t before = batch->text.size();
    if (before - begin > kMaxOfRecord) {
      if (wants_reason) why = "the examples of one record take too much room";
      failed = info.end - i;
      break;
    }
    const Outcome outcome = Make(program, record, to, &batch->text);
    if (outcome == Outcome::kMade) {
      batch->made.push_back({line, source, batch->text.size()});
    } else {
      batch->text.Truncate(before);
    }
    if (outcome != Outcome::kFailed) continue;
    batch->skipped.push_back({line, source, 1});
    if (wants_reason && !has_reason_[source]) {
      has_reason_[source] = true;
      batch->reasons.push_back({line, source, why});
    }
  }
  if (failed == 0) return;
  batch->skipped.push_back({line, source, failed});
  if (wants_reason && !has_reason_[source]) {
    has_reason_[source] = true;
    batch->reasons.push_back({line, source, std::move(why)});
  }
}

Worker::Outcome Worker::Make(const Program& program, hash::Fingerprint record, std::string* why,
                             text::Buffer* out) {
  const hash::Fingerprint id = hash::Mix(program.key, record);
  if (id.high >= work_.library.templates[program.source].share &&
      work_.library.templates[program.source].share != UINT64_MAX) {
    return Outcome::kNotMeant;
  }
  evaluator_.StartExample(id);
  for (uint32_t guard : program.guards) {
    const Argument* match = evaluator_.Evaluate(guard, why);
    if (match == nullptr) return Outcome::kFailed;
    if (match->text.empty()) return Outcome::kNotMeant;
  }
  for (const Piece& piece : program.pieces) {
    out->append(piece.before);
    const bool there = piece.as_json ? evaluator_.AppendAsJson(piece.node, out, why)
                                     : evaluator_.AppendInString(piece.node, out, why);
    if (!there) return Outcome::kFailed;
  }
  out->append(program.tail);
  out->push_back('\n');
  return Outcome::kMade;
}

}  // namespace jsonl::generate
