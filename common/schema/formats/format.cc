#include "common/schema/formats/format.h"

#include "absl/status/status.h"
#include "common/schema/ecma_regex.h"
#include "common/schema/formats/date_time.h"
#include "common/schema/formats/email.h"
#include "common/schema/formats/hostname.h"
#include "common/schema/formats/ip.h"
#include "common/schema/formats/json_pointer.h"
#include "common/schema/formats/uri.h"
#include "common/schema/formats/uri_template.h"
#include "common/schema/formats/uuid.h"

namespace jsonl::schema {
namespace {

// Whether or not RE2 could run it.
bool IsRegex(std::string_view text) {
  return ParseEcmaRegex(text).status().code() != absl::StatusCode::kInvalidArgument;
}

struct Format {
  std::string_view name;
  FormatCheck check;
};

constexpr Format kFormats[] = {
    {"date", IsDate},
    {"date-time", IsDateTime},
    {"duration", IsDuration},
    {"email", IsEmail},
    {"hostname", IsHostname},
    {"idn-email", IsIdnEmail},
    {"idn-hostname", IsIdnHostname},
    {"ipv4", IsIpv4},
    {"ipv6", IsIpv6},
    {"iri", IsIri},
    {"iri-reference", IsIriReference},
    {"json-pointer", IsJsonPointer},
    {"regex", IsRegex},
    {"relative-json-pointer", IsRelativeJsonPointer},
    {"time", IsTime},
    {"uri", IsUri},
    {"uri-reference", IsUriReference},
    {"uri-template", IsUriTemplate},
    {"uuid", IsUuid},
};

}  // namespace

FormatCheck FindFormat(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return format.check;
  }
  return nullptr;
}

}  // namespace jsonl::schema
