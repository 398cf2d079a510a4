#include "common/record/schemas.h"

#include "absl/status/status.h"
#include "common/record/registry.h"
#include "common/text/strings.h"

namespace jsonl::record {
namespace {

struct SchemaRow {
  std::string_view format;
  std::string_view schema;
};

constexpr SchemaRow kSchemas[] = {
    {"alpaca", R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "AlpacaExample",
  "type": "object",
  "properties": {
    "instruction": {
      "description": "What the model is asked to do",
      "type": "string"
    },
    "input": {
      "description": "What it is to be done with; empty, or left out, when it is nothing",
      "type": "string"
    },
    "output": {
      "description": "The answer that is expected",
      "type": "string"
    },
    "meta": {
      "title": "Meta",
      "description": "Fields of one's own, such as template_category",
      "type": "object",
      "additionalProperties": {"type": "string"}
    }
  },
  "required": ["instruction", "output"],
  "additionalProperties": false
}
)"},
    {"task", R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "TaskExample",
  "type": "object",
  "properties": {
    "task": {
      "description": "The family of the task, such as json_repair",
      "type": "string"
    },
    "input": {
      "type": "object",
      "properties": {
        "instruction": {
          "description": "What the model is asked to do; the other fields are context",
          "type": "string"
        }
      },
      "required": ["instruction"]
    },
    "output": {
      "description": "The answer, for supervised fine-tuning",
      "type": "string"
    },
    "chosen": {
      "description": "The better answer, for preference training",
      "type": "string"
    },
    "rejected": {
      "description": "The worse answer; it may be broken on purpose",
      "type": "string"
    }
  },
  "required": ["task", "input"],
  "oneOf": [
    {"required": ["output"], "properties": {"chosen": false, "rejected": false}},
    {"required": ["chosen", "rejected"], "properties": {"output": false}}
  ]
}
)"},
    {"text", R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "TextExample",
  "type": "object",
  "properties": {
    "text": {
      "description": "Text to learn as it is",
      "type": "string",
      "minLength": 1
    }
  },
  "required": ["text"]
}
)"},
    {"grpo", R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "GrpoExample",
  "type": "object",
  "properties": {
    "description": {"$ref": "#/definitions/nonBlank"},
    "starter_code": {"$ref": "#/definitions/nonBlank"},
    "tests": {"$ref": "#/definitions/nonBlank"}
  },
  "required": ["description", "starter_code", "tests"],
  "definitions": {
    "nonBlank": {
      "description": "Not empty, and not all white space",
      "type": "string",
      "pattern": "[^\\t-\\r\\u001c- \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
    }
  }
}
)"},
    {"eval", R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "EvalExample",
  "type": "object",
  "properties": {
    "description": {"$ref": "#/definitions/nonBlank"},
    "tests": {"$ref": "#/definitions/nonBlank"}
  },
  "required": ["description", "tests"],
  "definitions": {
    "nonBlank": {
      "description": "Not empty, and not all white space",
      "type": "string",
      "pattern": "[^\\t-\\r\\u001c- \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
    }
  }
}
)"},
    {"any", R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Any record",
  "type": "object"
}
)"},
};

}  // namespace

absl::StatusOr<std::string> PrintSchema(std::string_view name) {
  absl::StatusOr<const Format*> format = FindNamed(name);
  if (!format.ok()) return format.status();
  std::string others;
  for (const SchemaRow& row : kSchemas) {
    if (row.format == name) return std::string(row.schema);
    text::Append(&others, others.empty() ? "" : ", ", row.format);
  }
  return absl::InvalidArgumentError(
      text::Cat("'", name, "' has rules that a schema cannot express; these have one: ", others));
}

}  // namespace jsonl::record
