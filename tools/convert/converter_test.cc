#include "tools/convert/converter.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/record/registry.h"
#include "common/testing/json_text.h"
#include "common/text/buffer.h"
#include "common/text/strings.h"
#include "proto/example.pb.h"

namespace jsonl {
namespace {

using report::CodeName;
using report::Finding;

// The record, converted; or "code pointer message" of each finding, separated by " | ".
std::string Result(std::string_view out, const std::vector<Finding>& findings) {
  if (findings.empty()) return std::string(out);
  EXPECT_EQ(out, "");
  std::string all;
  for (const Finding& finding : findings) {
    text::Append(&all, all.empty() ? "" : " | ", CodeName(finding.code), " ", finding.pointer, " ",
                 finding.message);
  }
  return all;
}

std::string Convert(const ConversionRules& rules, std::string_view record) {
  test::ParsedText parsed(record);
  Converter converter(rules);
  text::Buffer out;
  std::vector<Finding> findings;
  converter.Convert(parsed.root(), parsed.root().raw(), /*one_line=*/false, &out, &findings);
  return Result(out, findings);
}

std::string ConvertExample(const ConversionRules& rules, std::string_view bytes) {
  Converter converter(rules);
  text::Buffer out;
  std::vector<Finding> findings;
  converter.ConvertExample(bytes, &out, &findings);
  return Result(out, findings);
}

ConversionRules Rules(std::string_view from, std::string_view to) {
  ConversionRules rules;
  rules.from = record::Find(from);
  rules.to = record::Find(to);
  return rules;
}

constexpr std::string_view kAlpaca = R"({"instruction":"i","input":"x","output":"o"})";

TEST(ConverterTest, WithoutAFormatTheRecordIsLeftAsItIs) {
  EXPECT_EQ(Convert(Rules("", ""), R"({"b" : 1.0,  "a":[ ]})"), R"({"b" : 1.0,  "a":[ ]})");
  EXPECT_EQ(Convert(Rules("", "any"), R"({"instruction" : "i"})"), R"({"instruction" : "i"})");
  EXPECT_EQ(Convert(Rules("alpaca", "any"), kAlpaca), kAlpaca);
}

TEST(ConverterTest, OptionsCountWhereTheFormatStays) {
  constexpr std::string_view kCalls =
      R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":{"a": 1}}]}]})";
  constexpr std::string_view kAsString =
      R"({"messages":[{"role":"assistant","tool_calls":[{"name":"f","arguments":"{\"a\": 1}"}]}]})";
  for (std::string_view to : {"", "any", "messages"}) {
    ConversionRules rules = Rules("", to);
    rules.write.arguments = record::WriteOptions::Arguments::kString;
    EXPECT_EQ(Convert(rules, kCalls), kAsString) << to;
    EXPECT_EQ(Convert(rules, R"({"of": "no format"})"),
              to == "messages" ? "cannot-convert  Looks like no known format; name it with --from"
                               : R"({"of": "no format"})");
  }
  ConversionRules drop = Rules("", "");
  drop.write.meta = record::WriteOptions::Meta::kDrop;
  EXPECT_EQ(Convert(drop, R"({"instruction":"i","input":"x","output":"o","meta":{"a":"b"}})"),
            kAlpaca);
}

TEST(ConverterTest, ARecordOfSeveralLinesBecomesOne) {
  EXPECT_EQ(Convert(Rules("", ""), "{\n  \"b\" : 1.0,\n  \"a\": \"x y\"\n}"),
            R"({"b":1.0,"a":"x y"})");
}

TEST(ConverterTest, ConvertsWhatItRecognisesOrIsTold) {
  constexpr std::string_view kChat =
      R"({"messages":[{"role":"user","content":"i\n\nx"},{"role":"assistant","content":"o"}],)";
  for (std::string_view from : {"", "alpaca"}) {
    std::string converted = Convert(Rules(from, "messages"), kAlpaca);
    EXPECT_EQ(converted.substr(0, kChat.size()), kChat) << from;
  }
}

TEST(ConverterTest, DropsWhatItIsToldToDrop) {
  ConversionRules rules = Rules("alpaca", "messages");
  rules.write.meta = record::WriteOptions::Meta::kDrop;
  EXPECT_EQ(
      Convert(rules, kAlpaca),
      R"({"messages":[{"role":"user","content":"i\n\nx"},{"role":"assistant","content":"o"}]})");
}

TEST(ConverterTest, ReportsWhatItCannotConvert) {
  struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view record;
    std::string_view finding;  // how it starts
  };
  const Case cases[] = {
      {"", "messages", R"({"a":1})",
       "cannot-convert  Looks like no known format; name it with --from"},
      // What is wrong with the record goes by its own code.
      {"alpaca", "messages", R"({"instruction":"i","input":""})", "missing-field "},
      {"alpaca", "messages", R"({"instruction":1,"input":"","output":"o"})",
       "wrong-type /instruction "},
      {"", "messages", R"({"instruction":1,"input":"","output":"o"})", "wrong-type /instruction "},
      {"text", "preference", R"({"text":"a"})", "cannot-convert "},
  };
  for (const Case& c : cases) {
    std::string result = Convert(Rules(c.from, c.to), c.record);
    EXPECT_EQ(result.substr(0, c.finding.size()), c.finding) << c.record << ": " << result;
  }
}

TEST(ConverterTest, MapsFieldsFirst) {
  ConversionRules rules = Rules("alpaca", "text");
  ASSERT_TRUE(rules.map.Add("instruction=question").ok());
  ASSERT_TRUE(rules.map.Add("output=answer").ok());
  rules.write.meta = record::WriteOptions::Meta::kDrop;
  std::string mapped = Convert(rules, R"({"question":"q?","answer":"a!"})");
  EXPECT_NE(mapped.find("q?"), std::string::npos) << mapped;
  EXPECT_NE(mapped.find("a!"), std::string::npos) << mapped;
  EXPECT_EQ(Convert(rules, R"({"question":"q?","answer":"a","output":"o"})"),
            "cannot-convert  --map: the record has a field 'output' already");
}

TEST(ConverterTest, MapsFieldsWithoutAFormatToo) {
  ConversionRules rules = Rules("", "");
  ASSERT_TRUE(rules.map.Add("x=a").ok());
  EXPECT_EQ(Convert(rules, R"({"a" : 1})"), R"({"x":1})");
  EXPECT_EQ(Convert(rules, R"({"b" : 1})"), R"({"b":1})");
}

TEST(ConverterTest, AnExampleHasItsLengthBeforeItAndLeadsBack) {
  constexpr std::string_view kRecord = R"({"text":"a","n":1.50,"more":[1,{}]})";
  ConversionRules to_examples = Rules("", "");
  to_examples.to_examples = true;
  std::string bytes = Convert(to_examples, kRecord);
  ASSERT_GT(bytes.size(), 1u);
  ASSERT_LT(bytes.size(), 128u);  // so that the length is one byte
  EXPECT_EQ(static_cast<size_t>(bytes[0]), bytes.size() - 1);
  Example example;
  ASSERT_TRUE(example.ParseFromString(bytes.substr(1)));
  EXPECT_EQ(example.format(), "text");
  EXPECT_EQ(example.text(), "a");
  EXPECT_EQ(ConvertExample(Rules("", ""), bytes.substr(1)), kRecord);
  EXPECT_EQ(ConvertExample(to_examples, bytes.substr(1)), bytes);
}

TEST(ConverterTest, SaysWhatIsNoExample) {
  EXPECT_EQ(ConvertExample(Rules("", ""), "\x0a\x05x"),
            "cannot-convert  Not an Example (see proto/example.proto)");
  Example example;
  example.set_format("csv");
  EXPECT_EQ(ConvertExample(Rules("", ""), example.SerializeAsString()),
            "cannot-convert  An Example of the unknown format 'csv'");
}

TEST(ConverterTest, AnExampleThatIsNoRecordIsNotConverted) {
  Example example;
  example.set_format("any");
  example.add_fields()->set_name("a");
  ConversionRules to_examples = Rules("", "");
  to_examples.to_examples = true;
  for (const ConversionRules& rules : {Rules("", ""), Rules("", "messages"), to_examples}) {
    EXPECT_EQ(ConvertExample(rules, example.SerializeAsString()),
              "cannot-convert  Bad Example: field 'a' has no value, and the format any has no such "
              "field");
  }
  example.mutable_fields(0)->set_json("1}\nnot json\n{");
  EXPECT_EQ(ConvertExample(Rules("", ""), example.SerializeAsString()),
            "cannot-convert  Bad Example: the value of field 'a' is not JSON");
}

TEST(ConverterTest, NothingIsLeftOfTheRecordBefore) {
  ConversionRules rules = Rules("", "messages");
  Converter converter(rules);
  test::ParsedText chat(R"({"messages":[{"role":"user","content":"u"},)"
                        R"({"role":"assistant","content":"a"}],"tools":[{"x":1}],"id":1})");
  test::ParsedText plain(R"({"messages":[{"role":"assistant","content":"b"}]})");
  std::vector<Finding> findings;
  text::Buffer first, second;
  converter.Convert(chat.root(), chat.root().raw(), false, &first, &findings);
  converter.Convert(plain.root(), plain.root().raw(), false, &second, &findings);
  EXPECT_TRUE(findings.empty());
  EXPECT_EQ(first, chat.root().raw());
  EXPECT_EQ(second, plain.root().raw());
}

}  // namespace
}  // namespace jsonl
