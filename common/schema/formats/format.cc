#include "common/schema/formats/format.h"

namespace jsonl::schema {

FormatCheck FindFormat(std::string_view) { return nullptr; }

}  // namespace jsonl::schema
