#include "tools/stats/json_checks.h"

namespace jsonl::stats {
namespace {

// Most texts that are no JSON tell by the first character that is no white space.
bool MayBeJson(std::string_view text) {
  for (char c : text) {
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        continue;
      case '{':
      case '[':
      case '"':
      case '-':
      case 't':
      case 'f':
      case 'n':
        return true;
      default:
        return c >= '0' && c <= '9';
    }
  }
  return false;
}

}  // namespace

void JsonChecks::Add(std::string_view text, uint64_t* count) {
  if (!MayBeJson(text)) return;
  if (text.size() > kLongest) {
    if (!parser_.Parse(text)) ++*count;
    return;
  }
  const size_t begin = texts_.size();
  texts_.append(text);
  waiting_[size_++] = {begin, texts_.size(), count};
  texts_.push_back('\n');
  if (size_ == kMost) Flush();
}

void JsonChecks::Flush() {
  const size_t size = texts_.size();
  texts_.append(json::Parser::kPadding, ' ');
  parser_.StartBatch(std::string_view(texts_).substr(0, size));
  for (size_t i = 0; i < size_; ++i) {
    if (!parser_.ParseNext(waiting_[i].begin, waiting_[i].end)) ++*waiting_[i].count;
  }
  texts_.clear();
  size_ = 0;
}

}  // namespace jsonl::stats
