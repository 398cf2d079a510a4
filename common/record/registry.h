// Which record formats there are. To add one: a pair of files in formats/, a row in registry.cc, a
// test; testdata/examples/formats_test.py --update then writes the tables of the manuals.

#ifndef JSONL_COMMON_RECORD_REGISTRY_H_
#define JSONL_COMMON_RECORD_REGISTRY_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/json/document.h"
#include "common/record/format.h"

namespace jsonl::record {

// All formats. Where a record looks like one of several, the first counts; the last is `any`.
absl::Span<const Format* const> All();

// The format of that name; nullptr if there is none.
const Format* Find(std::string_view name);
// The same for a name that a user gave: INVALID_ARGUMENT says which it may have been meant to be,
// or which there are.
absl::StatusOr<const Format*> FindNamed(std::string_view name);

// Their names, "task, alpaca, ..., any".
std::string FormatNames();

// What --list-formats prints: name, summary, fields and rules of each, in lines of 100 columns.
// What stands in **bold** in the manual has a star after it.
std::string FormatList();

// The format that the record looks like. `any` if it looks like no other.
const Format& Recognise(json::Value root);

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_REGISTRY_H_
