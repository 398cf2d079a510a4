#include "tools/split/output_set.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "common/hash/fingerprint.h"
#include "common/text/strings.h"

namespace jsonl {

std::string SafeFileName(std::string_view value) {
  constexpr size_t kLongest = 200;  // of the 255 bytes that file systems take
  if (value.empty()) return "%";
  std::string name;
  for (char c : value) {
    bool safe = static_cast<signed char>(c) < 0 || (c >= 'a' && c <= 'z') ||
                (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                c == '(' || c == ')' || (c == '.' && !name.empty());
    if (safe) {
      name += c;
    } else {
      absl::StrAppendFormat(&name, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  if (name.size() > kLongest) {
    size_t cut = kLongest - 40;
    while ((name[cut] & 0xc0) == 0x80) --cut;  // between characters
    hash::Fingerprint all = hash::Hash(value);
    name.resize(cut);
    absl::StrAppendFormat(&name, "%%-%016x%016x", all.high, all.low);
  }
  return name;
}

std::string ShardName(uint64_t shard, uint64_t shards) {
  return absl::StrFormat("%05d-of-%05d", shard, shards);
}

absl::StatusOr<OutputSet> OutputSet::Create(std::string pattern, std::string placeholder,
                                            pipeline::Session& session) {
  if (pattern.find(placeholder) == std::string::npos) {
    return absl::InvalidArgumentError(text::Cat("-o/--output must contain ", placeholder,
                                                ", as in 'out/", placeholder, ".jsonl'"));
  }
  for (std::string_view other : {"{split}", "{value}", "{shard}"}) {
    if (other != placeholder && pattern.find(other) != std::string::npos) {
      return absl::InvalidArgumentError(
          text::Cat("-o/--output contains ", other, ", but only ", placeholder, " goes with this"));
    }
  }
  return OutputSet(std::move(pattern), std::move(placeholder), session);
}

absl::StatusOr<uint32_t> OutputSet::Add(std::string_view name) {
  std::string path = absl::StrReplaceAll(pattern_, {{placeholder_, SafeFileName(name)}});
  std::filesystem::path directory = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!directory.empty()) std::filesystem::create_directories(directory, error);
  if (error) {
    return absl::UnavailableError(text::Cat(directory.string(), ": ", error.message()));
  }
  if (absl::Status claimed = claims_->ClaimOutput("--output", path); !claimed.ok()) return claimed;
  absl::StatusOr<io::Sink*> sink = pool_.Open(path);
  if (!sink.ok()) return sink.status();
  sinks_.push_back(*sink);
  return static_cast<uint32_t>(sinks_.size() - 1);
}

}  // namespace jsonl
