#include "tools/validate/rules/field_list.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/testing/json_text.h"
#include "common/text/strings.h"

namespace jsonl {
namespace {

// How the JSON differs from the list, separated by "; ".
std::string Differences(std::string_view instruction, std::string_view json) {
  FieldList list;
  if (!list.Find(instruction)) return "no list";
  test::ParsedText parsed(json);
  std::vector<std::string> mismatches;
  list.Check(parsed.root(), &mismatches);
  std::string all;
  for (const std::string& mismatch : mismatches) {
    text::Append(&all, all.empty() ? "" : "; ", mismatch);
  }
  return all;
}

struct Case {
  std::string_view instruction;
  std::string_view json;
  std::string_view differences;
};

TEST(FieldListTest, ComparesWithTheResponse) {
  constexpr std::string_view kPerson =
      "Extract {name:string, age:int, tags:string[]} from the text. Respond only with JSON.";
  const Case cases[] = {
      {kPerson, R"({"age":27,"name":"Ana","tags":["Neo4j","JSON"]})", ""},
      {kPerson, R"({"age":27.0,"name":"Ana","tags":[]})", ""},
      {kPerson, R"({"age":null,"name":null,"tags":null})", ""},
      {kPerson, R"({"age":27,"name":"Ana"})", "has no field 'tags'"},
      {kPerson, R"({"age":"27","name":"Ana","tags":[]})", "has a string for 'age', not an integer"},
      {kPerson, R"({"age":27.5,"name":"Ana","tags":[]})",
       "has a number with a fraction for 'age', not an integer"},
      {kPerson, R"({"age":1e400,"name":"Ana","tags":"a"})",
       "has a string for 'tags', not an array"},
      {kPerson, R"({"age":1,"name":"Ana","tags":["a",2,null]})",
       "has a number for 'tags.1', not a string; has null for 'tags.2', not a string"},
      {kPerson, R"({"age":1,"name":"Ana","tags":[],"city":"Rome"})",
       "has a field 'city' that was not asked for"},
      {kPerson, R"([])", "is an array, not an object"},
      {kPerson, "null", "is null, not an object"},
      {kPerson, "{}", "has no field 'age'; has no field 'name'; has no field 'tags'"},
      {"{product:string, price:float, currency:string}",
       R"({"currency":"USD","price":1299.99,"product":"Laptop"})", ""},
      {"{product:string, price:float}", R"({"price":1,"product":"Laptop"})", ""},
  };
  for (const Case& c : cases)
    EXPECT_EQ(Differences(c.instruction, c.json), c.differences) << c.json;
}

TEST(FieldListTest, ReadsManySpellings) {
  const Case cases[] = {
      {"{ a : STR ,\n b : Integer ; c: Boolean, }", R"({"a":"","b":1,"c":true})", ""},
      {"{\"a\": \"string\", 'b': `number`}", R"({"a":"","b":1.5})", ""},
      {"{a, b, c}", R"({"a":1,"b":"x","c":[]})", ""},
      {"{a, b}", R"({"a":1})", "has no field 'b'"},
      {"{a?:int, b:int?, c:int}", R"({"c":1})", ""},
      {"{a?:int, b}", R"({"a":"x","b":1})", "has a string for 'a', not an integer"},
      {"{a:int|string, b:bool or null}", R"({"a":"x","b":true})", ""},
      {"{a:int|string}", R"({"a":[]})", "has an array for 'a', not a string or an integer"},
      {"{a:list[int], b:array<string>, c:[number], d:list of ints, e:list, f:list[]}",
       R"({"a":[1],"b":["x"],"c":[1.5],"d":[2],"e":[1,"x"],"f":[[]]})", ""},
      {"{a:int[][]}", R"({"a":[[1],["x"]]})", "has a string for 'a.1.0', not an integer"},
      {"{a:(int|null)[]}", R"({"a":[1,null]})", ""},
      {"{address:{city:string, zip:string?}, tags:{}}",
       R"({"address":{"city":"x"},"tags":{"a":1}})", ""},
      {"{address:{city:string}}", R"({"address":{"zip":"x"}})",
       "has a field 'address.zip' that was not asked for; has no field 'address.city'"},
      {"{items:[{sku:string, n:int}]}", R"({"items":[{"sku":"x","n":1},{"sku":"y"}]})",
       "has no field 'items.1.n'"},
      {"{items:{sku:string}[]}", R"({"items":[{"sku":1}]})",
       "has a number for 'items.0.sku', not a string"},
      {"a list [{name:string}]", R"([{"name":"x"},{}])", "has no field '1.name'"},
      {"{name:string}[]", R"([{"name":1}])", "has a number for '0.name', not a string"},
      {"{when:ISO date, price:price in USD, id:uuid}", R"({"when":1,"price":"x","id":2})", ""},
      {"{level:\"low\"|\"high\", n:date}", R"({"level":"low","n":"1 May"})", ""},
      {"{größe:int, first-name:string}", R"({"größe":1,"first-name":"x"})", ""},
      {"{x, use {name:string}", R"({"name":"x"})", ""},
      {"{a:{b:int}|{c:int}}", R"({"a":1})", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Differences(c.instruction, c.json), c.differences) << c.instruction;
  }
}

TEST(FieldListTest, IsNotFoundWhereThereIsNone) {
  for (std::string_view instruction :
       {"", "Extract the name.", "{}", "{text}", "Fill {fields} in", "{a:int", "{a:int,,}",
        "{:int}", "{a:}", "{a:int b:{}", "{a:int, a:string}", "{\"a:int}", "{a:[int}", "{{name}}",
        "{a:int[3]}"}) {
    EXPECT_EQ(Differences(instruction, "{}"), "no list") << instruction;
  }
}

TEST(FieldListTest, HostileListsTakeLinearTime) {
  FieldList list;
  const int kMany = 100000;
  for (std::string_view part : {"{", "{a:", "{a:[", "{a:(", "{'", "{a,", "{a:{b:int},", "a:int,"}) {
    std::string text = "{";
    for (int i = 0; i < kMany; ++i) text.append(part);
    EXPECT_FALSE(list.Find(text)) << part;
  }
  // Many optional fields, and many objects without any; many fields, none of which is known.
  std::string text = "[{";
  std::string json = "[";
  for (int i = 0; i < kMany; ++i) {
    text::Append(&text, "f", i, "?:int,");
    json += i == 0 ? "{}" : ",{}";
  }
  text += "}]";
  ASSERT_TRUE(list.Find(text));
  test::ParsedText empty(json + "]");
  std::vector<std::string> mismatches;
  list.Check(empty.root(), &mismatches);
  EXPECT_TRUE(mismatches.empty());
  json = "[{";
  for (int i = 0; i < kMany; ++i) text::Append(&json, i == 0 ? "" : ",", "\"g", i, "\":1");
  test::ParsedText unknown(json + "}]");
  list.Check(unknown.root(), &mismatches);
  EXPECT_EQ(mismatches.size(), FieldList::kMaxMismatches);
}

TEST(FieldListTest, DepthIsBounded) {
  auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "{a:";
    text += "int";
    return text + std::string(static_cast<size_t>(depth), '}');
  };
  FieldList list;
  EXPECT_TRUE(list.Find(nested(FieldList::kMaxDepth)));
  EXPECT_FALSE(list.Find(nested(FieldList::kMaxDepth + 100)));
}

}  // namespace
}  // namespace jsonl
