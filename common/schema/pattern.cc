#include "common/schema/pattern.h"

#include <re2/re2.h>

#include <utility>

#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

// For the program and its automata: enough for kMaxRegexSize, and little for a cache full of them.
constexpr int64_t kMaxMemory = 1 << 20;

re2::RE2::Options Options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(kMaxMemory);
  return options;
}

}  // namespace

Pattern::Pattern(EcmaRegex regex) : regex_(std::move(regex)) {}
Pattern::~Pattern() = default;

absl::StatusOr<std::unique_ptr<Pattern>> Pattern::Make(std::string_view pattern) {
  absl::StatusOr<EcmaRegex> regex = ParseEcmaRegex(pattern);
  if (!regex.ok()) return regex.status();
  return std::unique_ptr<Pattern>(new Pattern(*std::move(regex)));
}

bool Pattern::Matches(std::string_view text) const {
  if (regex_.sequence) return regex_.sequence->Matches(text);
  std::call_once(compiled_, [this] { re2_ = std::make_unique<re2::RE2>(regex_.re2, Options()); });
  return re2_->ok() &&
         re2_->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

}  // namespace jsonl::schema
