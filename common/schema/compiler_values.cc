#include <algorithm>

#include "common/json/fingerprint.h"
#include "common/json/writer.h"
#include "common/schema/compiler.h"
#include "common/text/strings.h"
#include "common/text/utf8.h"

namespace jsonl::schema {
namespace {

struct TypeName {
  std::string_view name;
  TypeSet types;
};

constexpr TypeName kTypeNames[] = {
    {"string", kStrings},
    {"integer", kIntegers},
    {"object", kObjects},
    {"array", kArrays},
    {"number", kNumbers},
    {"boolean", Only(json::Type::kBool)},
    {"null", Only(json::Type::kNull)},
};

// As much of an array's elements as a message shows: "a", "b" and 5 more.
std::string Shown(json::Value array) {
  constexpr size_t kEnough = 80;
  std::string out;
  uint32_t count = 0;
  for (json::Value element : array.elements()) {
    if (count > 0 && (out.size() > kEnough || out.size() + element.raw().size() > 2 * kEnough)) {
      text::Append(&out, " and ", array.size() - count, " more");
      break;
    }
    if (count++ > 0) out += ", ";
    if (element.raw().size() > 2 * kEnough) {
      text::Append(&out, json::TypeName(element.type()), " of ", element.raw().size(), " bytes");
    } else {
      json::AppendCompact(element, &out);
    }
  }
  return out;
}

}  // namespace

void Compiler::CompileTypes(json::Value value, Node* node) {
  node->types = 0;
  auto add = [this, node](json::Value name) {
    if (!Is(name, json::Type::kString)) return;
    for (const TypeName& type : kTypeNames) {
      if (name.string() != type.name) continue;
      node->types |= type.types;
      return;
    }
    Fail(name, text::Cat("is no type: ", text::Shortened(name.raw())));
  };
  if (!value.is_array()) return add(value);
  if (value.size() == 0) return Fail(value, "must not be empty");
  for (json::Value name : value.elements()) add(name);
}

void Compiler::CompileValues(const Keywords& keywords) {
  for (Keyword keyword : {Keyword::kEnum, Keyword::kConst}) {
    const json::Value value = Get(keywords, keyword);
    if (!value || failed()) continue;
    if (keyword == Keyword::kEnum && !Is(value, json::Type::kArray)) return;
    ValueSet set;
    set.strings.begin = static_cast<uint32_t>(program_->names.size());
    set.fingerprints.begin = static_cast<uint32_t>(program_->fingerprints.size());
    auto add = [this](json::Value element) {
      if (element.is_string()) {
        NameEntry entry;
        entry.name = Keep(element);
        program_->names.push_back(entry);
      } else {
        program_->fingerprints.push_back(json::FingerprintOf(element));
      }
    };
    if (keyword == Keyword::kEnum) {
      for (json::Value element : value.elements()) add(element);
      set.shown = program_->strings.emplace_back(Shown(value));
    } else {
      add(value);
      set.shown = KeepRaw(value);
    }
    set.strings.end = static_cast<uint32_t>(program_->names.size());
    set.fingerprints.end = static_cast<uint32_t>(program_->fingerprints.size());
    if (set.strings.size() > kLinearNames) {
      std::sort(program_->names.begin() + set.strings.begin, program_->names.end(), NameOrder);
    }
    std::sort(program_->fingerprints.begin() + set.fingerprints.begin,
              program_->fingerprints.end());
    Push({keyword, kAllTypes, static_cast<uint32_t>(program_->value_sets.size())});
    program_->value_sets.push_back(set);
  }
}

void Compiler::CompileNumbers(const Keywords& keywords) {
  Range limits;
  limits.begin = static_cast<uint32_t>(program_->limits.size());
  for (Keyword keyword : {Keyword::kMinimum, Keyword::kExclusiveMinimum, Keyword::kMaximum,
                          Keyword::kExclusiveMaximum}) {
    const json::Value limit = Get(keywords, keyword);
    if (!limit || failed() || !Is(limit, json::Type::kNumber)) continue;
    program_->limits.push_back({keyword, Number(KeepRaw(limit))});
  }
  limits.end = static_cast<uint32_t>(program_->limits.size());
  if (limits.size() > 0) {
    Push({Keyword::kMinimum, kNumbers, static_cast<uint32_t>(program_->limit_lists.size())});
    program_->limit_lists.push_back(limits);
  }
  const json::Value divisor = Get(keywords, Keyword::kMultipleOf);
  if (!divisor || failed() || !Is(divisor, json::Type::kNumber)) return;
  if (Number(divisor.raw()) <= Number("0")) return Fail(divisor, "must be above 0");
  auto made = Divisor::From(divisor.raw());
  if (!made) {
    return Fail(divisor,
                text::Cat("has more than ", Divisor::kMaxDigits, " digits, or is too large"));
  }
  Push({Keyword::kMultipleOf, kNumbers, static_cast<uint32_t>(program_->divisors.size())});
  program_->divisors.push_back({*made, KeepRaw(divisor)});
}

std::optional<uint64_t> Compiler::Count(json::Value value) {
  constexpr uint64_t kMany = uint64_t{1} << 62;
  if (!Is(value, json::Type::kNumber)) return std::nullopt;
  const Number number(value.raw());
  if (!number.IsInteger() || number < Number("0")) {
    Fail(value,
         text::Cat("must be a whole number, 0 or more, found ", text::Shortened(value.raw())));
    return std::nullopt;
  }
  if (number > Number("4611686018427387904")) return kMany;
  return number.ToInteger();
}

void Compiler::CompileCounts(const Keywords& keywords) {
  static constexpr std::pair<Keyword, TypeSet> kCounts[] = {
      {Keyword::kMinItems, kArrays},
      {Keyword::kMaxItems, kArrays},
      {Keyword::kMinProperties, kObjects},
      {Keyword::kMaxProperties, kObjects},
  };
  for (const auto& [keyword, types] : kCounts) {
    const json::Value value = Get(keywords, keyword);
    if (!value || failed()) continue;
    if (auto count = Count(value)) Push({keyword, types, 0, *count});
  }
}

std::optional<uint32_t> Compiler::CompilePattern(json::Value place, std::string_view text) {
  const auto index = static_cast<uint32_t>(program_->patterns.size());
  auto [it, added] = patterns_.try_emplace(text, index);
  if (!added) return it->second;
  auto pattern = Pattern::Make(text);
  if (!pattern.ok()) {
    Fail(place,
         text::Cat("is no pattern that can be used: ", text::FromAbsl(pattern.status().message())));
    return std::nullopt;
  }
  program_->patterns.push_back({*std::move(pattern), text});
  return index;
}

void Compiler::CompileStrings(const Keywords& keywords) {
  StringRule rule;
  const json::Value min = Get(keywords, Keyword::kMinLength);
  if (min && !failed()) rule.min = Count(min).value_or(0);
  const json::Value max = Get(keywords, Keyword::kMaxLength);
  if (max && !failed()) rule.max = Count(max).value_or(0);
  const json::Value pattern = Get(keywords, Keyword::kPattern);
  if (pattern && !failed() && Is(pattern, json::Type::kString)) {
    rule.pattern = CompilePattern(pattern, Keep(pattern)).value_or(StringRule::kNone);
  }
  const json::Value format = Get(keywords, Keyword::kFormat);
  if (format && !failed() && Is(format, json::Type::kString) && options_.assert_formats) {
    if (FormatCheck check = FindFormat(format.string())) {
      rule.format = static_cast<uint32_t>(program_->formats.size());
      program_->formats.push_back({check, Keep(format)});
    }
  }
  if (!min && !max && rule.pattern == StringRule::kNone && rule.format == StringRule::kNone) return;
  Push({Keyword::kMinLength, kStrings, static_cast<uint32_t>(program_->string_rules.size())});
  program_->string_rules.push_back(rule);
}

}  // namespace jsonl::schema
