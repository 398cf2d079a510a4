#include "tools/validate/unique_values.h"

#include <algorithm>
#include <utility>

#include "common/json/fingerprint.h"
#include "common/text/strings.h"

namespace jsonl {

using pipeline::Fate;
using pipeline::LineFinding;

absl::StatusOr<UniqueValues> UniqueValues::Parse(const std::vector<std::string>& fields,
                                                 uint64_t memory) {
  UniqueValues values;
  values.memory_ = memory;
  for (const std::string& field : fields) {
    absl::StatusOr<json::FieldPath> path = json::FieldPath::Parse(field);
    if (!path.ok()) {
      return absl::InvalidArgumentError(
          text::Cat("--unique: ", text::FromAbsl(path.status().message())));
    }
    if (field == "*" || field.starts_with("*.") || field.ends_with(".*") || field.ends_with("/*") ||
        field.find(".*.") != field.npos || field.find("/*/") != field.npos) {
      return absl::InvalidArgumentError(
          text::Cat("--unique: '", field, "' is several values of a record, and takes one"));
    }
    values.paths_.push_back(*std::move(path));
  }
  values.tables_.resize(fields.size() * kTables);
  values.values_.resize(fields.size());
  return values;
}

void UniqueValues::AppendKeys(json::Value root, size_t line, std::vector<UniqueKey>* keys) const {
  for (size_t i = 0; i < paths_.size(); ++i) {
    json::Value value = paths_[i].Find(root);
    if (!value || value.is_null()) continue;
    keys->push_back(
        {static_cast<uint32_t>(line), static_cast<uint32_t>(i), json::FingerprintOf(value)});
  }
}

absl::Status UniqueValues::Admit(const io::Block& block, uint64_t origin_lines,
                                 const std::vector<UniqueKey>& keys, pipeline::Batch* batch) {
  if (block.origin != origin_) {
    origin_ = block.origin;
    origins_.push_back(origin_->name);
  }
  const auto known = static_cast<ptrdiff_t>(batch->findings.size());
  for (size_t begin = 0, end; begin < keys.size(); begin = end) {
    const uint32_t line = keys[begin].line;
    bool repeats = false;
    for (end = begin; end < keys.size() && keys[end].line == line; ++end) {
      const UniqueKey& key = keys[end];
      const Table& table = TableOf(key);
      const auto found = table.find(key.value);
      if (found == table.end()) continue;
      repeats = true;
      const json::FieldPath& path = paths_[key.field];
      batch->Find(line, {report::Code::kDuplicateValue, path.Pointer(),
                         text::Cat("Field '", path.text(), "' has the value that it has at ",
                                   origins_[found->second.origin()], ":", found->second.line())});
    }
    if (batch->lines[line].fate != Fate::kRecord) continue;
    if (repeats) {
      batch->Reject(line);
      continue;
    }
    const Place place(origin_lines + batch->lines[line].number + 1, origins_.size() - 1);
    for (size_t i = begin; i < end; ++i) {
      if (Insert(keys[i], place)) continue;
      return absl::ResourceExhaustedError(
          "--unique: the values take more than --memory; raise it, or let jsonl-dedupe --key look "
          "for them, which goes on on disk");
    }
  }
  const auto by_line = [](const LineFinding& a, const LineFinding& b) { return a.line < b.line; };
  std::inplace_merge(batch->findings.begin(), batch->findings.begin() + known,
                     batch->findings.end(), by_line);
  return absl::OkStatus();
}

// False, and nothing is inserted, where that would take too much memory.
bool UniqueValues::Insert(const UniqueKey& key, Place place) {
  constexpr uint64_t kSlot = sizeof(Table::value_type) + 1;
  Table& table = TableOf(key);
  const uint64_t capacity = table.capacity();
  const bool grows = table.size() >= capacity - capacity / 8;
  if (grows && taken_ + (2 * capacity + 1) * kSlot > memory_) return false;
  ++values_[key.field];
  table.try_emplace(key.value, place);
  taken_ += (table.capacity() - capacity) * kSlot;
  return true;
}

void UniqueValues::NoteIn(pipeline::Account* account) const {
  for (size_t i = 0; i < paths_.size(); ++i) {
    account->Note(text::Cat("without the field '", paths_[i].text(), "'"),
                  account->written - values_[i]);
  }
}

}  // namespace jsonl
