// Writing JSON from what records hold, as it is written there where that can be.

#ifndef JSONL_COMMON_RECORD_WRITTEN_H_
#define JSONL_COMMON_RECORD_WRITTEN_H_

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"

namespace jsonl::record {

// A text, and how JSON strings have it between their quotes, if that is known.
struct Phrase {
  Phrase() = default;
  // `text` stays as it is.
  explicit Phrase(std::string_view said) : text(said) {}
  constexpr Phrase(std::string_view said, std::string_view as_written)
      : text(said), written(as_written) {}
  explicit Phrase(json::Value string)
      : text(string.string()), written(string.raw().substr(1, string.raw().size() - 2)) {}

  std::string_view text;
  std::string_view written;  // its data is null if it is not known
};

// Appends the text for within a JSON string.
inline void AppendInner(const Phrase& phrase, text::Buffer* out) {
  if (phrase.written.data() != nullptr) {
    out->append(phrase.written);
  } else {
    json::AppendEscaped(phrase.text, out);
  }
}

inline void AppendPhrase(const Phrase& phrase, text::Buffer* out) {
  out->push_back('"');
  AppendInner(phrase, out);
  out->push_back('"');
}

// Appends a JSON text without line ends: strings have none, so nothing else can be hit.
template <typename Out>
void AppendOnOneLine(std::string_view json, Out* out) {
  if (!text::HasLineEnd(json)) {
    out->append(json);
    return;
  }
  for (char c : json) {
    if (c != '\n' && c != '\r') out->push_back(c);
  }
}

// Writes the members of an object.
class ObjectWriter {
 public:
  explicit ObjectWriter(text::Buffer* out) : out_(out) {}

  // `quoted` is the name with its quotes and the colon; the value follows.
  void Name(std::string_view quoted) {
    Separate();
    out_->append(quoted);
  }
  void AnyName(std::string_view name) {
    Separate();
    json::AppendString(name, out_);
    out_->push_back(':');
  }
  void Copy(json::Member member) {
    Separate();
    out_->append(member.raw());
  }
  void CopyName(json::Value key) {
    Separate();
    out_->append(key.raw());
    out_->push_back(':');
  }
  bool empty() const { return separator_ == '{'; }
  // Forgets what was written since it had `size` bytes.
  void TakeBack(size_t size, bool empty) {
    out_->Truncate(size);
    separator_ = empty ? '{' : ',';
  }
  void End() {
    if (separator_ == '{') out_->push_back('{');
    out_->push_back('}');
  }

 private:
  void Separate() {
    out_->push_back(separator_);
    separator_ = ',';
  }

  text::Buffer* out_;
  char separator_ = '{';
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_WRITTEN_H_
