#include "tools/generate/function.h"

#include <vector>

#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::generate {

json::Value Call::Json(size_t i, std::string* why) const {
  if (arguments[i].value) return arguments[i].value;
  json::Value value = parser->Parse(arguments[i].text);
  if (!value) *why = text::Cat("'", text::Shortened(arguments[i].text), "' is not JSON");
  return value;
}

const JsonTree* Call::Tree(size_t i, std::string* why) const {
  const json::Value value = Json(i, why);
  if (!value) return nullptr;
  return arguments[i].value ? trees->OfRecord(value, why) : trees->OfText(value, why);
}

int64_t Call::Number(size_t i, std::string* why) const {
  const std::string_view digits = text(i);
  int64_t number = 0;
  bool good = !digits.empty() && digits.size() <= 6;
  for (char c : digits) {
    good = good && c >= '0' && c <= '9';
    number = number * 10 + (c - '0');
    if (!good) break;
  }
  if (good) return number;
  *why = text::Cat("'", text::Shortened(digits), "' is no whole number");
  return -1;
}

absl::Span<const Function> Functions() {
  static const auto& all = *[] {
    auto* functions = new std::vector<Function>;
    for (const absl::Span<const Function>& table :
         {WordFunctions(), JsonForms(), JsonFaults(), JsonChanges()}) {
      functions->insert(functions->end(), table.begin(), table.end());
    }
    return functions;
  }();
  return all;
}

const Function* FindFunction(std::string_view name) {
  for (const Function& function : Functions()) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

std::string ListFunctions() {
  std::string out;
  for (const Function& function : Functions()) {
    std::string call = text::Cat(function.name, "(", function.parameters, ")");
    if (call.size() < 26) call.resize(26, ' ');
    text::Append(&out, call, "  ", function.does, "\n");
  }
  return out;
}

}  // namespace jsonl::generate
