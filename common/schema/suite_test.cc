// Runs the test suite of JSON Schema (Debian's package json-schema-test-suite) for draft-07, and
// for 2020-12 with what that has in common with it.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/document.h"
#include "common/schema/schema.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

// What does not pass, and why.
struct Exception {
  std::string_view file;
  std::string_view group;
  std::string_view reason;
};

constexpr Exception kExceptions[] = {
    {"refRemote.json", "", "other documents are never fetched"},
    {"optional/content.json", "", "contentMediaType and contentEncoding are annotations"},
};

bool Covers(const Exception& exception, std::string_view file, std::string_view group) {
  return exception.file == file && (exception.group.empty() || exception.group == group);
}

struct Case {
  std::string name;  // "file: group: description"
  bool passes;
};

std::string Read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A schema that does not compile fails all cases of its group.
std::vector<Case> RunGroup(const std::string& name, json::Value schema_value, json::Value tests) {
  CompileOptions options;
  options.assert_formats = true;
  auto schema = Schema::Compile(schema_value, options);
  std::vector<Case> cases;
  for (json::Value test : tests.elements()) {
    const bool valid = test.Find("valid").boolean();
    bool passes = false;
    std::vector<Violation> violations;
    if (schema.ok()) {
      passes =
          schema->Validate(test.Find("data"), &violations) == valid && violations.empty() == valid;
    }
    cases.push_back({text::Cat(name, ": ", test.Find("description").string(), " ",
                               text::FromAbsl(schema.status().message())),
                     passes});
  }
  return cases;
}

const std::filesystem::path& Root() {
  static const auto* root =
      new std::filesystem::path("external/json_schema_test_suite/files/draft7");
  return *root;
}

TEST(SuiteTest, PassesButForTheExceptions) {
  size_t passed = 0;
  std::set<const Exception*> used;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(Root())) {
    if (entry.path().extension() != ".json") continue;
    const std::string file = entry.path().lexically_relative(Root()).string();
    test::ParsedText parsed(Read(entry.path()));
    for (json::Value group : parsed.root().elements()) {
      const std::string_view title = group.Find("description").string();
      const auto* exception =
          std::find_if(std::begin(kExceptions), std::end(kExceptions),
                       [&](const Exception& e) { return Covers(e, file, title); });
      const bool excepted = exception != std::end(kExceptions);
      bool all_pass = true;
      for (const Case& c :
           RunGroup(text::Cat(file, ": ", title), group.Find("schema"), group.Find("tests"))) {
        all_pass = all_pass && c.passes;
        passed += c.passes;
        EXPECT_TRUE(c.passes || excepted) << c.name;
      }
      if (!excepted) continue;
      EXPECT_FALSE(all_pass) << file << ": " << title << " passes, and is listed as an exception";
      used.insert(exception);
    }
  }
  EXPECT_GT(passed, 500);
  EXPECT_EQ(used.size(), std::size(kExceptions))
      << "an exception is listed that is not in the suite";
}

// Of keywords that 2020-12 has not changed; keywords_2020_12_test.cc has the others.
TEST(SuiteTest, SharedKeywordsPassIn202012) {
  constexpr std::string_view kFiles[] = {
      "additionalProperties",
      "allOf",
      "anyOf",
      "boolean_schema",
      "const",
      "contains",
      "default",
      "enum",
      "exclusiveMaximum",
      "exclusiveMinimum",
      "if-then-else",
      "maxItems",
      "maxLength",
      "maxProperties",
      "maximum",
      "minItems",
      "minLength",
      "minProperties",
      "minimum",
      "multipleOf",
      "not",
      "oneOf",
      "pattern",
      "patternProperties",
      "properties",
      "propertyNames",
      "required",
      "type",
      "uniqueItems",
  };
  for (std::string_view file : kFiles) {
    test::ParsedText parsed(Read(Root() / text::Cat(file, ".json")));
    for (json::Value group : parsed.root().elements()) {
      const json::Value schema = group.Find("schema");
      if (schema.is_object() && schema.Find("items") && schema.Find("items").is_array()) continue;
      test::ParsedText wrapped(
          text::Cat(R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": )",
                    R"("#/$defs/it", "$defs": {"it": )", schema.raw(), "}}"));
      for (const Case& c : RunGroup(text::Cat(file, ": ", group.Find("description").string()),
                                    wrapped.root(), group.Find("tests"))) {
        EXPECT_TRUE(c.passes) << c.name;
      }
    }
  }
}

}  // namespace
}  // namespace jsonl::schema
