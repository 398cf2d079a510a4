#ifndef JSONL_COMMON_CLI_VERSION_H_
#define JSONL_COMMON_CLI_VERSION_H_

namespace jsonl::cli {

// The version of the suite, by semantic versioning (semver.org).
inline constexpr char kVersion[] = "0.1.0";

}  // namespace jsonl::cli

#endif  // JSONL_COMMON_CLI_VERSION_H_
