// Words for violations.

#ifndef JSONL_COMMON_SCHEMA_MESSAGES_H_
#define JSONL_COMMON_SCHEMA_MESSAGES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/schema/program.h"

namespace jsonl::schema {

// A value as a message shows it: numbers, literals and short strings as written, "an array".
std::string Shown(json::Value value);

// A name in quotes; a long one is cut.
std::string Quoted(std::string_view name);

// "an integer", "a string or null".
std::string TypeNames(TypeSet types);

// "1 item", "3 items".
std::string Counted(uint64_t count, std::string_view noun);

}  // namespace jsonl::schema

#endif  // JSONL_COMMON_SCHEMA_MESSAGES_H_
