#include "tools/convert/converter.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "common/json/canonical.h"
#include "common/json/writer.h"
#include "common/record/example.h"
#include "common/record/registry.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/example.pb.h"

namespace jsonl {
namespace {

using report::Code;
using report::Finding;

bool KeepsAll(const record::WriteOptions& options) {
  return options.meta == record::WriteOptions::Meta::kNest &&
         options.arguments == record::WriteOptions::Arguments::kAsRead;
}

Finding CannotConvert(std::string message) {
  return {Code::kCannotConvert, "", std::move(message)};
}

const InstructionTemplate& DefaultInstruction() {
  static const InstructionTemplate kInstruction =
      *InstructionTemplate::Parse(InstructionTemplate::kDefault);
  return kInstruction;
}

}  // namespace

Converter::Converter(const ConversionRules& rules)
    : rules_(rules),
      keeps_all_(KeepsAll(rules.write)),
      any_(*record::Find("any")),
      text_(*record::Find("text")),
      words_(*record::Find("words")),
      write_(rules.write),
      example_(std::make_unique<Example>()),
      fields_(rules.repair_fields) {
  write_.losses = &losses_;
}

Converter::~Converter() = default;

size_t Converter::Convert(json::Value root, std::string_view text, bool one_line, text::Buffer* out,
                          std::vector<Finding>* findings) {
  const size_t begin = out->size();
  counts_ = {};
  if (!one_line && text::HasLineEnd(root.raw())) {
    flat_.clear();
    json::AppendCompact(root, &flat_);
    root = flat_parser_.Parse(flat_);
    text = flat_;
  }
  const size_t records = root.is_object() ? Convert(rules_.from, root, text, out, findings)
                                          : ConvertWords(root, out, findings);
  return rules_.canonical && records > 0 ? Canonicalize(begin, records, out, findings) : records;
}

size_t Converter::Convert(const record::Format* named, json::Value root, std::string_view text,
                          text::Buffer* out, std::vector<Finding>* findings) {
  if (!in_words_) losses_.clear();
  if (!rules_.map.empty() && &(named != nullptr ? *named : record::Recognise(root)) != &words_) {
    mapped_.clear();
    if (!rules_.map.Apply(root, &mapped_)) {
      findings->push_back(CannotConvert(
          text::Cat("--map: the record has a field '", text::Shortened(mapped_), "' already")));
      return 0;
    }
    root = mapped_parser_.Parse(mapped_);
    text = mapped_;
  }
  if (!rules_.repair_fields.empty()) {
    const json::Value mended = fields_.Mend(root, &warnings_, findings);
    counts_.absent_fields = fields_.absent();
    counts_.not_strings = fields_.not_strings();
    if (!mended) return 0;
    if (&mended.document() != &root.document()) text = mended.raw();
    root = mended;
  }
  // Where there could be a word there may be a record.
  if (named == &words_ && !root.Find("examples")) named = nullptr;
  const record::Format& from = named != nullptr ? *named : record::Recognise(root);
  const record::Format& to = TargetOf(from);
  const bool same = &to == &any_ || (named == nullptr && rules_.to == nullptr && &to == &from);
  if (&from == &words_ && (named != nullptr || !same || rules_.instruction)) {
    return ConvertWords(root, out, findings);
  }
  const bool as_it_is = (keeps_all_ || &from == &any_) && !rules_.system;
  if (same && !rules_.to_examples && as_it_is) {
    out->append(text);
    return 1;
  }
  if (named == nullptr && &from == &any_ && &to != &any_) {
    findings->push_back(CannotConvert("Looks like no known format; name it with --from"));
    return 0;
  }
  if (absl::Status status = from.Read(root, &content_); !status.ok()) {
    from.Check(root, {.named = named != nullptr}, findings);
    if (findings->empty()) {
      findings->push_back(CannotConvert(std::string(status.message())));
    }
    return 0;
  }
  if (rules_.to_examples) {
    record::ToExample(content_, example_.get());
    AppendExample(out);
    return 1;
  }
  absl::Status status;
  if (rules_.system) {
    counts_.without_prompt = !rules_.system->For(content_) && !content_.HasSystemPrompt();
    status = rules_.system->AddTo(&content_);
  }
  if (status.ok()) status = to.Write(content_, write_, out);
  if (status.ok()) return to.RecordsOf(content_);
  std::string why(status.message());
  if (rules_.to_text && from.traits().turns) why += "; --to harmony makes one text of any chat";
  findings->push_back(CannotConvert(std::move(why)));
  return 0;
}

const record::Format& Converter::TargetOf(const record::Format& from) const {
  if (rules_.to != nullptr) return *rules_.to;
  const bool text = &from == &text_ || from.traits().encoded;
  return rules_.to_text && !text ? text_ : from;
}

size_t Converter::ConvertWord(std::string_view word, text::Buffer* out,
                              std::vector<Finding>* findings) {
  const size_t begin = out->size();
  counts_ = {};
  const size_t records = AddWord(word, out, findings);
  return rules_.canonical && records > 0 ? Canonicalize(begin, records, out, findings) : records;
}

size_t Converter::AddWord(std::string_view word, text::Buffer* out,
                          std::vector<Finding>* findings) {
  const InstructionTemplate& instruction =
      rules_.instruction ? *rules_.instruction : DefaultInstruction();
  word_.clear();
  instruction.AppendRecord(word, &word_);
  return Convert(record::Find("alpaca"), word_parser_.Parse(word_), word_, out, findings);
}

size_t Converter::ConvertWords(json::Value root, text::Buffer* out,
                               std::vector<Finding>* findings) {
  std::string prefix;
  json::Value list = root;
  if (std::exchange(in_words_, true)) {
    findings->push_back({Code::kWrongType, "", "A list of words in a list of words"});
    return 0;
  }
  const absl::Cleanup out_of_words = [this] { in_words_ = false; };
  losses_.clear();
  if (root.is_object()) {
    words_.Check(root, {.named = true}, findings);
    if (!findings->empty()) return 0;
    list = root.Find("examples");
    prefix = "/examples";
    for (json::Member member : root.members()) {
      if (member.value.index() == list.index()) continue;
      if (rules_.write.drop_losses) {
        losses_.push_back(text::Cat("field '", text::Shortened(member.name()), "'"));
        continue;
      }
      findings->push_back(
          CannotConvert(text::Cat("field '", text::Shortened(member.name()),
                                  "' beside the words has no room; --on-loss drop leaves it out")));
      return 0;
    }
  }
  size_t records = 0;
  uint32_t position = 0;
  const auto add = [&](json::Value element) {
    if (records > 0 && !rules_.to_examples) out->push_back('\n');
    if (element.is_string() && !text::Strip(element.string()).empty()) {
      records += AddWord(element.string(), out, findings);
    } else if (element.is_object()) {
      records += Convert(nullptr, element, element.raw(), out, findings);
    } else if (element.is_string()) {
      findings->push_back({Code::kEmptyField, "", "A word is empty after stripping"});
    } else {
      findings->push_back(
          {Code::kWrongType, "",
           text::Cat("A word must be a string, found ", json::TypeName(element.type()))});
    }
  };
  if (!list.is_array()) {
    add(list);
    return records;
  }
  if (list.size() == 0) findings->push_back({Code::kEmptyField, "", "The list has no words"});
  for (json::Value element : list.elements()) {
    add(element);
    if (!findings->empty()) {
      for (Finding& finding : *findings) {
        finding.pointer = text::Cat(prefix, "/", position, finding.pointer);
      }
      return 0;
    }
    ++position;
  }
  return records;
}

size_t Converter::ConvertText(std::string_view text, text::Buffer* out,
                              std::vector<Finding>* findings) {
  json::Value root = flat_parser_.Parse(text);
  if (root) return Convert(root, text, /*one_line=*/true, out, findings);
  findings->push_back({Code::kTooDeep, "", "Too deep: the row's values are JSON nested too deep"});
  return 0;
}

size_t Converter::ConvertExample(std::string_view bytes, text::Buffer* out,
                                 std::vector<Finding>* findings) {
  const size_t begin = out->size();
  counts_ = {};
  if (!example_->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    findings->push_back(CannotConvert("Not an Example (see proto/example.proto)"));
    return 0;
  }
  const record::Format* from = record::Find(example_->format());
  if (from == nullptr) {
    findings->push_back(CannotConvert(
        text::Cat("An Example of the unknown format '", text::Shortened(example_->format()), "'")));
    return 0;
  }
  absl::StatusOr<json::Value> root = reader_.Read(*from, *example_);
  if (!root.ok()) {
    findings->push_back(CannotConvert(std::string(root.status().message())));
    return 0;
  }
  if (rules_.to_examples && rules_.map.empty() && rules_.repair_fields.empty()) {
    // As it came, with fields that later versions of the schema may have.
    AppendExample(out);
    return 1;
  }
  const record::Format* named = rules_.from != nullptr ? rules_.from : from;
  const size_t records = Convert(named, *root, reader_.text(), out, findings);
  return rules_.canonical && records > 0 ? Canonicalize(begin, records, out, findings) : records;
}

size_t Converter::Canonicalize(size_t begin, size_t records, text::Buffer* out,
                               std::vector<Finding>* findings) {
  std::string_view rest = std::string_view(*out).substr(begin);
  canonical_.clear();
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const json::Value root = plain_.Parse(rest.substr(0, end));
    const absl::Status status = json::AppendCanonical(root, &canonical_, &counts_.kept_numbers);
    if (!status.ok()) {
      out->Truncate(begin);
      findings->push_back({Code::kDuplicateKey, "",
                           text::Cat("No canonical form: ", text::FromAbsl(status.message()))});
      return 0;
    }
    if (end < rest.size()) canonical_.push_back('\n');
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  out->Truncate(begin);
  out->append(canonical_);
  return records;
}

void Converter::AppendExample(text::Buffer* out) const {
  const size_t size = example_->ByteSizeLong();
  uint8_t prefix[10];
  uint8_t* end = google::protobuf::io::CodedOutputStream::WriteVarint32ToArray(
      static_cast<uint32_t>(size), prefix);
  out->append(reinterpret_cast<const char*>(prefix), static_cast<size_t>(end - prefix));
  example_->SerializeWithCachedSizesToArray(reinterpret_cast<uint8_t*>(out->Extend(size)));
}

}  // namespace jsonl
