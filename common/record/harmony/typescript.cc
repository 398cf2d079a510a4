#include "common/record/harmony/typescript.h"

#include "absl/container/flat_hash_set.h"
#include "common/json/writer.h"
#include "common/text/strings.h"

namespace jsonl::record::harmony {
namespace {

// The value of a member if it is a string; absent otherwise.
json::Value StringOf(json::Value schema, std::string_view name) {
  json::Value value = schema.Find(name);
  return value && value.is_string() ? value : json::Value();
}

json::Value ListOf(json::Value schema, std::string_view name) {
  json::Value value = schema.Find(name);
  return value && value.is_array() ? value : json::Value();
}

bool IsNullable(json::Value schema) {
  json::Value nullable = schema.Find("nullable");
  return nullable && nullable.is_bool() && nullable.boolean();
}

// Writes one type. The order and the oddities are the library's: models were trained on them.
class Writer {
 public:
  explicit Writer(std::string* out) : out_(*out) {}

  bool Write(json::Value schema, size_t indent, int depth) {
    if (depth > kMaxSchemaDepth) return false;
    if (json::Value variants = ListOf(schema, "oneOf")) return OneOf(variants, indent, depth);
    if (json::Value types = ListOf(schema, "type"); types && Types(types)) return true;
    json::Value type = StringOf(schema, "type");
    const std::string_view name = type ? type.string() : "";
    if (name == "object") return Object(schema, indent, depth);
    if (name == "array") {
      json::Value items = schema.Find("items");
      if (!items) {
        out_.append("Array<any>");
        return true;
      }
      if (!Write(items, indent, depth + 1)) return false;
      out_.append("[]");
    } else if (name == "string") {
      json::Value values = ListOf(schema, "enum");
      if (!values || !Enum(values)) out_.append("string");
    } else if (name == "number" || name == "integer") {
      out_.append("number");
    } else {
      out_.append(name == "boolean" ? "boolean" : "any");
    }
    return true;
  }

 private:
  void Indent(size_t indent) { out_.append(indent, ' '); }

  // A schema's type, and null if it is nullable and does not say so.
  bool Nullable(json::Value schema, size_t indent, int depth) {
    const size_t begin = out_.size();
    if (!Write(schema, indent, depth)) return false;
    if (IsNullable(schema) && out_.find("null", begin) == out_.npos) out_.append(" | null");
    return true;
  }

  void Comment(size_t indent, std::string_view before, json::Value text) {
    Indent(indent);
    text::Append(&out_, "// ", before, text.string(), "\n");
  }

  // A default; a string in quotes unless it is one of an enum.
  void Default(json::Value schema, json::Value value, bool quote_enums) {
    json::Value values = ListOf(schema, "enum");
    const bool is_enum = values && values.size() > 0;
    out_.append("default: ");
    if (!value.is_string()) {
      json::AppendCompact(value, &out_);
    } else if (!is_enum) {
      text::Append(&out_, "\"", value.string(), "\"");
    } else if (quote_enums) {
      json::AppendString(value.string(), &out_);
    } else {
      out_.append(value.string());
    }
  }

  // What stands after a variant: a description and a default.
  void Trail(json::Value variant, bool description, std::string_view known, bool quote_enums) {
    std::string_view before = " // ";
    json::Value said = StringOf(variant, "description");
    if (description && said && (known.data() == nullptr || said.string() != known)) {
      text::Append(&out_, before, said.string());
      before = " ";
    }
    if (json::Value value = variant.Find("default")) {
      out_.append(before);
      Default(variant, value, quote_enums);
    }
  }

  bool OneOf(json::Value variants, size_t indent, int depth) {
    for (json::Value variant : variants.elements()) {
      out_.push_back('\n');
      Indent(indent);
      out_.append(" | ");
      if (!Nullable(variant, indent + 3, depth + 1)) return false;
      Trail(variant, /*description=*/true, {}, /*quote_enums=*/true);
    }
    return true;
  }

  // A list of types; false if there is none in it.
  bool Types(json::Value types) {
    bool first = true;
    for (json::Value type : types.elements()) {
      if (!type.is_string()) continue;
      if (!first) out_.append(" | ");
      first = false;
      out_.append(type.string() == "integer" ? "number" : type.string());
    }
    return !first;
  }

  bool Enum(json::Value values) {
    bool first = true;
    for (json::Value value : values.elements()) {
      if (!value.is_string()) continue;
      text::Append(&out_, first ? "\"" : " | \"", value.string(), "\"");
      first = false;
    }
    return !first;
  }

  bool Object(json::Value schema, size_t indent, int depth) {
    if (json::Value description = StringOf(schema, "description")) Comment(indent, "", description);
    out_.append("{\n");
    json::Value properties = schema.Find("properties");
    if (properties && properties.is_object()) {
      absl::flat_hash_set<absl::string_view> required;
      if (json::Value names = ListOf(schema, "required")) {
        for (json::Value name : names.elements()) {
          if (name.is_string()) required.insert(text::ToAbsl(name.string()));
        }
      }
      for (json::Member property : properties.members()) {
        const bool optional = !required.contains(text::ToAbsl(property.name()));
        if (!Property(property, optional, indent, depth)) return false;
      }
    }
    Indent(indent);
    out_.push_back('}');
    return true;
  }

  bool Property(json::Member property, bool optional, size_t indent, int depth) {
    json::Value schema = property.value;
    if (json::Value title = StringOf(schema, "title")) {
      Comment(indent, "", title);
      Indent(indent);
      out_.append("//\n");
    }
    json::Value description = StringOf(schema, "description");
    if (description && !schema.Find("oneOf")) Comment(indent, "", description);
    Examples(schema, indent);
    if (json::Value variants = ListOf(schema, "oneOf")) {
      return Variants(property, variants, optional, indent, depth);
    }
    Name(property, optional, indent);
    out_.push_back(' ');
    if (!Nullable(schema, indent + 4, depth + 1)) return false;
    out_.push_back(',');
    if (json::Value value = schema.Find("default"); value && !schema.Find("oneOf")) {
      out_.append(" // ");
      Default(schema, value, /*quote_enums=*/false);
    }
    out_.push_back('\n');
    return true;
  }

  void Name(json::Member property, bool optional, size_t indent) {
    Indent(indent);
    text::Append(&out_, property.name(), optional ? "?:" : ":");
  }

  void Examples(json::Value schema, size_t indent) {
    json::Value examples = ListOf(schema, "examples");
    if (!examples || examples.size() == 0) return;
    Indent(indent);
    out_.append("// Examples:\n");
    for (json::Value example : examples.elements()) {
      if (!example.is_string()) continue;
      Indent(indent);
      text::Append(&out_, "// - \"", example.string(), "\"\n");
    }
  }

  // A property of several types, each on a line.
  bool Variants(json::Member property, json::Value variants, bool optional, size_t indent,
                int depth) {
    json::Value schema = property.value;
    json::Value description = StringOf(schema, "description");
    bool above = false;
    if (description) {
      json::Value first = variants.At(0);
      json::Value same = first ? StringOf(first, "description") : first;
      above = !same || same.string() != description.string();
      if (above) Comment(indent, "", description);
    }
    if (json::Value value = schema.Find("default")) {
      Indent(indent);
      out_.append("// ");
      Default(schema, value, /*quote_enums=*/false);
      out_.push_back('\n');
    }
    Name(property, optional, indent);
    out_.push_back('\n');
    bool first = true;
    for (json::Value variant : variants.elements()) {
      Indent(indent);
      out_.append(" | ");
      if (!Nullable(variant, indent + 3, depth + 1)) return false;
      Trail(variant, !(first && above), description ? description.string() : std::string_view(),
            /*quote_enums=*/false);
      out_.push_back('\n');
      first = false;
    }
    Indent(indent);
    out_.append(",\n");
    return true;
  }

  std::string& out_;
};

}  // namespace

bool AppendType(json::Value schema, std::string* out) { return Writer(out).Write(schema, 0, 0); }

}  // namespace jsonl::record::harmony
