#include "common/record/formats/tokens.h"

#include <array>
#include <charconv>
#include <string>

#include "common/record/content.h"
#include "common/record/findings.h"
#include "common/record/keyed_format.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::record {
namespace {

using report::Code;

constexpr Keys kKeys("input_ids");
constexpr std::array kSlots = {Slot::kTokens};

bool IsInteger(json::Value value) {
  return value.is_number() && value.raw().find_first_of(".eE") == std::string_view::npos;
}

class Tokens final : public KeyedFormat<1> {
 public:
  Tokens() : KeyedFormat(kKeys, kSlots, {.required = 1}) {}

  std::string_view name() const override { return "tokens"; }
  std::string_view summary() const override {
    return "text that a tokenizer has made numbers of a vocabulary";
  }
  std::string_view shape() const override { return "**input_ids**, a list of integers"; }
  std::string_view rules() const override {
    return "no token below 0; `--vocab-size` and `--seq-length` demand more";
  }

  bool Recognises(json::Value root) const override { return bool(root.Find("input_ids")); }

  void Check(json::Value root, const CheckOptions& options,
             std::vector<report::Finding>* findings) const override {
    Findings found(findings);
    const Place record;
    const Place list(record, "input_ids");
    json::Value ids = root.Find("input_ids");
    if (!found.IsList(list, ids)) return;
    const uint64_t vocabulary = options.vocab_size > 0 ? options.vocab_size : uint64_t{1} << 63;
    uint32_t position = 0;
    for (json::Value id : ids.elements()) {
      const Place place(list, position++);
      if (!IsInteger(id)) {
        if (id.is_number()) {
          found.Add(Code::kWrongType, place,
                    text::Cat("Field '", place.Dotted(), "' must be an integer, found ",
                              text::Shortened(id.raw())));
        } else {
          found.WrongType(place, "an integer", id);
        }
        continue;
      }
      const std::optional<int64_t> token = TokenOf(id);
      if (!token.has_value() || static_cast<uint64_t>(*token) >= vocabulary) {
        found.Add(Code::kTokenOutOfRange, place,
                  text::Cat("Token ID ", text::Shortened(id.raw()), " out of vocabulary range"));
      }
    }
    if (options.seq_length > 0 && ids.size() != options.seq_length) {
      found.Add(Code::kBadSequenceLength, list,
                text::Cat("Sequence of ", ids.size(), " tokens, expected ", options.seq_length));
    }
  }

  json::Value Response(json::Value root) const override {
    (void)root;
    return {};
  }

  bool IsWhole(uint32_t keys) const override { return keys == 1; }

  absl::Status AppendValue(size_t key, const Content& content, const WriteContext& context,
                           text::Buffer* out) const override {
    (void)key, (void)context, (void)out;
    return absl::InvalidArgumentError(
        text::Cat("a record of the format ", content.format().name(), " has no tokens, but text"));
  }

  bool Carries(size_t key, const Content& content, const Format& to) const override {
    (void)key, (void)content, (void)to;
    return false;
  }
};

}  // namespace

const Format& TokensFormat() {
  static const Tokens kFormat;
  return kFormat;
}

std::optional<int64_t> TokenOf(json::Value value) {
  if (!value.is_number()) return std::nullopt;
  const std::string_view raw = value.raw();
  int64_t token = 0;
  const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), token);
  if (error != std::errc() || end != raw.data() + raw.size() || token < 0 || raw[0] == '-') {
    return std::nullopt;
  }
  return token;
}

}  // namespace jsonl::record
