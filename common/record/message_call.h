// A call in messages, in the two ways in which it is written: {"id", "type", "function": {"name",
// "arguments"}}, or flat, {"id", "name", "arguments"}.

#ifndef JSONL_COMMON_RECORD_MESSAGE_CALL_H_
#define JSONL_COMMON_RECORD_MESSAGE_CALL_H_

#include "common/json/document.h"

namespace jsonl::record {

struct MessageCall {
  explicit MessageCall(json::Value call) : function(call.Find("function")), id(call.Find("id")) {
    if (!function) function = call;
    if (id && !id.is_string()) id = {};
    name = function.Find("name");
    arguments = function.Find("arguments");
  }

  json::Value function;   // the call itself where it is flat
  json::Value id;         // absent if it is no string
  json::Value name;       // absent if the call is none
  json::Value arguments;  // absent if there are none
};

}  // namespace jsonl::record

#endif  // JSONL_COMMON_RECORD_MESSAGE_CALL_H_
