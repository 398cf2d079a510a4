#include "common/record/schemas.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/record/registry.h"
#include "common/schema/schema.h"
#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

// A record with some of the fields, mostly of the types that formats want.
std::string AnyRecord(std::mt19937_64* random) {
  constexpr std::string_view kFields[] = {"instruction", "input", "output",      "meta",
                                          "task",        "text",  "chosen",      "rejected",
                                          "description", "tests", "starter_code"};
  constexpr std::string_view kOthers[] = {
      "null", "7", "true", "[1]", "{}", R"({"instruction": 7})", R"({"a": null})", "[1.0, 2e3]"};
  constexpr std::string_view kObjects[] = {R"({"instruction": "i"})", R"({"a": "b"})",
                                           R"({"instruction": "i", "schema": {}})"};
  constexpr std::string_view kStrings[] = {
      R"("a")", R"("")", R"("\u00e4 b")", R"(" ")", R"("\u0085\u3000")", R"("\ufeff")"};
  auto one_of = [&](const auto& list) { return list[(*random)() % std::size(list)]; };
  const uint64_t absent = 1 + (*random)() % 8;
  const size_t fields = 4 + (*random)() % (std::size(kFields) - 3);
  std::string record;
  for (size_t i = 0; i < fields; ++i) {
    const std::string_view field = kFields[i];
    if ((*random)() % 9 < absent) continue;
    const bool likes_objects = field == "meta" || field == "input";
    std::string_view value = one_of(kStrings);
    if (likes_objects && (*random)() % 2 == 0) value = one_of(kObjects);
    if ((*random)() % 12 == 0) value = one_of(kOthers);
    text::Append(&record, record.empty() ? "{" : ", ", "\"", field, "\": ", value);
  }
  return record.empty() ? "{}" : record + "}";
}

TEST(SchemasTest, AgreeWithTheRulesOfTheFormat) {
  std::mt19937_64 random(1);
  std::vector<std::string> records;
  for (int i = 0; i < 20'000; ++i) records.push_back(AnyRecord(&random));
  for (const record::Format* format : record::All()) {
    absl::StatusOr<std::string> text = record::PrintSchema(format->name());
    if (!text.ok()) continue;
    const test::ParsedText parsed(*text);
    absl::StatusOr<schema::Schema> schema = schema::Schema::Compile(parsed.root());
    ASSERT_TRUE(schema.ok()) << schema.status();
    int valid = 0;
    for (const std::string& record : records) {
      const test::ParsedText instance(record);
      std::vector<report::Finding> findings;
      format->Check(instance.root(), {.named = true}, &findings);
      EXPECT_EQ(schema->Validate(instance.root(), nullptr), findings.empty())
          << format->name() << ": " << record << "\n"
          << (findings.empty() ? "" : findings[0].message);
      valid += findings.empty();
    }
    EXPECT_GT(valid, 20) << format->name();
    EXPECT_TRUE(valid < 19'000 || format->name() == "any") << format->name();
  }
}

TEST(SchemasTest, SaysWhichThereAre) {
  for (std::string_view name : {"alpaca", "task", "text", "grpo", "eval", "any"}) {
    EXPECT_TRUE(record::PrintSchema(name).ok()) << name;
  }
  const absl::Status none = record::PrintSchema("messages").status();
  EXPECT_TRUE(text::FromAbsl(none.message())
                  .starts_with("'messages' has rules that a schema cannot express; these have "
                               "one: alpaca, "))
      << none;
  EXPECT_TRUE(absl::IsInvalidArgument(record::PrintSchema("alpacca").status()));
}

}  // namespace
}  // namespace jsonl
