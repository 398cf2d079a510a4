#include "common/schema/schema_cache.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl::schema {
namespace {

bool Accepts(SchemaCache* cache, const std::string& schema, const std::string& instance) {
  test::ParsedText parsed(schema);
  absl::StatusOr<Schema> compiled = cache->Get(parsed.root());
  return compiled.ok() && compiled->Validate(test::ParsedText(instance).root(), nullptr);
}

std::string Const(int value) { return text::Cat("{\"const\": ", value, "}"); }

TEST(SchemaCacheTest, CompilesATextOnce) {
  SchemaCache cache({});
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(Accepts(&cache, Const(1), "1"));
    EXPECT_FALSE(Accepts(&cache, Const(1), "2"));
    EXPECT_TRUE(Accepts(&cache, Const(2), "2"));
    EXPECT_FALSE(Accepts(&cache, R"({"type": 1})", "1"));
  }
  EXPECT_EQ(cache.compiled(), 3);
}

TEST(SchemaCacheTest, HonoursItsOptions) {
  CompileOptions options;
  options.assert_formats = true;
  SchemaCache strict(options);
  SchemaCache lax({});
  EXPECT_FALSE(Accepts(&strict, R"({"format": "date"})", "\"x\""));
  EXPECT_TRUE(Accepts(&lax, R"({"format": "date"})", "\"x\""));
}

TEST(SchemaCacheTest, ForgetsWhatIsOld) {
  SchemaCache cache({}, /*max_memory=*/100'000);
  EXPECT_TRUE(Accepts(&cache, Const(0), "0"));
  for (int i = 1; i <= 200; ++i) {
    EXPECT_TRUE(Accepts(&cache, Const(i), std::to_string(i)));
    EXPECT_TRUE(Accepts(&cache, Const(0), "0"));  // is asked for all the time, and so stays
  }
  EXPECT_EQ(cache.compiled(), 201);
  EXPECT_TRUE(Accepts(&cache, Const(1), "1"));
  EXPECT_EQ(cache.compiled(), 202);
}

TEST(SchemaCacheTest, DoesNotKeepWhatIsTooLarge) {
  SchemaCache cache({}, /*max_memory=*/100'000);
  const std::string large = text::Cat("{\"const\": \"", std::string(60'000, 'x'), "\"}");
  EXPECT_FALSE(Accepts(&cache, large, "1"));
  EXPECT_FALSE(Accepts(&cache, large, "1"));
  EXPECT_EQ(cache.compiled(), 2);
}

TEST(SchemaCacheTest, ServesSeveralThreads) {
  SchemaCache cache({}, /*max_memory=*/100'000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 300; ++i) {
        const int value = (i * (t + 1)) % 50;
        const std::string pattern = text::Cat("{\"pattern\": \"(a|b){", value, "}c\"}");
        EXPECT_TRUE(Accepts(&cache, pattern,
                            text::Cat("\"", std::string(static_cast<size_t>(value), 'a'), "c\"")));
        EXPECT_FALSE(Accepts(&cache, Const(value), "-1"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace jsonl::schema
