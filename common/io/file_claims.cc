#include "common/io/file_claims.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

namespace jsonl::io {
namespace {

// Equal for paths of one file; empty for what is no regular file.
std::string IdentityOf(const std::string& path) {
  if (path == "-") return "";
  struct stat info;
  if (stat(path.c_str(), &info) == 0) {
    return S_ISREG(info.st_mode) ? text::Cat(info.st_dev, ":", info.st_ino) : "";
  }
  std::error_code error;
  std::filesystem::path place = std::filesystem::weakly_canonical(path, error);
  return error ? path : std::filesystem::absolute(place, error).string();
}

}  // namespace

void FileClaims::AddInput(const std::string& path) {
  std::string identity = IdentityOf(path);
  if (!identity.empty()) inputs_.emplace(std::move(identity), path);
}

absl::Status FileClaims::Claim(std::string_view who, const std::string& path) {
  if (inputs_.contains(IdentityOf(path))) {
    return absl::InvalidArgumentError(
        text::Cat(path, ": is an input, which ", who, " would replace; name another file"));
  }
  return ClaimOutput(who, path);
}

absl::Status FileClaims::ClaimOutput(std::string_view who, const std::string& path) {
  std::string identity = IdentityOf(path);
  if (identity.empty()) return absl::OkStatus();
  auto [claim, is_new] = claims_.emplace(std::move(identity), std::string(who));
  if (is_new) return absl::OkStatus();
  if (claim->second == who) {
    return absl::InvalidArgumentError(text::Cat(path, ": ", who, " names it twice"));
  }
  return absl::InvalidArgumentError(
      text::Cat(path, ": ", claim->second, " and ", who, " name the same file"));
}

}  // namespace jsonl::io
