// What the formats have in common in which a chat is one text.

#ifndef JSONL_COMMON_RECORD_ENCODED_FORMAT_H_
#define JSONL_COMMON_RECORD_ENCODED_FORMAT_H_

#include <array>
#include <string>
#include <string_view>

#include "common/json/writer.h"
#include "common/record/chat_value.h"
#include "common/record/content.h"
#include "common/record/keyed_format.h"
#include "common/text/buffer.h"

namespace jsonl::record {

inline constexpr Keys kEncodedKeys("text");

class EncodedFormat : public KeyedFormat<1> {
 public:
  explicit EncodedFormat(const std::array<Slot, 1>& slots)
      : KeyedFormat(kEncodedKeys, slots, {.required = 1, .turns = true, .encoded = true}) {}

  // The text; the answer is a part of it.
  json::Value Response(json::Value root) const final {
    json::Value text = root.Find("text");
    if (!text || !text.is_string() || ResponseText(text).data() == nullptr) return {};
    return text;
  }

  bool IsWhole(uint32_t keys) const final { return keys == 1; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const final {
    (void)key;
    thread_local std::string text;
    text.clear();
    absl::Status status = Encode(content, context.options, &text);
    if (status.ok()) json::AppendString(text, out);
    return status;
  }

  bool Carries(size_t key, const Content& content, const Format& to) const final {
    (void)key;
    if (!to.traits().turns && !IsPlainPair(content)) return false;
    thread_local std::string text;
    text.clear();
    return Encode(content, {}, &text).ok() && text == content.encoded.string();
  }

 protected:
  // Appends the text of a chat.
  virtual absl::Status Encode(const Content& content, const WriteOptions& options,
                              std::string* out) const = 0;
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_ENCODED_FORMAT_H_
