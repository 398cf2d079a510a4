#include "tools/convert/converter.h"

#include <google/protobuf/io/coded_stream.h>

#include "common/json/writer.h"
#include "common/record/example_check.h"
#include "common/record/registry.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"
#include "proto/example.pb.h"

namespace jsonl {
namespace {

using report::Code;
using report::Finding;

// The record as it was written, on one line.
void AppendRecord(json::Value root, std::string_view text, std::string* out) {
  if (text.find('\n') == text.npos) {
    out->append(text);
  } else {
    json::AppendCompact(root, out);
  }
}

// Whether a record that stays in its format stays as it is.
bool KeepsAll(const record::WriteOptions& options) {
  return options.meta == record::WriteOptions::Meta::kNest &&
         options.arguments == record::WriteOptions::Arguments::kAsRead;
}

Finding CannotConvert(std::string message) {
  return {Code::kCannotConvert, "", std::move(message)};
}

}  // namespace

Converter::Converter(const ConversionRules& rules)
    : rules_(rules), example_(std::make_unique<Example>()), checked_(std::make_unique<Example>()) {}

Converter::~Converter() = default;

void Converter::Convert(json::Value root, std::string_view text, std::string* out,
                        std::vector<Finding>* findings) {
  if (!rules_.map.empty()) {
    mapped_.clear();
    if (!rules_.map.Apply(root, &mapped_)) {
      findings->push_back(CannotConvert(
          text::Cat("--map: the record has a field '", text::Shortened(mapped_), "' already")));
      return;
    }
    text = mapped_;
    root = nested_.Parse(text);
  }
  const record::Format& from = rules_.from != nullptr ? *rules_.from : record::Recognise(root);
  const record::Format& to = rules_.to != nullptr ? *rules_.to : from;
  const bool same = to.name() == "any" || (rules_.from == nullptr && rules_.to == nullptr);
  if (same && !rules_.to_examples && (KeepsAll(rules_.write) || from.name() == "any")) {
    return AppendRecord(root, text, out);
  }
  if (rules_.from == nullptr && from.name() == "any" && to.name() != "any") {
    findings->push_back(CannotConvert("Looks like no known format; name it with --from"));
    return;
  }
  if (absl::Status status = from.Read(root, example_.get()); !status.ok()) {
    from.Check(root, {.named = rules_.from != nullptr}, findings);
    if (findings->empty()) {
      findings->push_back(CannotConvert(std::string(status.message())));
    }
    return;
  }
  Write(to, out, findings);
}

void Converter::ConvertExample(std::string_view bytes, std::string* out,
                               std::vector<Finding>* findings) {
  if (!example_->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    findings->push_back(CannotConvert("Not an Example (see proto/example.proto)"));
    return;
  }
  const record::Format* from = record::Find(example_->format());
  if (from == nullptr) {
    findings->push_back(CannotConvert(
        text::Cat("An Example of the unknown format '", text::Shortened(example_->format()), "'")));
    return;
  }
  absl::Status status = record::CheckExample(*from, *example_, &record_, checked_.get());
  if (!status.ok()) {
    findings->push_back(CannotConvert(std::string(status.message())));
    return;
  }
  // Examples go on as they came, with fields that later versions of the schema may have.
  if (!rules_.to_examples) example_.swap(checked_);
  Write(rules_.to != nullptr ? *rules_.to : *from, out, findings);
}

void Converter::Write(const record::Format& to, std::string* out, std::vector<Finding>* findings) {
  if (rules_.to_examples) {
    size_t size = example_->ByteSizeLong();
    uint8_t prefix[10];
    uint8_t* end = google::protobuf::io::CodedOutputStream::WriteVarint32ToArray(
        static_cast<uint32_t>(size), prefix);
    out->append(reinterpret_cast<const char*>(prefix), static_cast<size_t>(end - prefix));
    example_->AppendToString(out);
    return;
  }
  absl::Status status = to.Write(*example_, rules_.write, out);
  if (!status.ok()) findings->push_back(CannotConvert(std::string(status.message())));
}

}  // namespace jsonl
