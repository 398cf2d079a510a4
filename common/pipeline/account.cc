#include "common/pipeline/account.h"

#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl::pipeline {
namespace {

using report::Code;
using report::CodeName;

template <typename Counts>
uint64_t Sum(const Counts& counts) {
  uint64_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

void AppendMember(std::string_view name, uint64_t count, std::string* out) {
  if (out->back() != '{') out->push_back(',');
  json::AppendString(name, out);
  text::Append(out, ":", count);
}

}  // namespace

void Account::Drop(std::string_view reason, uint64_t count) {
  if (count > 0) dropped_[std::string(reason)] += count;
}

void Account::Note(std::string_view what, uint64_t count) {
  if (count > 0) notes_[std::string(what)] += count;
}

uint64_t Account::dropped() const { return Sum(dropped_); }

uint64_t Account::rejected() const {
  uint64_t sum = 0;
  for (uint64_t count : rejected_) sum += count;
  return sum;
}

absl::Status Account::Check() const {
  if (read == written + dropped() + rejected()) return absl::OkStatus();
  return absl::InternalError(
      text::Cat("the account does not add up (", ToText(), "): this is a bug, please report it"));
}

std::string Account::ToText() const {
  auto list = [](const auto& names_and_counts) {
    std::string out;
    for (const auto& [name, count] : names_and_counts) {
      text::Append(&out, out.empty() ? " (" : ", ", name, " ", count);
    }
    return out.empty() ? out : out + ")";
  };
  std::map<std::string_view, uint64_t> codes;
  for (size_t i = 0; i < report::kCodeCount; ++i) {
    if (rejected_[i] > 0) codes[CodeName(static_cast<Code>(i))] = rejected_[i];
  }
  std::string out = text::Cat("read ", read, ", written ", written);
  if (copies > 0) text::Append(&out, " (and ", copies, " copies)");
  text::Append(&out, ", dropped ", dropped(), list(dropped_), ", rejected ", rejected(),
               list(codes));
  for (const auto& [what, count] : notes_) text::Append(&out, "; ", what, " ", count);
  return out;
}

std::string Account::ToJson(std::string_view tool, std::string_view version) const {
  std::string out = "{\"tool\":";
  json::AppendString(tool, &out);
  out += ",\"version\":";
  json::AppendString(version, &out);
  AppendMember("read", read, &out);
  AppendMember("written", written, &out);
  AppendMember("copies", copies, &out);
  AppendMember("dropped", dropped(), &out);
  AppendMember("rejected", rejected(), &out);
  AppendMember("bytes", bytes, &out);
  out += ",\"reasons\":{";
  for (const auto& [reason, count] : dropped_) AppendMember(reason, count, &out);
  for (size_t i = 0; i < report::kCodeCount; ++i) {
    if (rejected_[i] > 0) AppendMember(CodeName(static_cast<Code>(i)), rejected_[i], &out);
  }
  out += "},\"notes\":{";
  for (const auto& [what, count] : notes_) AppendMember(what, count, &out);
  out += "}";
  for (const auto& [name, json] : details_) {
    out += ",";
    json::AppendString(name, &out);
    text::Append(&out, ":", json);
  }
  out += "}\n";
  return out;
}

}  // namespace jsonl::pipeline
