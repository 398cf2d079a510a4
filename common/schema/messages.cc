#include "common/schema/messages.h"

#include <vector>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {
namespace {

constexpr size_t kMaxShown = 60;

}  // namespace

std::string Shown(json::Value value) {
  const bool container = value.is_array() || value.is_object();
  if (container || value.raw().size() > kMaxShown) return std::string(json::TypeName(value.type()));
  return std::string(value.raw());
}

std::string Quoted(std::string_view name) { return text::Cat("'", text::Shortened(name), "'"); }

std::string TypeNames(TypeSet types) {
  std::vector<std::string_view> names;
  if ((types & kIntegers) != 0 && (types & kNumbers) == 0) names.emplace_back("an integer");
  for (json::Type type : {json::Type::kNumber, json::Type::kString, json::Type::kBool,
                          json::Type::kArray, json::Type::kObject, json::Type::kNull}) {
    if ((types & Only(type)) != 0) names.push_back(json::TypeName(type));
  }
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    text::Append(&out, i == 0 ? "" : i + 1 == names.size() ? " or " : ", ", names[i]);
  }
  return out;
}

std::string Counted(uint64_t count, std::string_view noun) {
  if (count == 1) return text::Cat("1 ", noun);
  if (noun.ends_with('y')) return text::Cat(count, " ", noun.substr(0, noun.size() - 1), "ies");
  return text::Cat(count, " ", noun, "s");
}

}  // namespace jsonl::schema
