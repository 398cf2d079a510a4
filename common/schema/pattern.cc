#include "common/schema/pattern.h"

#include <re2/re2.h>

#include <utility>

namespace jsonl::schema {

Pattern::Pattern(EcmaRegex regex) : regex_(std::move(regex)) {}
Pattern::~Pattern() = default;

absl::StatusOr<std::unique_ptr<Pattern>> Pattern::Make(std::string_view pattern) {
  absl::StatusOr<EcmaRegex> regex = ParseEcmaRegex(pattern);
  if (!regex.ok()) return regex.status();
  return std::unique_ptr<Pattern>(new Pattern(*std::move(regex)));
}

bool Pattern::MatchesRe2(std::string_view text) const {
  std::call_once(compiled_, [this] {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_max_mem(static_cast<int64_t>(Re2Memory()));
    re2_ = std::make_unique<re2::RE2>(regex_.re2, options);
  });
  return re2_->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

}  // namespace jsonl::schema
