#include "tools/stats/json_checks.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace jsonl::stats {
namespace {

struct Case {
  std::string text;
  bool json;
};

const std::vector<Case>& Cases() {
  static const std::vector<Case> kCases = {
      {"{\"a\":1}", true},
      {" \t\r\n[1, 2]\n ", true},
      {"\"text\"", true},
      {"-1.5e3", true},
      {"0", true},
      {"true", true},
      {"false", true},
      {"null", true},
      {"{\n\"a\"\n:\n1\n}", true},
      {"\"" + std::string(5000, 'x') + "\"", true},
      {"", false},
      {"  \n", false},
      {"Sure, here it is.", false},
      {"nothing", false},
      {"{\"a\":1", false},
      {"\"a", false},
      {"b\"", false},
      {"\"a\nb\"", false},
      {"1\\", false},
      {"\"\\", false},
      {"{} {}", false},
      {"{}\n{}", false},
      {"\xe4\xb8\xad", false},
      {"[" + std::string(5000, '1'), false},
      {std::string("{}\0", 3), false},
  };
  return kCases;
}

// How many of the texts count, all checked together.
uint64_t Count(const std::vector<const Case*>& cases) {
  JsonChecks checks;
  uint64_t count = 0;
  std::vector<std::string> padded;
  for (const Case* one : cases)
    padded.push_back(one->text + std::string(json::Parser::kPadding, '"'));
  for (size_t i = 0; i < cases.size(); ++i) {
    checks.Add(std::string_view(padded[i]).substr(0, cases[i]->text.size()), &count);
  }
  checks.Flush();
  return count;
}

TEST(JsonChecks, TellsJson) {
  for (const Case& one : Cases()) EXPECT_EQ(Count({&one}), one.json) << one.text;
}

TEST(JsonChecks, NoTextChangesWhatAnotherIs) {
  for (const Case& first : Cases()) {
    for (const Case& second : Cases()) {
      EXPECT_EQ(Count({&first, &second}), first.json + second.json) << first.text << second.text;
      std::vector<const Case*> many(100, &first);
      many[50] = &second;
      EXPECT_EQ(Count(many), 99 * first.json + second.json) << first.text << second.text;
    }
  }
}

TEST(JsonChecks, CountsEachTextWhereItBelongs) {
  JsonChecks checks;
  const std::string padded = "[1]" + std::string(json::Parser::kPadding, ' ');
  std::vector<uint64_t> counts(100);
  for (uint64_t& count : counts) checks.Add(std::string_view(padded).substr(0, 3), &count);
  checks.Flush();
  checks.Flush();
  EXPECT_EQ(counts, std::vector<uint64_t>(100, 1));
}

}  // namespace
}  // namespace jsonl::stats
