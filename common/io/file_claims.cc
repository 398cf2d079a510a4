#include "common/io/file_claims.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "common/io/descriptors.h"

namespace jsonl::io {
namespace {

// The descriptor that a path of an output stands for.
std::optional<int> OutputDescriptor(const std::string& path) {
  return path == "-" ? STDOUT_FILENO : DescriptorOf(path);
}

std::string IdentityOf(const struct stat& info) {
  return S_ISREG(info.st_mode) ? text::Cat(info.st_dev, ":", info.st_ino) : "";
}

// Equal for paths of one file; empty for what is no regular file.
std::string IdentityOf(const std::string& path) {
  struct stat info;
  if (std::optional<int> number = OutputDescriptor(path)) {
    return fstat(*number, &info) == 0 ? IdentityOf(info) : "";
  }
  if (stat(path.c_str(), &info) == 0) return IdentityOf(info);
  std::error_code error;
  std::filesystem::path place = std::filesystem::weakly_canonical(path, error);
  return error ? path : std::filesystem::absolute(place, error).string();
}

absl::Status Spoiled(const std::string& path, std::string_view stream, std::string_view who) {
  return absl::InvalidArgumentError(
      text::Cat(path, ": is ", stream, " too, which ", who, " would spoil; name another file"));
}

}  // namespace

void FileClaims::AddInput(const std::string& path) {
  std::string identity = IdentityOf(path == "-" ? "/dev/stdin" : path);
  if (!identity.empty()) inputs_.emplace(std::move(identity), path);
}

absl::Status FileClaims::ClaimInput(std::string_view who, const std::string& path) {
  const std::string identity = IdentityOf(path == "-" ? "/dev/stdin" : path);
  if (identity.empty()) return absl::OkStatus();
  if (records_ && identity == records_file_)
    return Spoiled(path, "standard output", "what is written");
  if (auto claim = claims_.find(identity); claim != claims_.end()) {
    return absl::InvalidArgumentError(
        text::Cat(path, ": ", claim->second, " would replace what ", who, " reads"));
  }
  inputs_.emplace(identity, path);
  return absl::OkStatus();
}

void FileClaims::AddRecords() {
  records_ = true;
  records_file_ = IdentityOf("-");
}

void FileClaims::AddMessages() {
  struct stat info;
  if (fstat(STDERR_FILENO, &info) == 0) messages_file_ = IdentityOf(info);
}

absl::Status FileClaims::Claim(std::string_view who, const std::string& path) {
  if (inputs_.contains(IdentityOf(path))) {
    return absl::InvalidArgumentError(
        text::Cat(path, ": is an input, which ", who, " would replace; name another file"));
  }
  return ClaimOutput(who, path);
}

absl::Status FileClaims::ClaimOutput(std::string_view who, const std::string& path) {
  const std::optional<int> number = OutputDescriptor(path);
  const bool is_stdout = number == STDOUT_FILENO;
  std::string identity = IdentityOf(path);
  if (records_ && (is_stdout || (!identity.empty() && identity == records_file_))) {
    return Spoiled(path, "standard output", who);
  }
  // What a descriptor names is written to, not replaced.
  if (!number.has_value() && !identity.empty() && identity == messages_file_) {
    return Spoiled(path, "standard error", who);
  }
  if (is_stdout) {
    if (absl::Status status = Add(who, path, "-"); !status.ok()) return status;
  }
  return identity.empty() ? absl::OkStatus() : Add(who, path, std::move(identity));
}

absl::Status FileClaims::Add(std::string_view who, const std::string& path, std::string identity) {
  auto [claim, is_new] = claims_.emplace(std::move(identity), std::string(who));
  if (is_new) return absl::OkStatus();
  if (claim->second == who) {
    return absl::InvalidArgumentError(text::Cat(path, ": ", who, " names it twice"));
  }
  return absl::InvalidArgumentError(
      text::Cat(path, ": ", claim->second, " and ", who, " name the same file"));
}

}  // namespace jsonl::io
