// The schemas of schemas, so that a reference to one needs no network.

#ifndef JSONL_COMMON_SCHEMA_METASCHEMAS_H_
#define JSONL_COMMON_SCHEMA_METASCHEMAS_H_

#include <string_view>

#include "common/json/document.h"

namespace jsonl::schema {

// The metaschema of draft-07, that of 2020-12, or one of the latter's vocabularies, by its URI
// without a fragment; absent when it is none of them. Lives as long as the program.
json::Value FindMetaschema(std::string_view uri);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_METASCHEMAS_H_
